extension ExpansionWriter {
  /// A row without controls.
  mutating func apply(_ row: StandardGate, _ angles: [Angle], _ qubits: [Int]) throws(CircuitError) {
    if allowed.contains(row) { return try write(row, angles, qubits) }
    switch row.name {
    case "gphase": try addPhase(angles[0])
    case "p": try applyPhase(angles[0], on: qubits)
    case "U":
      let sum = sum(angles[0], sum(angles[1], angles[2]))
      try apply(EulerAngles(theta: angles[0], phi: angles[1], lambda: angles[2], phase: scaled(sum, 0.5)), qubits[0])
    case "cx": try applyEntangler(qubits)
    default: try applyBody(of: row, angles, qubits, controls: [])
    }
  }

  /// A row of a name.
  mutating func apply(_ name: String, _ angles: [Angle] = [], on qubits: Int...) throws(CircuitError) {
    try apply(row(name), angles, qubits)
  }

  /// A row under controls.
  mutating func apply(
    _ row: StandardGate, _ angles: [Angle], _ qubits: [Int], controls: [Int]
  ) throws(CircuitError) {
    guard !controls.isEmpty else { return try apply(row, angles, qubits) }
    if let form = row.definition.controlledForm, let base = StandardGate(form.row) {
      return try apply(
        base, angles, Array(qubits.dropFirst(form.controls)), controls: controls + qubits.prefix(form.controls))
    }
    if let whole = controlledRow(row, controls.count) { return try apply(whole, angles, controls + qubits) }
    switch row.name {
    case "gphase": try applyPhase(angles[0], on: controls)
    case "p": try applyPhase(angles[0], on: controls + qubits)
    case "x": try applyExchange(controls: controls, target: qubits[0])
    case "ry", "rz": try applyRotation(row, angles[0], controls: controls, target: qubits[0])
    case "rx":
      try apply("h", on: qubits[0])
      try applyRotation(self.row("rz"), angles[0], controls: controls, target: qubits[0])
      try apply("h", on: qubits[0])
    case "U", "u", "u2", "u3":
      try apply(eulerAngles(of: row, angles), controls: controls, target: qubits[0])
    case "y", "h", "sx":
      // Conjugations of cx and cs: only the middle takes the further controls.
      guard let single = controlledRow(row, 1) else { throw inexpressible(row.name) }
      try applyBody(of: single, angles, [controls[0]] + qubits, controls: Array(controls.dropFirst()))
    default: try applyBody(of: row, angles, qubits, controls: controls)
    }
  }

  /// The row that is another one under a number of controls, an allowed one if there is any.
  private func controlledRow(_ row: StandardGate, _ controls: Int) -> StandardGate? {
    let forms = Self.controlledRows[GateDefinition.ControlledForm(row.name, controls: controls)] ?? []
    return forms.first(where: allowed.contains) ?? forms.first
  }

  private static let controlledRows = Dictionary(
    grouping: StandardGate.all.filter { $0.definition.controlledForm != nil },
    by: { $0.definition.controlledForm ?? GateDefinition.ControlledForm("", controls: 0) })

  // MARK: Bodies

  /// The steps of a row's body. A step that a later one undoes, with nothing on its qubits after that, needs none of
  /// the controls.
  private mutating func applyBody(
    of row: StandardGate, _ angles: [Angle], _ qubits: [Int], controls: [Int]
  ) throws(CircuitError) {
    guard let body = row.body else { throw inexpressible(row.name) }
    var steps: [BodyStep] = []
    for step in body.steps {
      guard case .standard(let inner) = step.gate.target else { continue }
      let angles = step.angles.map { result.expressions.substitute($0, of: body.expressions, parameters: angles) }
      steps.append(
        BodyStep(
          row: inner, angles: angles, qubits: step.qubits.map { qubits[$0] }, ownControls: step.gate.controls.count))
    }
    if !controls.isEmpty { freeConjugations(&steps) }
    for step in steps {
      let own = step.qubits.prefix(step.ownControls)
      try apply(
        step.row, step.angles, Array(step.qubits.dropFirst(step.ownControls)),
        controls: (step.isFree ? [] : controls) + own)
    }
  }

  private struct BodyStep {
    let row: StandardGate
    let angles: [Angle]
    let qubits: [Int]
    let ownControls: Int
    var isFree = false
  }

  private mutating func freeConjugations(_ steps: inout [BodyStep]) {
    for first in steps.indices {
      var busy: Set<Int> = []
      var partner: Int?
      for last in steps.indices.reversed() where last > first && !steps[last].isFree {
        if busy.isDisjoint(with: steps[last].qubits), undoes(steps[last], steps[first]) {
          partner = last
          break
        }
        busy.formUnion(steps[last].qubits)
      }
      guard let partner else { return }
      steps[first].isFree = true
      steps[partner].isFree = true
    }
  }

  private mutating func undoes(_ last: BodyStep, _ first: BodyStep) -> Bool {
    guard last.qubits == first.qubits, last.ownControls == first.ownControls else { return false }
    for (one, other) in [(first, last), (last, first)] {
      guard let inverse = one.row.inverse(angles: one.angles, in: &result.expressions) else { continue }
      if inverse.gate == other.row && inverse.angles == other.angles { return true }
    }
    return false
  }

  // MARK: Entanglers

  /// cx, by the first of the gates below that is allowed.
  private mutating func applyEntangler(_ qubits: [Int]) throws(CircuitError) {
    guard let way = Self.entanglers.first(where: { allowedRow($0.row) != nil }) else { throw inexpressible("cx") }
    let body = GateBody(of: way.steps)
    for step in body.steps {
      guard case .standard(let row) = step.gate.target else { continue }
      try apply(row, step.angles, step.qubits.map { qubits[$0] })
    }
  }

  /// Ways to write cx, equal including the global phase.
  static let entanglers: [(row: String, steps: [RowStep])] = [
    ("cz", [RowStep("h", on: 1), RowStep("cz", on: 0, 1), RowStep("h", on: 1)]),
    (
      "ecr",
      [RowStep("sdg", on: 0), RowStep("rx", .pi(-0.5), on: 1), RowStep("ecr", on: 0, 1), RowStep("x", on: 0)]
    ),
    (
      "rzz",
      [
        RowStep("h", on: 1), RowStep("rz", .pi(-0.5), on: 0), RowStep("rz", .pi(-0.5), on: 1),
        RowStep("rzz", .pi(0.5), on: 0, 1), RowStep("h", on: 1), RowStep("gphase", .pi(-0.25)),
      ]
    ),
    ("rxx", aroundIsing(RowStep("rxx", .pi(0.5), on: 0, 1))),
    ("ms", aroundIsing(RowStep("ms", 0.0, 0.0, .pi(0.5), on: 0, 1))),
    ("cp", [RowStep("h", on: 1), RowStep("cp", .pi(1), on: 0, 1), RowStep("h", on: 1)]),
    ("cu1", [RowStep("h", on: 1), RowStep("cu1", .pi(1), on: 0, 1), RowStep("h", on: 1)]),
  ]

  /// What makes cx of rxx(pi/2).
  private static func aroundIsing(_ ising: RowStep) -> [RowStep] {
    [
      RowStep("h", on: 0), ising, RowStep("h", on: 0), RowStep("rz", .pi(-0.5), on: 0),
      RowStep("rx", .pi(-0.5), on: 1), RowStep("gphase", .pi(-0.25)),
    ]
  }
}
