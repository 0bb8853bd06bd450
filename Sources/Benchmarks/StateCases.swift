internal import Circuits
internal import Numerics
internal import Simulation

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Work on big state vectors.
struct StateCases {
  private let arguments: RaceArguments
  private let memory: RaceMemory

  init(_ arguments: RaceArguments, _ memory: RaceMemory) {
    self.arguments = arguments
    self.memory = memory
  }

  private func simulator() throws -> StateSimulator {
    try StateSimulator(precision: arguments.isSingle() ? .single : .double, threadCount: arguments.integer("threads"))
  }

  func state() throws -> () throws -> [Double] {
    let simulator = try simulator()
    let circuit = try arguments.circuit()
    let observable = Observable([(coefficient: 1, string: PauliString(0, .z))])
    return { [try simulator.expectation(of: observable, in: circuit)] }
  }

  func amplitudes() throws -> () throws -> [Double] {
    let simulator = try simulator()
    let circuit = try arguments.circuit()
    return { try simulator.amplitudes(of: circuit).flatMap { [$0.real, $0.imaginary] } }
  }

  /// Of a state whose amplitudes are random; found are the shots and how many different outcomes came.
  func counts() throws -> () throws -> [Double] {
    var vector = try vector(of: Double.self)
    var draws = RandomStream(seed: 7)
    for index in 0..<1 << vector.qubitCount {
      // The squared magnitude of an amplitude of two normal parts is distributed exponentially.
      try vector.set(Complex((-log(1 - draws.uniform())).squareRoot()), at: index)
    }
    let shots = try arguments.integer("shots")
    return {
      let sampled = vector.sample(shots: shots, stream: RandomStream(seed: 1))
      return [Double(sampled.occurrences.reduce(0, +)), Double(sampled.outcomes.count)]
    }
  }

  func sweep() throws -> () throws -> [Double] {
    try arguments.isSingle() ? sweep(of: Float.self) : sweep(of: Double.self)
  }

  private func sweep<Scalar: AmplitudeScalar>(of scalar: Scalar.Type) throws -> () throws -> [Double] {
    let (cosine, sine) = (Complex(0.8), Complex(0.6))
    let (first, second) = (Complex(0.6, 0.8), Complex(0.28, -0.96))
    let general = [cosine, -second * sine, first * sine, first * second * cosine]
    let shared = try memory.state { try vector(of: scalar) }
    return {
      for qubit in 0..<shared.vector.qubitCount { try shared.vector.apply(matrix: general, targets: [qubit]) }
      return []
    }
  }

  func scale() throws -> () throws -> [Double] {
    try arguments.isSingle() ? scale(of: Float.self) : scale(of: Double.self)
  }

  private func scale<Scalar: AmplitudeScalar>(of scalar: Scalar.Type) throws -> () throws -> [Double] {
    let shared = try memory.state { try vector(of: scalar) }
    return {
      for _ in 0..<shared.vector.qubitCount { try shared.vector.scale(by: 1.000_000_1) }
      return []
    }
  }

  private func vector<Scalar: AmplitudeScalar>(of scalar: Scalar.Type) throws -> AmplitudeVector<Scalar> {
    try AmplitudeVector(qubitCount: arguments.integer("qubits"), threadCount: arguments.integer("threads"))
  }
}
