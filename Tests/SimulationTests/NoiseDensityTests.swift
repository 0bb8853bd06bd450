import Circuits
import Devices
import Execution
import Numerics
import ReferenceSimulation
import Testing

@testable import Simulation

@Suite("The density matrix under noise")
struct NoiseDensityTests {
  @Test(
    "means and probabilities of random noisy circuits are those of dense sums over Kraus operators", arguments: 0..<40)
  func randomCircuits(_ seed: Int) throws {
    var stream = RandomStream(seed: 11).substream(seed)
    let qubits = 1 + seed % 4
    let model = Noisy.model(strength: seed % 3 == 0 ? 0.8 : 0.1, qubits: qubits, stream: &stream)
    var circuit = Noisy.random(qubits, gates: 12, bits: qubits, stream: &stream)
    circuit.delay(Duration(5, .microseconds), Array(0..<qubits))
    circuit.reset(Int(stream.next() % UInt64(qubits)))
    let truth = try DenseDensity(circuit, noise: model)
    let simulator = NoisySimulator()
    for string in Self.strings(qubits, stream: &stream) {
      let value = try simulator.expectation(of: Observable([(1.0, string)]), in: circuit, noise: model)
      #expect(abs(value - truth.mean(of: string)) < 1e-12)
    }
    let all = Observable(Self.strings(qubits, stream: &stream).map { (stream.uniform(), $0) })
    let expected = all.terms.reduce(0) { $0 + $1.coefficient * truth.mean(of: $1.string) }
    #expect(abs(try simulator.expectation(of: all, in: circuit, noise: model) - expected) < 1e-12)
    for qubit in 0..<qubits { circuit.measure(qubit, into: qubit) }
    let probabilities = try simulator.probabilities(of: circuit, noise: model)
    #expect(zip(probabilities, truth.probabilities).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  static func strings(_ qubits: Int, stream: inout RandomStream) -> [PauliString] {
    (0..<6).map { _ in
      Noisy.string(
        (0..<qubits).compactMap { qubit in
          let pauli = [nil, Pauli.x, .y, .z][Int(stream.next() % 4)]
          return pauli.map { (qubit, $0) }
        })
    }
  }

  @Test("without noise, means are those of the plain simulator", arguments: 0..<200)
  func withoutNoise(_ seed: Int) throws {
    var stream = RandomStream(seed: 12).substream(seed)
    let qubits = 1 + seed % 5
    let circuit = Noisy.random(qubits, gates: 14, stream: &stream)
    for string in Self.strings(qubits, stream: &stream) {
      let observable = Observable([(1.0, string)])
      let value = try NoisySimulator().expectation(of: observable, in: circuit, noise: NoiseModel())
      let expected = try ReferenceSimulator().expectation(of: observable, in: circuit)
      #expect(abs(value - expected) < 1e-12)
    }
  }
}
