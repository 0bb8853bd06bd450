package import Circuits
package import Devices
package import Execution

/// A simulator as a backend: without noise the state vector, with noise whatever the noisy simulator chooses.
package struct LocalBackend: ExactBackend {
  /// How to simulate, where the user may choose.
  package struct Settings: Hashable, Sendable {
    package var precision = StateSimulator.Precision.double
    package var method = NoisySimulator.Method.automatic
    package var threadCount = 1

    package init() {}
  }

  package let name: String
  package let device: Device
  package let noise: NoiseModel
  package let settings: Settings

  package init(name: String, device: Device, noise: NoiseModel = NoiseModel(), settings: Settings = Settings()) {
    self.name = name
    self.device = device
    self.noise = noise
    self.settings = settings
  }

  package func run(_ batch: Batch) async throws(BackendError) -> [Sample] {
    var samples: [Sample] = []
    for index in batch.entries.indices {
      do { samples.append(try sample(batch, index)) } catch { throw .simulation(error, entry: index) }
    }
    return samples
  }

  private func sample(_ batch: Batch, _ index: Int) throws(SimulationError) -> Sample {
    let entry = batch.entries[index]
    guard !noise.isEmpty else {
      var simulator = StateSimulator(
        precision: settings.precision, threadCount: settings.threadCount, deadline: batch.deadline)
      simulator.stepLimit = batch.stepLimit
      return try simulator.sample(
        entry.program, parameters: entry.parameters, inputs: entry.inputs, shots: entry.shots,
        stream: batch.stream(of: index), keepsMemory: batch.keepsMemory)
    }
    var simulator = NoisySimulator(method: settings.method, threads: settings.threadCount, deadline: batch.deadline)
    simulator.stepLimit = batch.stepLimit
    return try simulator.sample(
      entry.program, noise: noise, parameters: entry.parameters, inputs: entry.inputs, shots: entry.shots,
      stream: batch.stream(of: index), keepsMemory: batch.keepsMemory)
  }

  private static let mostBitsAtOnce = 10

  /// Distributions of more bits are not written out.
  private static let mostBits = 20

  package func distributions(of circuit: Circuit) throws(BackendError) -> OutcomeDistributions? {
    do { return try exactDistributions(of: circuit) } catch { throw .simulation(error, entry: 0) }
  }

  private func exactDistributions(of circuit: Circuit) throws(SimulationError) -> OutcomeDistributions {
    guard circuit.bitCount <= Self.mostBits else { throw .tooMany(circuit.bitCount, limit: Self.mostBits) }
    if let ideal = try idealDistributions(of: circuit) { return ideal }
    return OutcomeDistributions { (points) throws(SimulationError) in
      try noisyProbabilities(of: circuit, at: points)
    }
  }

  /// Many points have a thread each; few, or those of large states, have all threads one after the other.
  private func noisyProbabilities(of circuit: Circuit, at points: [[Double]]) throws(SimulationError) -> [[Double]] {
    let isFew = points.count < settings.threadCount || circuit.bitCount > Self.mostBitsAtOnce
    let simulator = NoisySimulator(method: .densityMatrix, threads: isFew ? settings.threadCount : 1)
    var found: [Result<[Double], SimulationError>?] = Array(repeating: nil, count: points.count)
    found.withUnsafeMutableBufferPointer { found in
      ParallelWork.forEach(part: points.count, threads: isFew ? 1 : settings.threadCount) { index in
        found[index] = Result { () throws(SimulationError) in
          try simulator.probabilities(of: circuit, noise: noise, parameters: points[index])
        }
      }
    }
    var result: [[Double]] = []
    for probabilities in found { if let probabilities { result.append(try probabilities.get()) } }
    return result
  }

  /// All points at once, where there is no noise and all measurements stand at the end.
  private func idealDistributions(of circuit: Circuit) throws(SimulationError) -> OutcomeDistributions? {
    let unitary = circuit.withoutFinalMeasurements()
    guard noise.isEmpty, !unitary.isInterrupted, let qubits = circuit.measuredQubits else { return nil }
    var function = try CircuitFunction(unitary, observables: [])
    function.threadCount = settings.threadCount
    return OutcomeDistributions { [function] (points) throws(SimulationError) in
      let flat = try function.probabilities(at: CircuitPoints(points.flatMap { $0 }), of: qubits)
      let size = 1 << qubits.count
      return points.indices.map { Array(flat[$0 * size..<($0 + 1) * size]) }
    }
  }
}

extension Circuit {
  /// The qubit that each bit is read from, where every bit is read once and from another qubit.
  fileprivate var measuredQubits: [Int]? {
    var qubits: [Int?] = Array(repeating: nil, count: bitCount)
    for index in operations.indices where operations[index].kind == .measure {
      let (qubit, bit) = (operands(of: index)[operands(of: index).startIndex], operands(of: index).last)
      guard let bit, bit != Operation.noBit, qubits[Int(bit)] == nil else { return nil }
      qubits[Int(bit)] = Int(qubit)
    }
    let found = qubits.compactMap { $0 }
    return found.count == bitCount && Set(found).count == bitCount ? found : nil
  }
}
