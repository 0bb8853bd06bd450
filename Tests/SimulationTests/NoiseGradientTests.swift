import Circuits
import Devices
import Execution
import Numerics
import Simulation
import Testing

@Suite("Gradients through noise")
struct NoiseGradientTests {
  /// A random circuit whose angles are expressions over three parameters, over all rows with angles and a few
  /// without, some under modifiers.
  private func circuit(_ qubits: Int, gates: Int, stream: inout RandomStream) -> Circuit {
    var circuit = Noisy.circuit(qubits, parameters: ["a", "b", "c"])
    let rows = StandardGate.all.filter { (1...3).contains($0.definition.qubitCount) }
    while circuit.operations.count < gates {
      let row = rows[Int(stream.next() % UInt64(rows.count))]
      guard !row.definition.angleNames.isEmpty || stream.next() % 4 == 0 else { continue }
      let controls = stream.next() % 8 == 0 ? [true] : []
      let count = row.definition.qubitCount + controls.count
      guard count <= min(3, qubits) else { continue }
      let angles = row.definition.angleNames.map { _ in angle(in: &circuit, stream: &stream) }
      circuit.append(
        Gate(.standard(row), powers: stream.next() % 8 == 0 ? [-1] : [], controls: controls), angles: angles,
        qubits: Array((0..<qubits).shuffled(using: &stream).prefix(count)))
    }
    return circuit
  }

  private func angle(in circuit: inout Circuit, stream: inout RandomStream) -> Angle {
    let first = circuit.expressions.parameter(Int(stream.next() % 3))
    let second = circuit.expressions.parameter(Int(stream.next() % 3))
    switch stream.next() % 4 {
    case 0: return .constant(stream.uniform() * 3)
    case 1: return first
    case 2: return circuit.expressions.combine(.multiply, first, circuit.expressions.apply(.sin, to: second))
    default:
      let doubled = circuit.expressions.combine(.multiply, .constant(stream.uniform() * 2 - 1), first)
      return circuit.expressions.combine(.add, doubled, second)
    }
  }

  @Test("derivatives are those of dense density matrices", arguments: 0..<10)
  func derivatives(_ seed: Int) throws {
    var stream = RandomStream(seed: 31).substream(seed)
    let qubits = 2 + seed % 2
    let model = Noisy.model(strength: 0.3, qubits: qubits, stream: &stream)
    var circuit = circuit(qubits, gates: 14, stream: &stream)
    circuit.reset(0)
    circuit.append(try Noisy.gate("ry"), angles: [circuit.expressions.parameter(1)], qubits: [0])
    let observable = Observable(NoiseDensityTests.strings(qubits, stream: &stream).map { (stream.uniform(), $0) })
    let point = [0.4, -1.1, 0.8]
    func dense(_ point: [Double]) throws -> Double {
      let state = try DenseDensity(circuit, noise: model, parameters: point)
      return observable.terms.reduce(0) { $0 + $1.coefficient * state.mean(of: $1.string) }
    }
    let simulator = NoisySimulator()
    let (value, gradient) = try simulator.gradient(
      of: observable, in: circuit, noise: model, at: point, withRespectTo: [0, 1, 2])
    #expect(abs(value - (try dense(point))) < 1e-12)
    #expect(
      abs(value - (try simulator.expectation(of: observable, in: circuit, noise: model, parameters: point))) < 1e-12)
    for index in 0..<3 {
      // Central differences at eight points, exact up to the ninth derivative.
      var slope = 0.0
      for (distance, weight) in zip(1...4, [4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280]) {
        for sign in [1.0, -1.0] {
          var moved = point
          moved[index] += sign * Double(distance) * 0.008
          slope += sign * weight * (try dense(moved)) / 0.008
        }
      }
      #expect(abs(gradient[index] - slope) < 1e-10)
      var (above, below) = (point, point)
      above[index] += 1e-5
      below[index] -= 1e-5
      let difference =
        try simulator.expectation(of: observable, in: circuit, noise: model, parameters: above)
        - simulator.expectation(of: observable, in: circuit, noise: model, parameters: below)
      #expect(abs(gradient[index] - difference / 2e-5) < 1e-7)
    }
    let some = try simulator.gradient(of: observable, in: circuit, noise: model, at: point, withRespectTo: [2])
    #expect(abs(some.gradient[0] - gradient[2]) < 1e-13)
  }

  @Test("little memory, several threads and every level of kernels change nothing")
  func memoryAndThreads() throws {
    var stream = RandomStream(seed: 32)
    let model = Noisy.model(strength: 0.2, qubits: 5, stream: &stream)
    let circuit = circuit(5, gates: 60, stream: &stream)
    let observable = Observable([(1.0, Noisy.product(.x, .z)), (0.5, PauliString(4, .z))])
    let point = [0.3, 0.6, -0.2]
    let expected = try NoisySimulator().gradient(
      of: observable, in: circuit, noise: model, at: point, withRespectTo: [0, 1, 2])
    let small = try NoisySimulator(memoryLimit: 1 << 17).gradient(
      of: observable, in: circuit, noise: model, at: point, withRespectTo: [0, 1, 2])
    #expect(small == expected)
    let threaded = try NoisySimulator(threads: 2).gradient(
      of: observable, in: circuit, noise: model, at: point, withRespectTo: [0, 1, 2])
    #expect(threaded == expected)
    for level in InstructionLevel.allCases where level <= .best {
      let other = try NoisySimulator(level: level).gradient(
        of: observable, in: circuit, noise: model, at: point, withRespectTo: [0, 1, 2])
      #expect(zip(other.gradient, expected.gradient).allSatisfy { abs($0 - $1) < 1e-12 })
    }
  }

  @Test("noise on four qubits at once")
  func fourQubits() throws {
    var circuit = Noisy.circuit(4, parameters: ["a"])
    for qubit in 0..<4 {
      circuit.append(try Noisy.gate("ry"), angles: [circuit.expressions.parameter(0)], qubits: [qubit])
    }
    circuit.append(try Noisy.gate("c3x"), qubits: [0, 1, 2, 3])
    circuit.append(try Noisy.gate("ry"), angles: [circuit.expressions.parameter(0)], qubits: [3])
    var model = NoiseModel()
    let row = try #require(StandardGate("c3x"))
    model.gateChannels[NoiseModel.GatePlace(row)] = [
      PlacedChannel(.depolarizing(probability: 0.3, qubitCount: 4), on: [0, 1, 2, 3])
    ]
    let observable = Observable([(1.0, PauliString(3, .z)), (0.7, PauliString(0, .x))])
    let simulator = NoisySimulator()
    let slope = try simulator.gradient(of: observable, in: circuit, noise: model, at: [0.7], withRespectTo: [0])
    let values = try [0.7 + 1e-5, 0.7 - 1e-5].map {
      try simulator.expectation(of: observable, in: circuit, noise: model, parameters: [$0])
    }
    #expect(abs(slope.gradient[0] - (values[0] - values[1]) / 2e-5) < 1e-7)
  }
}
