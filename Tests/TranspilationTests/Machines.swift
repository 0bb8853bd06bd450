import Circuits
import Devices
import Execution
import Numerics
import ReferenceSimulation
import Testing
import Transpilation

/// Devices for tests, with figures that a seed decides.
enum Machines {
  static func line(_ count: Int) -> [(Int, Int)] { (1..<max(1, count)).map { ($0 - 1, $0) } }

  static func grid(_ rows: Int, _ columns: Int) -> [(Int, Int)] {
    (0..<rows * columns).flatMap { place -> [(Int, Int)] in
      (place % columns + 1 < columns ? [(place, place + 1)] : [])
        + (place + columns < rows * columns ? [(place, place + columns)] : [])
    }
  }

  static func complete(_ count: Int) -> [(Int, Int)] {
    (0..<count).flatMap { first in (first + 1..<max(first + 1, count)).map { (first, $0) } }
  }

  /// Rows of qubits, every fourth of one coupled to the next row through a qubit between them.
  static func heavyHex(rows: Int, columns: Int) -> (count: Int, couplings: [(Int, Int)]) {
    var couplings: [(Int, Int)] = []
    var count = rows * columns
    for row in 0..<rows {
      couplings += (1..<columns).map { (row * columns + $0 - 1, row * columns + $0) }
      guard row + 1 < rows else { continue }
      for column in stride(from: row.isMultiple(of: 2) ? 0 : 2, to: columns, by: 4) {
        couplings += [(row * columns + column, count), (count, (row + 1) * columns + column)]
        count += 1
      }
    }
    return (count, couplings)
  }

  static func device(
    _ name: String = "test", qubits count: Int, _ couplings: [(Int, Int)], one: [String], two: [String],
    isDirected: Bool = false, seed: UInt64 = 1
  ) -> Device {
    var stream = RandomStream(seed: seed).substream(name)
    let qubits = (0..<count).map { _ in
      Device.Qubit(
        t1InSeconds: 1e-4 * (1 + stream.uniform()), t2InSeconds: 1e-4 * (0.5 + stream.uniform()),
        readout: Device.Readout(
          probabilityOfOneGivenZero: 0.02 * stream.uniform(), probabilityOfZeroGivenOne: 0.03 * stream.uniform(),
          durationInSeconds: 1e-6))
    }
    var gates: [Device.NativeGate] = []
    for name in one {
      guard let row = StandardGate(name) else { continue }
      let isVirtual = name == "rz" || name == "p"
      for qubit in 0..<count {
        gates.append(
          Device.NativeGate(
            row, on: [qubit], error: isVirtual ? 0 : 0.0005 * stream.uniform(),
            durationInSeconds: isVirtual ? 0 : 35e-9))
      }
    }
    for name in two {
      guard let row = StandardGate(name) else { continue }
      for (first, second) in couplings {
        let error = 0.003 + 0.01 * stream.uniform()
        let forward = stream.next() % 2 == 0
        let orders =
          isDirected ? [forward ? [first, second] : [second, first]] : [[first, second], [second, first]]
        for order in orders {
          gates.append(Device.NativeGate(row, on: order, error: error, durationInSeconds: 300e-9))
        }
      }
    }
    return Device(name: name, source: "made up", qubits: qubits, gates: gates, tickInSeconds: 1e-9)
  }

  /// One device for every native set that there is.
  static let all: [Device] = [
    device("line of cx", qubits: 6, line(6), one: ["rz", "sx", "x", "id"], two: ["cx"]),
    device("directed cx", qubits: 5, line(5), one: ["rz", "sx", "x"], two: ["cx"], isDirected: true),
    device("ecr", qubits: 6, line(6), one: ["rz", "sx", "x"], two: ["ecr"], isDirected: true),
    device("cz", qubits: 6, grid(2, 3), one: ["rz", "sx", "x"], two: ["cz"]),
    device("fractional", qubits: 6, grid(2, 3), one: ["rz", "sx", "x", "rx"], two: ["cz", "rzz"]),
    device("ms", qubits: 5, complete(5), one: ["gpi", "gpi2"], two: ["ms"], isDirected: true),
    device("zz", qubits: 5, complete(5), one: ["gpi", "gpi2"], two: ["rzz"]),
    device("prx", qubits: 6, grid(2, 3), one: ["prx"], two: ["cz"]),
    device("iswap", qubits: 6, grid(2, 3), one: ["rz", "rx"], two: ["iswap"], isDirected: true),
    device("cz and iswap", qubits: 6, grid(2, 3), one: ["rz", "sx"], two: ["cz", "iswap"]),
    device("rxx", qubits: 5, complete(5), one: ["rz", "ry"], two: ["rxx"]),
    device("cp", qubits: 5, line(5), one: ["p", "rx"], two: ["cp"]),
    device("rzx", qubits: 5, line(5), one: ["rz", "prx"], two: ["rzx"], isDirected: true),
    device("ryy and gpi2 alone", qubits: 4, complete(4), one: ["gpi2"], two: ["ryy"]),
    device("prx and cx", qubits: 4, line(4), one: ["prx"], two: ["cx"], isDirected: true),
    device("general", qubits: 5, complete(5), one: ["U"], two: ["cx"]),
    device("u3 and ecr", qubits: 4, line(4), one: ["rz", "u3"], two: ["ecr"], isDirected: true),
    device("cy", qubits: 4, line(4), one: ["rz", "sx"], two: ["cy"], isDirected: true),
  ]
}

enum Build {
  static func circuit(_ qubits: Int, bits: Int = 0, parameters: [String] = []) -> Circuit {
    Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: qubits)]),
      bitRegisters: bits > 0 ? [Register(name: "c", start: 0, count: bits)] : [],
      parameters: parameters.map { Parameter(name: $0) })
  }
}

extension Circuit {
  mutating func add(_ name: String, _ angles: [Angle] = [], _ qubits: Int...) throws {
    append(Gate(try #require(StandardGate(name))), angles: angles, qubits: qubits)
  }

  /// A random circuit over all rows of the gate table, some under controls and powers.
  static func random(_ qubitCount: Int, gates: Int, stream: inout RandomStream) -> Circuit {
    var circuit = Build.circuit(qubitCount)
    let rows = StandardGate.all
    while circuit.operations.count < gates {
      let row = rows[Int(stream.next() % UInt64(rows.count))]
      let controls = (0..<max(0, Int(stream.next() % 6) - 3)).map { _ in stream.next() % 2 == 0 }
      let powers = [[], [], [], [], [-1], [0.5], [2, -0.3]][Int(stream.next() % 7)]
      let count = row.definition.qubitCount + controls.count
      guard count <= qubitCount else { continue }
      circuit.append(
        Gate(.standard(row), powers: powers, controls: controls),
        angles: row.definition.angleNames.map { _ in .constant(stream.uniform() * 12 - 6) },
        qubits: Array((0..<qubitCount).shuffled(using: &stream).prefix(count)))
    }
    return circuit
  }
}

/// What makes a compiled circuit differ from its source; empty where nothing does.
enum Judge {
  /// The distance of the final states up to the global phase, places counted by the final layout.
  static func distance(
    _ compiled: CompiledCircuit, _ source: Circuit, parameters: [Double] = []
  ) throws -> Double {
    let simulator = ReferenceSimulator()
    let wanted = try simulator.amplitudes(of: source, parameters: parameters)
    let (circuit, places) = compiled.compact
    let found = try simulator.amplitudes(of: circuit, parameters: parameters)
    var mapped = Array(repeating: Complex.zero, count: wanted.count)
    var lost = found.reduce(0) { $0 + $1.squaredMagnitude }
    let bits = compiled.finalLayout.map { place in place.flatMap { places.firstIndex(of: $0) } }
    for index in wanted.indices {
      var image = 0
      var isReachable = true
      for (qubit, bit) in bits.enumerated() where BitOrder.bit(qubit, of: index) {
        if let bit { image |= 1 << bit } else { isReachable = false }
      }
      guard isReachable else { continue }
      mapped[index] = found[image]
      lost -= found[image].squaredMagnitude
    }
    let overlap = zip(wanted, mapped).reduce(Complex.zero) { $0 + $1.1.conjugate * $1.0 }
    let phase = Complex.phase(overlap.argument)
    let distance = zip(wanted, mapped).map { ($0 - phase * $1).magnitude }.max() ?? 0
    return max(distance, lost.magnitude.squareRoot() > 1e-6 ? 1 : 0)
  }

  /// Operations that the device does not have, or marks as broken.
  static func foreign(_ compiled: CompiledCircuit, on device: Device) -> [String] {
    struct Place: Hashable {
      let row: StandardGate
      let qubits: [Int]
    }
    let working = Set(
      device.gates.filter { ($0.error ?? 0) < 1 }.map { Place(row: $0.gate, qubits: $0.qubits) })
    let broken = Set(device.gates.filter { $0.qubits.count == 1 && ($0.error ?? 0) >= 1 }.map { $0.qubits[0] })
    let circuit = compiled.circuit
    return circuit.operations.indices.compactMap { index in
      let qubits = circuit.operands(of: index).map { Int($0) }
      guard circuit.operations[index].kind == .gate else {
        return circuit.operations[index].kind == .measure && broken.contains(qubits[0]) ? "measure \(qubits[0])" : nil
      }
      let gate = circuit.gates[Int(circuit.operations[index].index)]
      guard case .standard(let row) = gate.target, !gate.isModified else { return "\(gate)" }
      if qubits.contains(where: broken.contains) { return "\(row.name) on a broken qubit of \(qubits)" }
      return working.contains(Place(row: row, qubits: qubits)) ? nil : "\(row.name) \(qubits)"
    }
  }
}
