internal import Circuits

/// Amplitude encoding: a tree of rotations about Y, each choosing between the halves of what is left of the features.
///
/// Level k turns qubit k by one of 2^k angles, chosen by the qubits before it. Inner angles are 2 arctan of the ratio
/// of the halves' lengths; the last level's give each pair of features its signs too: twice the angle from x to y of a
/// point (x, y), which is arctan(y / x), plus pi where x is negative.
///
/// Every first feature of a pair is encoded with `offset` added, so that no angle is 0/0: the state differs from the
/// exact one by at most `offset` times sqrt(features) over their length, and is the state of no features, 0, as well.
/// Where all features of a half vanish, so that the exact angles have no derivative, this one's is right to about
/// 1e-16 over `offset`, relative to the length.
enum AmplitudePreparation {
  static let offset = 1e-11
  /// arctan of the product with this is pi / 2 with the sign of any feature that is not within rounding of -`offset`.
  static let steepness = 1e32
}

extension CircuitBuilder {
  mutating func appendAmplitudes(of features: [Angle]) {
    let levels = Encoding.amplitude.qubitCount(featureCount: features.count)
    var angles: [[Angle]] = []
    var squares: [Angle?] = []
    var leaves: [Angle] = []
    for pair in 0..<1 << (levels - 1) {
      let (angle, square) = leaf(features.dropFirst(2 * pair).prefix(2))
      leaves.append(angle)
      squares.append(square)
    }
    angles.append(leaves)
    while squares.count > 1 {
      let halves = stride(from: 0, to: squares.count, by: 2).map { (squares[$0], squares[$0 + 1]) }
      angles.append(halves.map { ratioAngle($0.0, $0.1) })
      squares = halves.map { first, second in
        guard let first, let second else { return first }
        return combine(.add, first, second)
      }
    }
    for (qubit, level) in angles.reversed().enumerated() { appendMultiplexed(level, on: qubit) }
  }

  /// The angle of a pair of features, of which the second or both may be missing, and the square of its length.
  private mutating func leaf(_ pair: ArraySlice<Angle>) -> (angle: Angle, square: Angle?) {
    guard let feature = pair.first else { return (.constant(0), nil) }
    let first = combine(.add, feature, .constant(AmplitudePreparation.offset))
    let sign = apply(.arctan, to: multiple(AmplitudePreparation.steepness, first))
    let turn = combine(.subtract, .constant(.pi), multiple(2, sign))
    let square = combine(.multiply, first, first)
    guard let second = pair.dropFirst().first else { return (turn, square) }
    let slope = multiple(2, apply(.arctan, to: combine(.divide, second, first)))
    return (combine(.add, turn, slope), combine(.add, square, combine(.multiply, second, second)))
  }

  private mutating func ratioAngle(_ first: Angle?, _ second: Angle?) -> Angle {
    guard let first, let second else { return .constant(0) }
    return multiple(2, apply(.arctan, to: apply(.sqrt, to: combine(.divide, second, first))))
  }

  /// Rotations about Y of a qubit, chosen by all qubits before it, the first of which is the most significant.
  mutating func appendMultiplexed(_ angles: [Angle], on qubit: Int) {
    guard qubit > 0 else {
      for angle in angles.prefix(1) { append(.ry, angle, on: 0) }
      return
    }
    let gate = declareMultiplexer(controls: qubit)
    append(gate, angles: angles, qubits: Array(0...qubit))
    append(.cx, on: 0, qubit)
  }

  /// A rotation about Y of the last qubit by a_i where the others are i, the first of them most significant, and then a
  /// CX gate from that one: 2^k rotations and 2^k - 1 CX gates in the order of a Gray code.
  ///
  /// With half the sum and half the difference of both halves of the angles it is the smaller gate twice, the second
  /// time backwards, which is the same as with its own second half negated. Each size has names of its own for its
  /// angles: Qiskit takes angles of the same name in gates within each other for a conflict.
  private mutating func declareMultiplexer(controls: Int) -> Gate {
    guard controls > 0 else { return Gate(.ry) }
    let smaller = declareMultiplexer(controls: controls - 1)
    return declare("choose_ry_\(controls)") {
      let count = 1 << controls
      var body = GateBody()
      let angles = (0..<count).map { body.expressions.parameter($0) }
      func halves(_ operation: AngleOperator, negating negated: Range<Int>) -> [Angle] {
        (0..<count / 2).map { index in
          let combined = body.expressions.combine(operation, angles[index], angles[index + count / 2])
          let half = body.expressions.combine(.divide, combined, .constant(2))
          return negated.contains(index) ? body.expressions.negate(half) : half
        }
      }
      let rest = Array(1...controls)
      let backwards = controls == 1 ? 0..<0 : count / 4..<count / 2
      body.steps.append(.init(smaller, angles: halves(.add, negating: 0..<0), qubits: rest))
      body.steps.append(.init(Gate(.cx), qubits: [0, controls]))
      body.steps.append(.init(smaller, angles: halves(.subtract, negating: backwards), qubits: rest))
      return GateDeclaration(
        name: "choose_ry_\(controls)", angleNames: (0..<count).map { "a\(controls)_\($0)" },
        qubitNames: (0..<controls).map { "c_\($0)" } + ["t"], body: body)
    }
  }
}
