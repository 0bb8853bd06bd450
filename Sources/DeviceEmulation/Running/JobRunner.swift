internal import Circuits
internal import Devices
internal import Execution
internal import Networking
internal import Numerics
internal import OpenQASM
internal import Transpilation

/// Runs a job on the machine behind the service.
struct JobRunner: Sendable {
  let machine: EmulatedDevice
  let seed: UInt64
  /// Whether what a job gives depends on its request instead of its number.
  var drawsByContent = false

  /// Samples of all circuits of a job, or why it fails. The same job of the same number gives the same samples.
  func run(_ order: JobOrder, ordinal: Int) async -> Result<[JobItem.Reading], JobFailure> {
    let jobs = RandomStream(seed: seed).substream("job")
    let stream =
      drawsByContent
      ? jobs.substream(SHA256.hexadecimal(of: order.drawnBody ?? order.body)) : jobs.substream(ordinal)
    let deadline = ContinuousClock.now + .seconds(ServiceLimits.simulationSeconds)
    var readings: [JobItem.Reading] = []
    for (index, item) in order.items.enumerated() {
      do {
        readings.append(try await read(item, order, stream: stream.substream(index), deadline: deadline))
      } catch {
        let place = order.items.count == 1 ? "" : "circuit \(index): "
        return .failure(JobFailure(message: place + error.message))
      }
    }
    return .success(readings)
  }

  private func read(
    _ item: JobItem, _ order: JobOrder, stream: RandomStream, deadline: ContinuousClock.Instant
  ) async throws(JobFailure) -> JobItem.Reading {
    let program = try program(of: item.source, isIdeal: order.isIdeal)
    let points = try item.bindings.map { (values) throws(JobFailure) in try InputPoint(values, for: program) }
    try check(program, isIdeal: order.isIdeal)
    let bytes = (program.circuit.bitCount + 7) / 8 + 1
    guard item.shots * points.count <= ServiceLimits.resultBytes / bytes else {
      throw JobFailure(message: "the outcomes have more than \(ServiceLimits.resultBytes) bytes")
    }
    var reading = JobItem.Reading(
      samples: [], registers: program.circuit.bitRegisters, measurements: program.circuit.measurements,
      qubitCount: program.circuit.qubitCount)
    if item.wantsProbabilities, order.isIdeal, let circuit = program.staticCircuit,
      circuit.bitCount <= Self.mostExactBits
    {
      reading.probabilities = try probabilities(of: circuit, at: points.map(\.parameters))
      if reading.probabilities != nil { return reading }
    }
    var batch = Batch(
      points.map {
        Batch.Entry(program, parameters: $0.parameters, inputs: $0.inputs, shots: item.shots)
      }, stream: stream)
    batch.keepsMemory = true
    batch.deadline = deadline
    do { reading.samples = try await (order.isIdeal ? machine.exact : machine.backend).run(batch) } catch {
      throw JobFailure(message: "\(error.message); \(error.help)")
    }
    return reading
  }

  private func probabilities(of circuit: Circuit, at points: [[Double]]) throws(JobFailure) -> [[Double]]? {
    do { return try machine.exact.probabilities(of: circuit, at: points) } catch {
      throw JobFailure(message: error.message)
    }
  }

  /// Distributions of more bits are sampled instead.
  private static let mostExactBits = 20

  // MARK: What may run

  private static let limits: LoadLimits = {
    var limits = LoadLimits()
    limits.qubits = 1 << 12
    limits.bits = 1 << 14
    limits.operations = 2_000_000
    limits.steps = 1_000_000
    limits.diagnostics = 1
    return limits
  }()

  private func program(of source: JobItem.Source, isIdeal: Bool) throws(JobFailure) -> Program {
    switch source {
    case .circuit(let circuit): return Program(circuit)
    case .text(let text, let dialect):
      let source = SourceText(path: "program", text: text)
      if dialect == .braket, let line = source.firstInclude {
        throw JobFailure(message: "[line \(line)] include is not supported")
      }
      let result = Loader.load(source, limits: Self.limits, libraries: dialect.libraries)
      guard let program = result.program else {
        guard let problem = result.diagnostics.first(where: { $0.severity != .warning }) else {
          throw JobFailure(message: "the program cannot be read")
        }
        let lines = source.bytes[..<min(problem.range.start, source.bytes.count)]
        let line = lines.count { $0 == UInt8(ascii: "\n") } + 1
        throw JobFailure(message: "[line \(line)] \(problem.message)")
      }
      return dialect == .braket ? try BraketCircuit(program, isIdeal: isIdeal).program : program
    }
  }

  /// A program on the device's own qubits must be native, for nothing compiles it.
  private func check(_ program: Program, isIdeal: Bool) throws(JobFailure) {
    let offered = isIdeal ? EmulatedDevice.idealQubitCount : machine.device.qubits.count
    guard program.circuit.qubitCount <= offered else {
      throw JobFailure(message: "the circuit has \(program.circuit.qubitCount) qubits, and the device \(offered)")
    }
    guard !isIdeal, case .physical = program.circuit.qubits else { return }
    let circuit = program.circuit.namingNativeGates(of: machine.device)
    for index in circuit.operations.indices where circuit.operations[index].kind == .gate {
      let gate = circuit.gates[Int(circuit.operations[index].index)]
      let qubits = circuit.operands(of: index).map { Int($0) }
      if case .standard(let row) = gate.target, !gate.isModified,
        let native = machine.device.gate(row, on: qubits), !native.isBroken
      {
        continue
      }
      throw JobFailure(
        message:
          "the instruction \(circuit.name(of: gate)) on qubits (\(qubits.map { "\($0)" }.joined(separator: ", "))) "
          + "is not supported by the target system")
    }
  }
}

extension SourceText {
  /// The line of the first `include`, counted from 1.
  fileprivate var firstInclude: Int? {
    var parser = Parser(source: self, file: 0)
    while let statement = parser.nextStatement() {
      if parser.tree[statement].kind == .includeStatement {
        return bytes[..<min(Int(parser.tree[statement].start), bytes.count)].count { $0 == UInt8(ascii: "\n") } + 1
      }
      parser.tree.removeAll(keepingCapacity: true)
    }
    return nil
  }
}

extension Circuit {
  var measurements: [(qubit: Int, bit: Int?)] {
    operations.indices.compactMap { index in
      guard operations[index].kind == .measure, let qubit = operands(of: index).first,
        let bit = operands(of: index).last
      else { return nil }
      return (Int(qubit), bit == Operation.noBit ? nil : Int(bit))
    }
  }

  fileprivate func name(of gate: Gate) -> String {
    switch gate.target {
    case .standard(let row): row.name
    case .declared(let place): declarations.indices.contains(place) ? declarations[place].name : "gate"
    }
  }
}
