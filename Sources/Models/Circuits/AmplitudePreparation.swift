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
  private mutating func appendMultiplexed(_ angles: [Angle], on qubit: Int) {
    guard qubit > 0 else {
      for angle in angles.prefix(1) { append(.ry, angle, on: 0) }
      return
    }
    let gate = declare("choose_ry_\(qubit)") { AmplitudePreparation.multiplexer(controls: qubit) }
    append(gate, angles: angles, qubits: Array(0...qubit))
  }
}

extension AmplitudePreparation {
  /// A rotation about Y of the last qubit by a_i where the others are i, the first of them most significant: 2^k
  /// rotations and 2^k CX gates in the order of a Gray code.
  ///
  /// One gate without others in it, its angles' names in alphabetical order too: Qiskit's reader takes them for others
  /// otherwise.
  static func multiplexer(controls: Int) -> GateDeclaration {
    let count = 1 << controls
    var body = GateBody()
    let angles = (0..<count).map { body.expressions.parameter($0) }
    append(angles, from: 0, controls: controls, to: &body)
    body.steps.append(.init(Gate(.cx), qubits: [0, controls]))
    return GateDeclaration(
      name: "choose_ry_\(controls)", angleNames: angleNames(count),
      qubitNames: (0..<controls).map { "c_\($0)" } + ["t"], body: body)
  }

  /// a_0, a_1, ..., with zeros in front so that all are of one length.
  private static func angleNames(_ count: Int) -> [String] {
    let width = String(count - 1).count
    return (0..<count).map { place in
      let digits = String(place)
      return "a_" + String(repeating: "0", count: width - digits.count) + digits
    }
  }

  /// All but the last CX gate of the choice by the controls from one on. Half the sum and half the difference of both
  /// halves of the angles go to the choice by one control less, the second time backwards, which is the same as with
  /// the second half of the angles negated. All halving is left to the end.
  private static func append(_ angles: [Angle], from control: Int, controls: Int, to body: inout GateBody) {
    guard control < controls else {
      let share = angles.map { body.expressions.combine(.divide, $0, .constant(Double(1 << controls))) }
      body.steps.append(.init(Gate(.ry), angles: share, qubits: [controls]))
      return
    }
    let half = angles.count / 2
    let sums = (0..<half).map { body.expressions.combine(.add, angles[$0], angles[$0 + half]) }
    let differences = (0..<half).map { index in
      let isNegated = half > 1 && index >= half / 2
      let (first, second) = (angles[index], angles[index + half])
      return body.expressions.combine(.subtract, isNegated ? second : first, isNegated ? first : second)
    }
    append(sums, from: control + 1, controls: controls, to: &body)
    body.steps.append(.init(Gate(.cx), qubits: [control, controls]))
    append(differences, from: control + 1, controls: controls, to: &body)
  }
}
