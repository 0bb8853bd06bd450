import Circuits
import Devices
import Numerics
import Testing

@Suite struct NoiseChannelTests {
  /// A channel of every kind at random figures.
  private static func channels(seed: UInt64) -> [NoiseChannel] {
    var random = RandomStream(seed: seed).substream("noise channels")
    func unit() -> Double { random.uniform() }
    let t1 = 1e-5 + 1e-4 * unit()
    let ratio = 0.05 + 1.95 * unit()
    let strings = [PauliString(0, .x), PauliString(1, .z), PauliString(1, .y)]
    let unitary = NoiseChannel.rotation(PauliString(0, .y), angle: 3 * unit(), qubitCount: 1).krausOperators[0]
    let share = unit()
    return [
      .depolarizing(probability: unit() * 4 / 3, qubitCount: 1),
      .depolarizing(probability: unit() * 16 / 15, qubitCount: 2),
      .pauli(strings.map { .init($0, probability: unit() / 3) }, qubitCount: 2),
      .amplitudeDamping(gamma: unit(), excitedPopulation: unit()),
      .phaseDamping(lambda: unit()),
      .thermalRelaxation(
        t1InSeconds: t1, t2InSeconds: ratio * t1, durationInSeconds: 1e-4 * unit(), excitedPopulation: unit()),
      .rotation(PauliString(0, .z), angle: 6 * unit(), qubitCount: 2),
      .reset(probabilityOfOne: unit()),
      .kraus([
        Complex(share.squareRoot()) * unitary, Complex((1 - share).squareRoot()) * SquareMatrix.identity(2),
      ]),
    ]
  }

  @Test("Kraus operators are complete and make the transfer matrix that the figures make", arguments: 0..<40)
  func operatorsAndTransferMatrix(seed: Int) throws {
    for channel in Self.channels(seed: UInt64(seed)) {
      try channel.validate()
      let operators = channel.krausOperators
      try NoiseChannel.kraus(operators).validate()
      let direct = channel.pauliTransferMatrix
      let count = channel.qubitCount
      let made = PauliTransferMatrix(krausOperators: operators, qubitCount: count)
      #expect(zip(direct.elements, made.elements).allSatisfy { abs($0 - $1) < 1e-12 }, "\(channel)")
      #expect(direct.elements[0] == 1 || abs(direct.elements[0] - 1) < 1e-12)
      #expect(direct.elements[1..<direct.size].allSatisfy { abs($0) < 1e-12 }, "the trace is kept")
      let dimension = Double(1 << count)
      let overlap = operators.reduce(0) { sum, operation in
        sum + (0..<operation.size).reduce(Complex.zero) { $0 + operation[$1, $1] }.squaredMagnitude
      }
      #expect(abs(channel.averageFidelity - (overlap / dimension + 1) / (dimension + 1)) < 1e-12)
    }
  }

  /// From Qiskit Aer 0.18.2: `PTM(SuperOp(thermal_relaxation_error(t1, t2, time, population)))`, elements XX, ZI and
  /// ZZ, and `average_gate_fidelity`.
  @Test(
    "Thermal relaxation is Qiskit Aer's, with T2 beyond T1 too",
    arguments: [
      (
        [80e-6, 60e-6, 0.5e-6, 0.0], [0.991701292638876, 0.006230509376605298, 0.9937694906233947], 0.9961953459835243
      ),
      ([50e-6, 90e-6, 2e-6, 0.1], [0.9780228724846, 0.03136844867814126, 0.9607894391523226], 0.986139197353587),
      (
        [50e-6, 100e-6, 30e-6, 0.3], [0.7408182206817183, 0.18047534556238976, 0.5488116360940268], 0.8384080129095773
      ),
    ])
  func thermalRelaxation(figures: [Double], elements: [Double], fidelity: Double) {
    let channel = NoiseChannel.thermalRelaxation(
      t1InSeconds: figures[0], t2InSeconds: figures[1], durationInSeconds: figures[2], excitedPopulation: figures[3])
    let matrix = channel.pauliTransferMatrix
    #expect(abs(matrix[1, 1] - elements[0]) < 1e-12)
    #expect(matrix[2, 2] == matrix[1, 1])
    #expect(abs(matrix[3, 0] - elements[1]) < 1e-12)
    #expect(abs(matrix[3, 3] - elements[2]) < 1e-12)
    #expect(abs(channel.averageFidelity - fidelity) < 1e-12)
  }

  @Test("The left factor of a product acts last, and the low factor of a Kronecker product on the first operand")
  func products() {
    let turn = NoiseChannel.rotation(PauliString(0, .x), angle: .pi / 2, qubitCount: 1).pauliTransferMatrix
    let reset = NoiseChannel.reset(probabilityOfOne: 0).pauliTransferMatrix
    #expect(abs((reset * turn)[3, 0] - 1) < 1e-15)
    #expect(abs((turn * reset)[3, 0]) < 1e-15 && abs((turn * reset)[2, 0] + 1) < 1e-15)
    let pair = PauliTransferMatrix.kronecker(low: reset, high: turn)
    #expect(abs(pair[3, 0] - 1) < 1e-15 && abs(pair[8 + 3, 12] + 1) < 1e-15 && abs(pair[12, 12]) < 1e-15)
    #expect(PauliTransferMatrix.identity(qubitCount: 2).averageFidelity == 1)
  }

  private static let half = SquareMatrix(size: 2, elements: [Complex(0.5), .zero, .zero, Complex(0.5)])

  @Test(
    "A channel that cannot be is refused with its figure and value",
    arguments: [
      (.depolarizing(probability: 1.5, qubitCount: 1), "probability: must be from 0.0 to 1.3333333333333333, not 1.5"),
      (.depolarizing(probability: .nan, qubitCount: 1), "not nan"),
      (.depolarizing(probability: 0, qubitCount: 9), "qubitCount: a channel acts on 1 to 4 qubits, not 9"),
      (.pauli([.init(PauliString(3, .x), probability: 0.1)], qubitCount: 2), "string: the string X3 names operand 3"),
      (.pauli([.init(PauliString(0, .x), probability: -0.1)], qubitCount: 1), "probability: must be from 0.0 to 1.0"),
      (
        .pauli(
          [.init(PauliString(0, .x), probability: 0.7), .init(PauliString(0, .y), probability: 0.7)], qubitCount: 1),
        "strings: the probabilities must add up to 1 at most, not 1.4"
      ),
      (.amplitudeDamping(gamma: 2, excitedPopulation: 0), "gamma: must be from 0.0 to 1.0, not 2.0"),
      (.amplitudeDamping(gamma: 0, excitedPopulation: -1), "excitedPopulation: must be from 0.0 to 1.0, not -1.0"),
      (.phaseDamping(lambda: -0.5), "lambda: must be from 0.0 to 1.0, not -0.5"),
      (
        .thermalRelaxation(t1InSeconds: 1, t2InSeconds: 2.5, durationInSeconds: 1, excitedPopulation: 0),
        "t2: T2 is at most twice T1, but 2.5 is longer than 2 * 1.0"
      ),
      (
        .thermalRelaxation(t1InSeconds: 0, t2InSeconds: 2.5, durationInSeconds: 1, excitedPopulation: 0),
        "t1: must be above 0, not 0.0"
      ),
      (
        .thermalRelaxation(t1InSeconds: 1, t2InSeconds: 1, durationInSeconds: -1, excitedPopulation: 0),
        "duration: must be at least 0.0, not -1.0"
      ),
      (.rotation(PauliString(0, .x), angle: .infinity, qubitCount: 1), "angle: must be a finite angle"),
      (.reset(probabilityOfOne: 1.25), "probabilityOfOne: must be from 0.0 to 1.0, not 1.25"),
      (.kraus([]), "operators: at least one operator is needed"),
      (.kraus([.identity(3)]), "operators[0]: the size must be 2, 4, 8 or 16, not 3"),
      (.kraus([.identity(2), .identity(4)]), "operators[1]: all operators must have the size 2, not 4"),
      (.kraus([half]), "operators: the operators are not complete: the sum of K†K differs from the identity by 0.75"),
    ] as [(NoiseChannel, String)])
  func refused(channel: NoiseChannel, message: String) {
    let error = #expect(throws: DeviceError.self) { try channel.validate() }
    #expect("\(error.map(String.init(describing:)) ?? "")".contains(message))
  }
}
