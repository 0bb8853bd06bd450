/// Gates under many controls, without further qubits: Barenco et al., "Elementary gates for quantum computation",
/// Phys. Rev. A 52 (1995) 3457. The number of steps grows with the square of the number of controls.
extension ExpansionWriter {
  /// e^{i angle} where all qubits are 1 (lemma 7.5 with phases): the last two qubits carry half of it for each value
  /// of the other qubits' product, and the rest is the same problem with a qubit less.
  mutating func applyPhase(_ angle: Angle, on qubits: [Int]) throws(CircuitError) {
    guard angle != .constant(0) else { return }
    var qubits = qubits
    var angle = angle
    while qubits.count > 2 {
      let target = qubits.removeLast()
      let control = qubits.removeLast()
      angle = scaled(angle, 0.5)
      try applyPair(angle, control, target)
      try applyExchange(controls: qubits, target: control, borrowing: [target])
      try applyPair(scaled(angle, -1), control, target)
      try applyExchange(controls: qubits, target: control, borrowing: [target])
      qubits.append(target)
    }
    switch qubits.count {
    case 0: try addPhase(angle)
    case 1:
      if let row = allowedRow("p") ?? allowedRow("u1") { return try write(row, [angle], qubits) }
      try apply(
        EulerAngles(theta: .constant(0), phi: .constant(0), lambda: angle, phase: scaled(angle, 0.5)), qubits[0])
    default: try applyPair(angle, qubits[0], qubits[1])
    }
  }

  private mutating func applyPair(_ angle: Angle, _ first: Int, _ second: Int) throws(CircuitError) {
    let name = allowedRow("cp") == nil && allowedRow("cu1") != nil ? "cu1" : "cp"
    try apply(name, [angle], on: first, second)
  }

  /// x under any number of controls.
  mutating func applyExchange(controls: [Int], target: Int) throws(CircuitError) {
    let name: String
    switch controls.count {
    case 0: name = "x"
    case 1: name = "cx"
    case 2: name = "ccx"
    case 3: name = "c3x"
    case 4: name = "c4x"
    default:
      try apply("h", on: target)
      try applyPhase(.constant(.pi), on: controls + [target])
      return try apply("h", on: target)
    }
    try apply(row(name), [], controls + [target])
  }

  /// x under any number of controls with the help of qubits in any state, which keep it.
  private mutating func applyExchange(controls: [Int], target: Int, borrowing: [Int]) throws(CircuitError) {
    if controls.count <= 2 || borrowing.isEmpty { return try applyExchange(controls: controls, target: target) }
    if borrowing.count >= controls.count - 2 { return try applyChain(controls, target, borrowing) }
    // Lemma 7.3: two shorter ones, twice, through one borrowed qubit.
    let middle = (controls.count + 1) / 2
    let first = Array(controls[..<middle])
    let second = Array(controls[middle...])
    for _ in 0..<2 {
      try applyExchange(controls: first, target: borrowing[0], borrowing: second + [target])
      try applyExchange(controls: second + [borrowing[0]], target: target, borrowing: first)
    }
  }

  /// Lemma 7.2: ccx gates up and down a chain of borrowed qubits, twice.
  private mutating func applyChain(_ controls: [Int], _ target: Int, _ borrowed: [Int]) throws(CircuitError) {
    let ccx = try row("ccx")
    let last = controls.count - 1
    let down: [[Int]] = (2..<last).reversed().map { [controls[$0], borrowed[$0 - 2], borrowed[$0 - 1]] }
    let top = [controls[last], borrowed[last - 2], target]
    let round: [[Int]] = down + [[controls[0], controls[1], borrowed[0]]] + down.reversed()
    for _ in 0..<2 {
      for qubits in [top] + round { try apply(ccx, [], qubits) }
    }
  }

  /// ry or rz under controls: half of it, and the other half with its sign changed by two x under the controls.
  mutating func applyRotation(
    _ row: StandardGate, _ angle: Angle, controls: [Int], target: Int
  ) throws(CircuitError) {
    for sign in [1.0, -1] {
      try apply(row, [scaled(angle, 0.5 * sign)], [target])
      try applyExchange(controls: controls, target: target)
    }
  }

  /// Any gate on one qubit under controls: A, B and C of lemma 5.1, and the phase on the controls.
  mutating func apply(_ gate: EulerAngles, controls: [Int], target: Int) throws(CircuitError) {
    guard !controls.isEmpty else { return try apply(gate, target) }
    let sum = sum(gate.phi, gate.lambda)
    if controls.count == 1, let row = allowedRow("cu") {
      let phase = self.sum(gate.phase, scaled(sum, -0.5))
      return try write(row, [gate.theta, gate.phi, gate.lambda, phase], [controls[0], target])
    }
    if gate.theta == .constant(0) {
      if gate.phase == scaled(sum, 0.5) { return try applyPhase(sum, on: controls + [target]) }
      if sum != .constant(0) { try applyRotation(row("rz"), sum, controls: controls, target: target) }
    } else {
      let difference = self.sum(gate.lambda, scaled(gate.phi, -1))
      try apply(turn(scaled(difference, 0.5)), target)
      try applyExchange(controls: controls, target: target)
      let half = scaled(gate.theta, -0.5)
      try apply(EulerAngles(theta: half, phi: .constant(0), lambda: scaled(sum, -0.5)), target)
      try applyExchange(controls: controls, target: target)
      try apply(EulerAngles(theta: scaled(gate.theta, 0.5), phi: gate.phi, lambda: .constant(0)), target)
    }
    try applyPhase(gate.phase, on: controls)
  }

  private func turn(_ angle: Angle) -> EulerAngles {
    EulerAngles(theta: .constant(0), phi: .constant(0), lambda: angle)
  }
}
