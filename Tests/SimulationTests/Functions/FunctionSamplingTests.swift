import Circuits
import Execution
import Numerics
import ReferenceSimulation
import Simulation
import Testing

@Suite struct FunctionSamplingTests {
  private func statistics(_ numbers: [Double]) -> (mean: Double, variance: Double) {
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    var squares = 0.0
    for number in numbers { squares += (number - mean) * (number - mean) }
    return (mean, squares / Double(numbers.count - 1))
  }

  @Test("Estimates scatter about the means as shots do")
  func estimates() throws {
    var stream = RandomStream(seed: 53)
    for number in 0..<8 {
      let circuit = FunctionCircuits.random(3, gates: 14, parameters: 3, stream: &stream)
      let observable = try FunctionCircuits.observable("0.5*Z0 + Z0*Z2 - 0.25 + 0.75*X1 + Y0*Y1")
      let point = FunctionCircuits.points(1, circuit, stream: &stream)
      let shots = 4000
      let repeated = (0..<200).flatMap { _ in point }
      let estimates = try SampledFunction(circuit, observables: [observable])
        .values(at: repeated, shots: shots, stream: RandomStream(seed: UInt64(number)))
      let expected = try ReferenceSimulator().expectation(of: observable, in: circuit, parameters: point)
      let (mean, variance) = statistics(estimates)
      // Each string's estimate varies by its coefficient at most a shot; 5 sigma of the mean of 200 estimates.
      let bound = 3.0 / Double(shots).squareRoot()
      #expect(abs(mean - expected) < 5 * bound / Double(200).squareRoot())
      #expect(variance < bound * bound)
    }
  }

  @Test("A fair qubit's estimates have the binomial variance")
  func variance() throws {
    var circuit = FunctionCircuits.empty(2, parameters: 1)
    circuit.append(try FunctionCircuits.gate("ry"), angles: [circuit.expressions.parameter(0)], qubits: [1])
    let points = Array(repeating: 1.1, count: 2000)
    let estimates = try SampledFunction(circuit, observables: [try FunctionCircuits.observable("Z1")])
      .values(at: points, shots: 100, stream: RandomStream(seed: 2))
    let (mean, variance) = statistics(estimates)
    let cosine = Complex.phase(1.1).real
    let expected = (1 - cosine * cosine) / 100
    #expect(abs(mean - cosine) < 5 * (expected / 2000).squareRoot())
    #expect(abs(variance / expected - 1) < 0.16)
  }

  @Test("A point's draws depend on its place and the seed alone")
  func reproducible() throws {
    var stream = RandomStream(seed: 59)
    let circuit = try FunctionCircuits.classifier(3)
    let function = try SampledFunction(
      circuit, observables: [try FunctionCircuits.observable("Z0"), try FunctionCircuits.observable("X1")])
    let points = FunctionCircuits.points(20, circuit, stream: &stream)
    let all = try function.values(at: points, shots: 500, stream: RandomStream(seed: 1))
    #expect(try function.values(at: points, shots: 500, stream: RandomStream(seed: 1), threadCount: 3) == all)
    let first = try function.values(
      at: Array(points.prefix(circuit.parameters.count * 7)), shots: 500, stream: RandomStream(seed: 1))
    #expect(first == Array(all.prefix(14)))
    #expect(try function.values(at: points, shots: 500, stream: RandomStream(seed: 2)) != all)
  }

  @Test("Counts add up to the shots and follow the distribution")
  func counts() throws {
    var circuit = FunctionCircuits.empty(3, parameters: 1)
    circuit.append(try FunctionCircuits.gate("ry"), angles: [circuit.expressions.parameter(0)], qubits: [0])
    circuit.append(try FunctionCircuits.gate("cx"), qubits: [0, 2])
    let function = try CircuitFunction(circuit, observables: [])
    let points = CircuitPoints([0, 1.2, Double.pi])
    let counts = try function.counts(at: points, of: [2, 1], shots: 10_000, stream: RandomStream(seed: 4))
    let odds = (1 - Complex.phase(1.2).real) / 2
    #expect(Array(counts[..<4]) == [10_000, 0, 0, 0])
    #expect(Array(counts[8...]) == [0, 10_000, 0, 0])
    #expect(counts[4] + counts[5] == 10_000)
    #expect(abs(Double(counts[5]) - 10_000 * odds) < 5 * (10_000 * odds * (1 - odds)).squareRoot())
    #expect(throws: SimulationError.repeatedQubit(gate: "measure", qubit: 1)) {
      try function.probabilities(at: points, of: [1, 0, 1])
    }
  }

  @Test("Observables without a Pauli matrix need no shots")
  func constant() throws {
    let circuit = FunctionCircuits.empty(1, parameters: 1)
    let values = try SampledFunction(circuit, observables: [try FunctionCircuits.observable("0.25")])
      .values(at: [1, 2, 3], shots: 10, stream: RandomStream(seed: 1))
    #expect(values == [0.25, 0.25, 0.25])
  }
}
