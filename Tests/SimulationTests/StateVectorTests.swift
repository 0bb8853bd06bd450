import Circuits
import Execution
import Numerics
import Simulation
import Testing

/// Gates one at a time, and gates planned together, against sums written out.
@Suite struct StateVectorTests {
  @Test("Single gates do what their matrices say, on every level", arguments: StateCircuits.levels)
  func singleGates(level: InstructionLevel) throws {
    var stream = RandomStream(seed: 1)
    let gates = StateCircuits.gates(150, qubits: 9, targets: 5, &stream)
    var double = try StateCircuits.anything(9, level: level, as: Double.self)
    var single = try StateCircuits.anything(9, level: level, as: Float.self)
    var expected = double.amplitudes
    for (index, gate) in gates.enumerated() {
      expected = StateCircuits.plain([gate], qubits: 9, from: expected)
      try double.apply(matrix: gate.matrix, targets: gate.targets, controls: ControlMask(gate.controls))
      try single.apply(matrix: gate.matrix, targets: gate.targets, controls: ControlMask(gate.controls))
      #expect(StateCircuits.distance(double.amplitudes, expected) < 1e-13, "gate \(index)")
      #expect(StateCircuits.distance(single.amplitudes, expected) < 1e-5, "gate \(index)")
    }
  }

  @Test("Exchanges, swaps and diagonals agree with their matrices", arguments: StateCircuits.levels)
  func exchanges(level: InstructionLevel) throws {
    var stream = RandomStream(seed: 2)
    let x: [Complex] = [.zero, .one, .one, .zero]
    let swap = try #require(StandardGate("swap")).definition.matrix([]).elements
    for _ in 0..<60 {
      let places = Array((0..<9).shuffled(using: &stream))
      let controls = (0..<Int(stream.next() % 4)).map { (qubit: places[$0 + 2], value: stream.next() % 2 == 0) }
      var vector = try StateCircuits.anything(9, level: level, as: Double.self)
      let start = vector.amplitudes
      try vector.flip(places[0], controls: ControlMask(controls))
      try vector.swap(places[0], places[1], controls: ControlMask(controls))
      let factors = (0..<16).map { _ in Complex.phase(stream.uniform() * 6) }
      try vector.apply(diagonal: factors, qubits: Array(places[..<4]))
      var matrix = SquareMatrix.identity(16)
      for index in 0..<16 { matrix[index, index] = factors[index] }
      let expected = StateCircuits.plain(
        [
          ControlledMatrix(matrix: x, targets: [places[0]], controls: controls),
          ControlledMatrix(matrix: swap, targets: Array(places[..<2]), controls: controls),
          ControlledMatrix(matrix: matrix.elements, targets: Array(places[..<4])),
        ], qubits: 9, from: start)
      #expect(StateCircuits.distance(vector.amplitudes, expected) < 1e-13)
    }
  }

  @Test("Planned gates do the same as one after the other", arguments: [3, 6, 8, 11])
  func plans(qubits: Int) throws {
    var stream = RandomStream(seed: UInt64(qubits))
    for round in 0..<6 {
      let gates = StateCircuits.gates(80, qubits: max(qubits, 8), targets: 3, &stream)
        .filter { gate in (gate.targets + gate.controls.map(\.qubit)).allSatisfy { $0 < qubits } }
      let start = try StateCircuits.anything(qubits, as: Double.self).amplitudes
      let expected = StateCircuits.plain(gates, qubits: qubits, from: start)
      for level in StateCircuits.levels {
        var double = try StateCircuits.anything(qubits, level: level, as: Double.self)
        var single = try StateCircuits.anything(qubits, level: level, as: Float.self)
        try double.apply(gates, blockBits: 9)
        try single.apply(gates, blockBits: 8)
        #expect(StateCircuits.distance(double.amplitudes, expected) < 1e-12, "round \(round), \(level)")
        #expect(StateCircuits.distance(single.amplitudes, expected) < 1e-5, "round \(round), \(level)")
      }
    }
  }

  @Test("From zero, plans leave out what does nothing, and give the same")
  func plansFromZero() throws {
    var stream = RandomStream(seed: 4)
    for round in 0..<20 {
      let gates = StateCircuits.gates(20 + 3 * round, qubits: 11, targets: 3, &stream)
      var vector = try AmplitudeVector<Double>(qubitCount: 11)
      let expected = StateCircuits.plain(gates, qubits: 11, from: vector.amplitudes)
      try vector.apply(gates, isZero: true, blockBits: 9)
      #expect(StateCircuits.distance(vector.amplitudes, expected) < 1e-12, "round \(round)")
    }
  }

  @Test("Hundreds of rotations by nearly half a turn stay in range")
  func scales() throws {
    let gates = (0..<600).map { index in
      let cosine = Complex(0.002 + Double(index) * 1e-6)
      let sine = Complex((1 - cosine.real * cosine.real).squareRoot())
      return ControlledMatrix(matrix: [cosine, -sine, sine, cosine], targets: [index % 7])
    }
    let z = ControlledMatrix(
      matrix: [.one, .zero, .zero, Complex(-1)], targets: [0], controls: (1..<7).map { ($0, true) })
    let mixed = gates.enumerated().flatMap { $0.offset % 7 == 6 ? [$0.element, z] : [$0.element] }
    var vector = try StateCircuits.anything(7, as: Float.self)
    let expected = StateCircuits.plain(mixed, qubits: 7, from: vector.amplitudes)
    try vector.apply(mixed)
    #expect(StateCircuits.distance(vector.amplitudes, expected) < 1e-4)
  }

  @Test("Any number of threads gives the same bits")
  func threads() throws {
    var stream = RandomStream(seed: 5)
    let gates = StateCircuits.gates(60, qubits: 16, targets: 3, &stream)
    var results: [(AmplitudeVector<Double>, SampledOutcomes)] = []
    for threads in 1...3 {
      var vector = try AmplitudeVector<Double>(qubitCount: 16, threadCount: threads)
      try vector.apply(gates, isZero: true, blockBits: 12)
      for gate in gates.prefix(10) {
        try vector.apply(matrix: gate.matrix, targets: gate.targets, controls: ControlMask(gate.controls))
      }
      results.append((vector, vector.sample(shots: 10_000, stream: RandomStream(seed: 1))))
    }
    for (vector, outcomes) in results[1...] {
      #expect(vector.amplitudes == results[0].0.amplitudes)
      #expect(vector.squaredNorm == results[0].0.squaredNorm)
      #expect(vector.expectation(of: PauliString(3, .y)) == results[0].0.expectation(of: PauliString(3, .y)))
      #expect(outcomes == results[0].1)
    }
  }

  @Test("Means of Pauli strings and probabilities are sums over amplitudes", arguments: StateCircuits.levels)
  func means(level: InstructionLevel) throws {
    var stream = RandomStream(seed: 6)
    let vector = try StateCircuits.anything(8, level: level, as: Double.self)
    let amplitudes = vector.amplitudes
    for _ in 0..<40 {
      var letters: [String] = []
      var (flips, signs, ys) = (0, 0, 0)
      for qubit in 0..<8 {
        let pauli = stream.next() % 4
        guard pauli < 3 else { continue }
        letters.append(["X", "Y", "Z"][Int(pauli)] + "\(qubit)")
        if pauli != 2 { flips |= 1 << qubit }
        if pauli != 0 { signs |= 1 << qubit }
        if pauli == 1 { ys += 1 }
      }
      guard !letters.isEmpty else { continue }
      let observable = try ObservableText(letters.joined(separator: "*")).resolved(qubitCount: 8)
      var sum = Complex.zero
      for index in 0..<256 {
        let sign = Complex((index & signs).nonzeroBitCount % 2 == 0 ? 1 : -1)
        sum += sign * amplitudes[index ^ flips].conjugate * amplitudes[index]
      }
      for _ in 0..<ys { sum = .i * sum }
      #expect((vector.expectation(of: observable) - sum.real).magnitude < 1e-13)
      let mask = Int(stream.next() % 256)
      let values = mask & Int(stream.next() % 256)
      let controls = (0..<8).filter { mask >> $0 & 1 == 1 }.map { (qubit: $0, value: values >> $0 & 1 == 1) }
      let expected = (0..<256).filter { $0 & mask == values }.reduce(0) { $0 + amplitudes[$1].squaredMagnitude }
      #expect((vector.probability(of: ControlMask(controls)) - expected).magnitude < 1e-13)
    }
  }

  @Test("A copy keeps its amplitudes when the other changes")
  func copies() throws {
    var first = try AmplitudeVector<Double>(qubitCount: 3)
    let second = first
    try first.flip(1)
    #expect(first[2] == .one)
    #expect(second[0] == .one)
  }

  @Test("A projection leaves one value of a qubit, normalised")
  func projection() throws {
    var vector = try StateCircuits.anything(7, as: Double.self)
    try vector.project(2, onto: true)
    #expect((vector.squaredNorm - 1).magnitude < 1e-14)
    #expect((vector.probabilityOfOne(2) - 1).magnitude < 1e-14)
  }

  @Test("A state that no memory holds is refused with the memory that there is")
  func memory() throws {
    for count in [45, 60, 63, 64, 1000, Int.max] {
      do {
        _ = try AmplitudeVector<Double>(qubitCount: count)
        Issue.record("there was memory for \(count) qubits")
      } catch {
        guard case .tooManyQubits(count, let limit, _, let available) = error else {
          Issue.record("another error: \(error)")
          continue
        }
        #expect(limit < 45)
        #expect(available > 0)
      }
    }
  }
}
