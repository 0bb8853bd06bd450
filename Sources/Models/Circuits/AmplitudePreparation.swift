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
    guard levels > 1 else { return append(.ry, leaves[0], on: 0) }
    angles.append(leaves)
    while squares.count > 2 {
      let halves = stride(from: 0, to: squares.count, by: 2).map { (squares[$0], squares[$0 + 1]) }
      angles.append(halves.map { ratioAngle($0.0, $0.1) })
      squares = halves.map { first, second in
        guard let first, let second else { return first }
        return combine(.add, first, second)
      }
    }
    append(.ry, ratioAngle(squares[0], squares[1]), on: 0)
    for (level, qubit) in zip(angles.reversed(), 1...) {
      appendChoice(of: level, from: 0, on: qubit)
      append(.cx, on: 0, qubit)
    }
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

  /// A rotation about Y of a qubit by angle i where the qubits before it are i, the first of them most significant, but
  /// for a last CX gate from qubit `control`: 2^k rotations with 2^k CX gates among them, in the order of a Gray code.
  ///
  /// Half the sum and half the difference of both halves of the angles go to the choice by one control less, the second
  /// time backwards, which is the same as with the second half of the angles negated. All halving is left to the end;
  /// sums are shared, so that all angles of k controls take k 2^k steps to evaluate.
  private mutating func appendChoice(of angles: [Angle], from control: Int, on qubit: Int) {
    guard control < qubit else {
      for angle in angles { append(.ry, combine(.divide, angle, .constant(Double(1 << qubit))), on: qubit) }
      return
    }
    let half = angles.count / 2
    let sums = (0..<half).map { combine(.add, angles[$0], angles[$0 + half]) }
    let differences = (0..<half).map { index in
      let isNegated = half > 1 && index >= half / 2
      let (first, second) = (angles[index], angles[index + half])
      return combine(.subtract, isNegated ? second : first, isNegated ? first : second)
    }
    appendChoice(of: sums, from: control + 1, on: qubit)
    append(.cx, on: control, qubit)
    appendChoice(of: differences, from: control + 1, on: qubit)
  }
}
