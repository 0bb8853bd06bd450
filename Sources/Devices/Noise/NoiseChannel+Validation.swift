package import Circuits
internal import Numerics

extension NoiseChannel {
  /// Channels on more qubits than this are refused: their dense forms have 16 to the power of it elements.
  package static let largestQubitCount = 4
  /// How far the operators' completeness relation, and sums of probabilities, may be off.
  package static let tolerance = 1e-9

  /// Refuses figures that no channel has; the error's path is the figure's key in a file.
  package func validate() throws(DeviceError) {
    switch self {
    case .depolarizing(let probability, let count):
      try Self.checkCount(count)
      let largest = 1 + 1 / Double(1 << (2 * count) - 1)
      try Self.check(probability, in: 0...largest, "probability")
    case .pauli(let strings, let count):
      try Self.checkCount(count)
      for string in strings { try Self.check(string.string, count: count) }
      try Self.check(probabilitiesOf: strings)
    case .amplitudeDamping(let gamma, let excitedPopulation):
      try Self.check(gamma, in: 0...1, "gamma")
      try Self.check(excitedPopulation, in: 0...1, "excitedPopulation")
    case .phaseDamping(let lambda):
      try Self.check(lambda, in: 0...1, "lambda")
    case .thermalRelaxation(let t1, let t2, let duration, let excitedPopulation):
      try Self.check(t1: t1, t2: t2)
      try Self.check(duration, in: 0...Double.greatestFiniteMagnitude, "duration")
      try Self.check(excitedPopulation, in: 0...1, "excitedPopulation")
    case .rotation(let string, let angle, let count):
      try Self.checkCount(count)
      try Self.check(string, count: count)
      guard angle.isFinite else { throw DeviceError("must be a finite angle in radians, not \(angle)", at: "angle") }
    case .reset(let probabilityOfOne):
      try Self.check(probabilityOfOne, in: 0...1, "probabilityOfOne")
    case .kraus(let operators):
      try Self.check(krausOperators: operators)
    }
  }

  /// Refuses times that no qubit has: T2 is at most 2 T1.
  static func check(t1: Double, t2: Double) throws(DeviceError) {
    guard t1 > 0 else { throw DeviceError("must be above 0, not \(t1)", at: "t1") }
    guard t2 > 0 else { throw DeviceError("must be above 0, not \(t2)", at: "t2") }
    guard t2 <= 2 * t1 else {
      throw DeviceError(
        "T2 is at most twice T1, but \(t2) is longer than 2 * \(t1)", at: "t2",
        help: "write \(2 * t1) at most")
    }
  }

  static func check(_ value: Double, in range: ClosedRange<Double>, _ label: String) throws(DeviceError) {
    guard !range.contains(value) else { return }
    let bounds =
      range.upperBound == .greatestFiniteMagnitude
      ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
    throw DeviceError("must be \(bounds), not \(value)", at: label)
  }

  private static func checkCount(_ count: Int) throws(DeviceError) {
    guard (1...largestQubitCount).contains(count) else {
      throw DeviceError("a channel acts on 1 to \(largestQubitCount) qubits, not \(count)", at: "qubitCount")
    }
  }

  private static func check(_ string: PauliString, count: Int) throws(DeviceError) {
    guard let stranger = string.factors.first(where: { !(0..<count).contains($0.qubit) }) else { return }
    throw DeviceError(
      "the string \(string.operandText) names operand \(stranger.qubit), but the channel acts on \(count)",
      at: "string", help: "operands count from 0 to \(count - 1)")
  }

  private static func check(probabilitiesOf strings: [WeightedPauli]) throws(DeviceError) {
    for string in strings { try check(string.probability, in: 0...1, "probability") }
    let sum = strings.reduce(0) { $0 + $1.probability }
    guard sum <= 1 + tolerance else {
      throw DeviceError("the probabilities must add up to 1 at most, not \(sum)", at: "strings")
    }
  }

  private static func check(krausOperators operators: [SquareMatrix]) throws(DeviceError) {
    guard let first = operators.first else { throw DeviceError("at least one operator is needed", at: "operators") }
    for (index, operation) in operators.enumerated() {
      let size = operation.size
      guard size.nonzeroBitCount == 1, size > 1, size <= 1 << largestQubitCount else {
        throw DeviceError("the size must be 2, 4, 8 or 16, not \(size)", at: "operators[\(index)]")
      }
      guard size == first.size else {
        throw DeviceError("all operators must have the size \(first.size), not \(size)", at: "operators[\(index)]")
      }
      guard operation.elements.allSatisfy({ $0.real.isFinite && $0.imaginary.isFinite }) else {
        throw DeviceError("every element must be finite", at: "operators[\(index)]")
      }
    }
    var sum = SquareMatrix(size: first.size, elements: Array(repeating: .zero, count: first.elements.count))
    for operation in operators {
      let square = operation.adjoint * operation
      for place in sum.elements.indices { sum.elements[place] += square.elements[place] }
    }
    let distance = sum.distance(to: .identity(first.size))
    guard distance <= tolerance else {
      throw DeviceError(
        "the operators are not complete: the sum of K†K differs from the identity by \(distance)", at: "operators",
        help: "the sum of K†K must be the identity to within \(tolerance)")
    }
  }
}

extension PauliString {
  /// The string with operand numbers, as `Z0*Z1`; `I` for the identity.
  package var operandText: String {
    factors.isEmpty ? "I" : factors.map { "\($0.pauli.letter)\($0.qubit)" }.joined(separator: "*")
  }
}
