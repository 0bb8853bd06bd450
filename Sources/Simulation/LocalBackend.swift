package import Devices
package import Execution

/// A simulator as a backend: without noise the state vector, with noise whatever the noisy simulator chooses.
package struct LocalBackend: Backend {
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
}
