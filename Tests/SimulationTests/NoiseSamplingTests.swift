import Circuits
import Devices
import Execution
import Numerics
import Simulation
import Testing

@Suite("Sampling under noise")
struct NoiseSamplingTests {
  private static let methods: [NoisySimulator] = {
    var late = NoisySimulator(method: .trajectories)
    late.measuresEarly = false
    var early = NoisySimulator(method: .trajectories)
    early.measuresEarly = true
    return [NoisySimulator(method: .densityMatrix), late, early]
  }()

  /// A third of the shots where the tests do not take all: what they find is judged by its own deviation.
  private static func shots(_ all: Int) -> Int { Scale.isFull ? all : all / 3 }

  /// Whether every outcome of all bits came as often as its probability says, to 5 standard deviations.
  private func expect(_ counts: Counts, _ probabilities: [Double], bits: Int) {
    let shots = Double(counts.shots)
    for (index, probability) in probabilities.enumerated() {
      let key = String(String(index + 1 << bits, radix: 2).dropFirst())
      let deviation = (shots * max(0, probability * (1 - probability))).squareRoot()
      #expect(abs(Double(counts[key]) - shots * probability) <= 5 * deviation + 1e-6, "outcome \(key)")
    }
  }

  @Test("shots of random noisy circuits have the exact distribution", arguments: 0..<(Scale.isFull ? 8 : 2))
  func randomCircuits(_ seed: Int) throws {
    var stream = RandomStream(seed: 21).substream(seed)
    let model = Noisy.model(strength: seed % 2 == 0 ? 0.5 : 0.05, qubits: 3, stream: &stream)
    var circuit = Noisy.random(3, gates: 10, bits: 3, stream: &stream)
    if seed % 3 == 0 { circuit.reset(1) }
    circuit.append(try Noisy.gate("h"), qubits: [1])
    for qubit in 0..<3 { circuit.measure(qubit, into: 2 - qubit) }
    let truth = try DenseDensity(circuit, noise: model).probabilities
    let reversed = [0, 4, 2, 6, 1, 5, 3, 7].map { truth[$0] }
    for simulator in Self.methods {
      let counts = try simulator.sample(Program(circuit), noise: model, shots: Self.shots(3000), stream: stream).counts
      #expect(counts.shots == Self.shots(3000))
      expect(counts, reversed, bits: 3)
    }
  }

  private static func readout() -> NoiseModel {
    var model = NoiseModel()
    model.readout = [
      NoiseModel.Confusion([0.9, 0.2, 0.1, 0.8], on: [1]),
      NoiseModel.Confusion(
        [0.8, 0.1, 0.05, 0.0, 0.1, 0.7, 0.05, 0.2, 0.1, 0.1, 0.8, 0.1, 0.0, 0.1, 0.1, 0.7], on: [2, 0]),
    ]
    return model
  }

  /// What is read where qubits 0, 1, 2 have these values: the model's matrices, written out.
  private func misread(_ probabilities: [Double]) -> [Double] {
    let model = Self.readout()
    var result = Array(repeating: 0.0, count: 8)
    for (truth, probability) in probabilities.enumerated() {
      for read in 0..<8 {
        let (bit, seen): (Int, Int) = (truth >> 1 & 1, read >> 1 & 1)
        let alone: Double = model.readout[0].probabilities[seen * 2 + bit]
        let row: Int = 2 * (read & 1) + (read >> 2)
        let column: Int = 2 * (truth & 1) + (truth >> 2)
        let together: Double = model.readout[1].probabilities[row * 4 + column]
        result[read] += probability * alone * together
      }
    }
    return result
  }

  @Test("qubits are misread alone and together")
  func misreading() throws {
    var stream = RandomStream(seed: 22)
    var circuit = Noisy.random(3, gates: 10, bits: 3, stream: &stream)
    for qubit in 0..<3 { circuit.measure(qubit, into: qubit) }
    let expected = misread(try DenseDensity(circuit, noise: NoiseModel()).probabilities)
    let exact = try NoisySimulator().probabilities(of: circuit, noise: Self.readout())
    #expect(zip(exact, expected).allSatisfy { abs($0 - $1) < 1e-12 })
    for simulator in Self.methods {
      let counts = try simulator.sample(
        Program(circuit), noise: Self.readout(), shots: Self.shots(20_000), stream: stream
      ).counts
      expect(counts, expected, bits: 3)
    }
  }

  @Test("of a group of which not all are measured the others count as 0")
  func partOfGroup() throws {
    var circuit = Noisy.circuit(3, bits: 1)
    circuit.append(try Noisy.gate("x"), qubits: [0])
    circuit.append(try Noisy.gate("x"), qubits: [2])
    circuit.measure(0, into: 0)
    let exact = try NoisySimulator().probabilities(of: circuit, noise: Self.readout())
    // Qubit 0 is the second of its group: the column 10, and the rows with its bit.
    #expect(abs(exact[1] - 0.9) < 1e-12)
    for simulator in Self.methods {
      let counts = try simulator.sample(
        Program(circuit), noise: Self.readout(), shots: 5000, stream: RandomStream(seed: 1))
      expect(counts.counts, exact, bits: 1)
    }
  }

  /// A measured qubit that is used on, misread with its neighbour or alone; then all are measured.
  private func middle(feedsForward: Bool) throws -> (
    circuit: Circuit, split: Int, expected: [Double], model: NoiseModel
  ) {
    var stream = RandomStream(seed: 23)
    var model = Noisy.model(strength: 0.2, qubits: 3, stream: &stream)
    model.readout = [
      NoiseModel.Confusion([0.9, 0.25, 0.1, 0.75], on: [0]), NoiseModel.Confusion([0.95, 0.1, 0.05, 0.9], on: [2]),
    ]
    var circuit = Noisy.circuit(3, bits: 4)
    for (qubit, angle) in [1.0, 2.0, 0.7].enumerated() {
      circuit.append(try Noisy.gate("ry"), angles: [.constant(angle)], qubits: [qubit])
    }
    circuit.append(try Noisy.gate("cx"), qubits: [0, 1])
    let split = circuit.operations.count
    circuit.measure(0, into: 3)
    circuit.append(try Noisy.gate("x"), qubits: [1])
    circuit.append(try Noisy.gate("ry"), angles: [.constant(0.9)], qubits: [0])
    circuit.append(try Noisy.gate("cx"), qubits: [0, 2])
    let end = circuit.operations.count
    for qubit in 0..<3 { circuit.measure(qubit, into: qubit) }
    var expected = Array(repeating: 0.0, count: 16)
    for truth in 0..<2 {
      for read in 0..<2 {
        var state = DenseDensity(qubitCount: 3)
        try state.run(circuit, 0..<split, model)
        state.apply([truth == 0 ? Dense.matrix(1, 0, 0, 0) : Dense.matrix(0, 0, 0, 1)], on: [0])
        if read == 1 || !feedsForward { try state.run(circuit, split + 1..<split + 2, model) }
        try state.run(circuit, split + 2..<end, model)
        let weight = model.readout[0].probabilities[read * 2 + truth]
        for (index, probability) in state.probabilities.enumerated() {
          for last in 0..<8 where last >> 1 & 1 == index >> 1 & 1 {
            expected[read << 3 | last] +=
              weight * probability
              * model.readout[0].probabilities[(last & 1) * 2 + index & 1]
              * model.readout[1].probabilities[(last >> 2) * 2 + index >> 2]
          }
        }
      }
    }
    return (circuit, split, expected, model)
  }

  @Test("a measurement in the middle is recorded, misread and felt")
  func measurementInTheMiddle() throws {
    let (circuit, _, expected, model) = try middle(feedsForward: false)
    #expect(abs(expected.reduce(0, +) - 1) < 1e-12)
    let exact = try NoisySimulator().probabilities(of: circuit, noise: model)
    #expect(zip(exact, expected).allSatisfy { abs($0 - $1) < 1e-12 })
    for simulator in Self.methods {
      let counts = try simulator.sample(
        Program(circuit), noise: model, shots: Self.shots(10_000), stream: RandomStream(seed: 24))
      expect(counts.counts, expected, bits: 4)
    }
  }

  @Test("a program goes on with what is read, the state with what is there")
  func feedForward() throws {
    let (circuit, split, expected, model) = try middle(feedsForward: true)
    let program = Program(
      circuit: circuit,
      code: [
        .operations(0..<split + 1), .readBits(.global(0), 3..<4), .branch(.global(0), otherwise: 4),
        .operations(split + 1..<split + 2), .operations(split + 2..<circuit.operations.count), .end,
      ], globalCount: 1)
    for simulator in Self.methods + [NoisySimulator()] {
      let counts = try simulator.sample(
        program, noise: model, shots: Self.shots(10_000), stream: RandomStream(seed: 25)
      ).counts
      expect(counts, expected, bits: 4)
    }
  }

  @Test("a program without fixed order misreads groups one after the other as it would at once")
  func groupsInPrograms() throws {
    var stream = RandomStream(seed: 26)
    var circuit = Noisy.random(3, gates: 8, bits: 3, stream: &stream)
    let gates = circuit.operations.count
    for qubit in 0..<3 { circuit.measure(qubit, into: qubit) }
    var model = Self.readout()
    // Independent members in one group, for which the order cannot matter.
    let (first, second) = ([0.9, 0.2, 0.1, 0.8], [0.7, 0.05, 0.3, 0.95])
    model.readout[1].probabilities = (0..<16).map { place in
      let (row, column) = (place >> 2, place & 3)
      return first[(row & 1) * 2 + column & 1] * second[(row >> 1) * 2 + column >> 1]
    }
    let expected = try NoisySimulator().probabilities(of: circuit, noise: model)
    let program = Program(
      circuit: circuit,
      code: [
        .operations(0..<gates + 1), .readBits(.global(0), 0..<1), .branch(.global(0), otherwise: 3),
        .operations(gates + 1..<gates + 3), .end,
      ], globalCount: 1)
    for simulator in Self.methods {
      let counts = try simulator.sample(program, noise: model, shots: Self.shots(8000), stream: stream).counts
      expect(counts, expected, bits: 3)
    }
  }

  @Test("the same seed gives the same shots for any number of threads, and each shot is remembered")
  func threads() throws {
    var stream = RandomStream(seed: 27)
    let model = Noisy.model(strength: 0.1, qubits: 4, stream: &stream)
    var circuit = Noisy.random(4, gates: 20, bits: 4, stream: &stream)
    for qubit in 0..<4 { circuit.measure(qubit, into: qubit) }
    for method in [NoisySimulator.Method.densityMatrix, .trajectories] {
      let samples = try [1, 2, 4].map { threads in
        try NoisySimulator(method: method, threads: threads)
          .sample(Program(circuit), noise: model, shots: 500, stream: stream, keepsMemory: true)
      }
      #expect(samples[0] == samples[1] && samples[0] == samples[2])
      let memory = try #require(samples[0].memory)
      #expect(memory.count == 500)
      for place in 0..<samples[0].counts.count {
        #expect(memory.count { $0 == place } == samples[0].counts.occurrences[place])
      }
    }
  }

  @Test(
    "a time that is over ends shots with an error", arguments: [NoisySimulator.Method.densityMatrix, .trajectories])
  func deadline(_ method: NoisySimulator.Method) throws {
    var stream = RandomStream(seed: 28)
    var circuit = Noisy.random(4, gates: 20, bits: 4, stream: &stream)
    circuit.measure(0, into: 0)
    #expect(throws: SimulationError.timeLimit(shotsDone: 0)) {
      try NoisySimulator(method: method, deadline: .now)
        .sample(Program(circuit), noise: NoiseModel(), shots: 10, stream: stream)
    }
  }

  @Test("a group of many qubits is misread as its matrix says")
  func largeGroup() throws {
    var stream = RandomStream(seed: 29)
    let count = 9
    var circuit = Noisy.random(count, gates: 12, bits: count, stream: &stream)
    for qubit in 0..<count { circuit.measure(qubit, into: qubit) }
    var (alone, together) = (NoiseModel(), NoiseModel())
    for qubit in 0..<count {
      let (first, second) = (0.1 * stream.uniform(), 0.2 * stream.uniform())
      alone.readout.append(NoiseModel.Confusion([1 - first, second, first, 1 - second], on: [qubit]))
    }
    var product = [1.0]
    for confusion in alone.readout {
      let size = product.count.trailingZeroBitCount / 2
      product = (0..<4 * product.count).map { place in
        let (row, column) = (place >> (size + 1), place & (2 << size - 1))
        let rest = (row & (1 << size - 1)) << size | column & (1 << size - 1)
        return product[rest] * confusion.probabilities[(row >> size) * 2 + column >> size]
      }
    }
    together.readout = [NoiseModel.Confusion(product, on: Array(0..<count))]
    let expected = try NoisySimulator().probabilities(of: circuit, noise: alone)
    let exact = try NoisySimulator().probabilities(of: circuit, noise: together)
    #expect(zip(exact, expected).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test("more outcomes in the middle than can be held at once are followed one by one")
  func manyOutcomes() throws {
    var circuit = Noisy.circuit(1, bits: 40)
    for bit in 0..<40 {
      circuit.append(try Noisy.gate("ry"), angles: [.constant(0.2)], qubits: [0])
      circuit.measure(0, into: bit)
    }
    for method in NoisySimulator.Method.allCases {
      let counts = try NoisySimulator(method: method)
        .sample(Program(circuit), noise: NoiseModel(), shots: 200, stream: RandomStream(seed: 30)).counts
      #expect(counts.shots == 200)
    }
  }
}
