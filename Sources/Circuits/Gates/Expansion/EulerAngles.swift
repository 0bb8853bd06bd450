internal import Numerics

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A gate on one qubit as e^{i phase} Rz(phi) Ry(theta) Rz(lambda).
struct EulerAngles {
  var theta: Angle
  var phi: Angle
  var lambda: Angle
  var phase: Angle

  init(theta: Angle, phi: Angle, lambda: Angle, phase: Angle = .constant(0)) {
    self.theta = theta
    self.phi = phi
    self.lambda = lambda
    self.phase = phase
  }

  /// The angles of a unitary 2x2 matrix.
  init(_ matrix: SquareMatrix) {
    let determinant = matrix[0, 0] * matrix[1, 1] - matrix[0, 1] * matrix[1, 0]
    let half = determinant.argument / 2
    let special = Complex.phase(-half) * matrix
    let angle = 2 * atan2(special[1, 0].magnitude, special[1, 1].magnitude)
    let sum = special[1, 1].magnitude > 1e-14 ? 2 * special[1, 1].argument : 0
    let difference = special[1, 0].magnitude > 1e-14 ? 2 * special[1, 0].argument : 0
    self.init(
      theta: .constant(special[1, 0].magnitude > 1e-14 ? angle : 0), phi: .constant((sum + difference) / 2),
      lambda: .constant((sum - difference) / 2), phase: .constant(half))
  }
}

extension ExpansionWriter {
  /// The angles of OpenQASM's general gates on one qubit.
  mutating func eulerAngles(of row: StandardGate, _ angles: [Angle]) -> EulerAngles {
    switch row.name {
    case "u2": return EulerAngles(theta: .constant(.pi / 2), phi: angles[0], lambda: angles[1])
    case "u":
      let phase = scaled(sum(angles[1], angles[2]), 0.5)
      return EulerAngles(theta: angles[0], phi: angles[1], lambda: angles[2], phase: phase)
    case "u3": return EulerAngles(theta: angles[0], phi: angles[1], lambda: angles[2])
    default:
      let phase = scaled(sum(angles[0], sum(angles[1], angles[2])), 0.5)
      return EulerAngles(theta: angles[0], phi: angles[1], lambda: angles[2], phase: phase)
    }
  }

  /// A gate on one qubit, by the first way that the allowed gates offer.
  mutating func apply(_ gate: EulerAngles, _ qubit: Int) throws(CircuitError) {
    try addPhase(gate.phase)
    if gate.theta == .constant(0) { return try applyTurn(sum(gate.phi, gate.lambda), qubit) }
    let angles = [gate.theta, gate.phi, gate.lambda]
    if let row = allowedRow("u3") { return try write(row, angles, [qubit]) }
    if let row = allowedRow("U") ?? allowedRow("u") {
      let total = row.name == "u" ? sum(gate.phi, gate.lambda) : sum(gate.theta, sum(gate.phi, gate.lambda))
      try addPhase(scaled(total, -0.5))
      return try write(row, angles, [qubit])
    }
    if let row = allowedRow("prx") {
      try applyTurn(sum(gate.lambda, gate.phi), qubit)
      return try write(row, [gate.theta, sum(gate.phi, .constant(.pi / 2))], [qubit])
    }
    if allowedRow("ry") != nil || allowedRow("rx") == nil && allowedRow("sx") == nil {
      try applyTurn(gate.lambda, qubit)
      try applyTilt(gate.theta, qubit)
      return try applyTurn(gate.phi, qubit)
    }
    try applyTurnsAroundX(gate, qubit)
  }

  /// Rz(angle).
  private mutating func applyTurn(_ angle: Angle, _ qubit: Int) throws(CircuitError) {
    guard angle != .constant(0) else { return }
    if let row = allowedRow("rz") { return try write(row, [angle], [qubit]) }
    if let row = allowedRow("p") ?? allowedRow("u1") {
      try addPhase(scaled(angle, -0.5))
      return try write(row, [angle], [qubit])
    }
    if let row = allowedRow("u3") { return try write(row, [.constant(0), .constant(0), angle], [qubit]) }
    if let row = allowedRow("U") ?? allowedRow("u") {
      try addPhase(scaled(angle, -0.5))
      return try write(row, [.constant(0), .constant(0), angle], [qubit])
    }
    // Two half turns about axes of the equator: the angle between the axes, doubled.
    if let row = allowedRow("gpi") {
      try write(row, [.constant(0)], [qubit])
      return try write(row, [scaled(angle, 0.5)], [qubit])
    }
    guard let row = allowedRow("prx") else { throw inexpressible("rz") }
    try write(row, [.constant(.pi), .constant(0)], [qubit])
    try write(row, [.constant(.pi), scaled(angle, 0.5)], [qubit])
    try addPhase(.constant(.pi))
  }

  /// Ry(angle) where there is `ry`, or a quarter turn about X as `gpi2`.
  private mutating func applyTilt(_ angle: Angle, _ qubit: Int) throws(CircuitError) {
    if let row = allowedRow("ry") { return try write(row, [angle], [qubit]) }
    guard let quarter = allowedRow("gpi2") else { throw inexpressible("ry") }
    try write(quarter, [.constant(0)], [qubit])
    try applyTurn(angle, qubit)
    try write(quarter, [.constant(.pi)], [qubit])
  }

  /// With turns about Z and `sx`, `x` or `rx`; a `sx` less where the tilt is a quarter turn.
  private mutating func applyTurnsAroundX(_ gate: EulerAngles, _ qubit: Int) throws(CircuitError) {
    let tilt = gate.theta.constantValue ?? .nan
    let quarter = Double.pi / 2
    let sign = tilt < 0 ? -1.0 : 1.0
    var middle: StandardGate?
    if tilt.magnitude == quarter { middle = allowedRow("sx") }
    if tilt.magnitude == .pi { middle = allowedRow("x") }
    if let middle {
      try applyTurn(sum(gate.lambda, .constant(-sign * quarter)), qubit)
      try write(middle, [], [qubit])
      try applyTurn(sum(gate.phi, .constant(sign * quarter)), qubit)
      return try addPhase(.constant(-tilt.magnitude / 2))
    }
    if let row = allowedRow("rx") {
      try applyTurn(sum(gate.lambda, .constant(-quarter)), qubit)
      try write(row, [gate.theta], [qubit])
      return try applyTurn(sum(gate.phi, .constant(quarter)), qubit)
    }
    let root = try row("sx")
    try applyTurn(gate.lambda, qubit)
    try write(root, [], [qubit])
    try applyTurn(sum(gate.theta, .constant(.pi)), qubit)
    try write(root, [], [qubit])
    try applyTurn(sum(gate.phi, .constant(.pi)), qubit)
    try addPhase(.constant(quarter))
  }
}
