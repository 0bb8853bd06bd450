internal import Circuits
internal import Devices
internal import Execution
internal import FoundationEssentials
internal import Numerics
internal import Simulation

/// Runs under the noise of the argument `device`: a device's name, or the path of its file.
struct NoiseCases {
  private let arguments: RaceArguments
  private let noise: NoiseModel

  init(_ arguments: RaceArguments) throws {
    self.arguments = arguments
    noise = NoiseModel(device: try Self.device(arguments.text("device")))
  }

  private static func device(_ name: String) throws -> Device {
    guard name.hasSuffix(".json") else { return try DeviceLibrary(home: nil).device(named: name).device }
    guard let data = FileManager.default.contents(atPath: name) else { throw BenchmarkError("cannot read \(name)") }
    return try Device(reading: Array(data), file: name)
  }

  private func simulator() throws -> NoisySimulator {
    let name = try arguments.text("method")
    guard let method = NoisySimulator.Method(rawValue: name) else { throw BenchmarkError("no method '\(name)'") }
    return try NoisySimulator(method: method, threads: arguments.integer("threads"))
  }

  private func sample() throws -> () throws -> Counts {
    let (simulator, program) = (try simulator(), try arguments.program())
    let shots = try arguments.integer("shots")
    return { [noise] in
      try simulator.sample(program, noise: noise, shots: shots, stream: RandomStream(seed: 1)).counts
    }
  }

  /// Shots into counts; found is the mean of <Z> of the first bit.
  func run() throws -> () throws -> [Double] {
    let sample = try sample()
    return {
      let counts = try sample()
      let ones = (0..<counts.count).reduce(0) { $0 + (counts.bit(0, at: $1) ? counts.occurrences[$1] : 0) }
      return [1 - 2 * Double(ones) / Double(counts.shots)]
    }
  }

  /// How often each outcome came, those that never came too.
  func histogram() throws -> () throws -> [Double] {
    let sample = try sample()
    return {
      let counts = try sample()
      var result = Array(repeating: 0.0, count: 1 << counts.layout.width)
      for index in 0..<counts.count {
        let outcome = (0..<counts.layout.width).reduce(0) { $0 | (counts.bit($1, at: index) ? 1 << $1 : 0) }
        result[outcome] += Double(counts.occurrences[index])
      }
      return result
    }
  }

  /// The exact probability of each outcome.
  func probabilities() throws -> () throws -> [Double] {
    let circuit = try arguments.circuit()
    return { [noise] in try NoisySimulator().probabilities(of: circuit, noise: noise) }
  }
}
