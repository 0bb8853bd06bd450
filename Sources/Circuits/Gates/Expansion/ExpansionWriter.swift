internal import Numerics

/// One run of an expansion: reads `source`, writes `result`.
struct ExpansionWriter {
  static let depthLimit = 500

  let source: Circuit
  let allowed: Set<StandardGate>
  let stepLimit: Int
  var result: Circuit
  /// Gates taken apart so far, which bounds the work on bodies that come to nothing.
  private var gatesSeen = 0
  /// The constant part of the global phase that the current operation left.
  private var phase = 0.0

  init(source: Circuit, allowed: Set<StandardGate>, stepLimit: Int) {
    self.source = source
    self.allowed = allowed
    self.stepLimit = stepLimit
    result = Circuit(
      qubits: source.qubits, bitRegisters: source.bitRegisters, parameters: source.parameters,
      expressions: source.expressions)
  }

  mutating func keep(_ remark: Remark) {
    var moved = remark
    moved.operation = result.operations.count
    result.remarks.append(moved)
  }

  mutating func copyOperation(_ index: Int) throws(CircuitError) {
    let operation = source.operations[index]
    let operands = source.operands(of: index)
    switch operation.kind {
    case .gate:
      let gate = source.gates[Int(operation.index)]
      if case .standard(let row) = gate.target, !gate.isModified, allowed.contains(row) {
        return copyGate(gate, index)
      }
      let angles = Array(source.angles(of: index))
      let qubits = operands.map { Int($0) }
      try check(gate, angles: angles.count, operands: qubits.count)
      phase = 0
      try apply(gate, angles, qubits, controls: [], inverse: false, depth: 0)
      try writePhase()
    case .delay:
      guard let duration = source.duration(at: operation.index) else { return }
      result.delay(duration, operands.map { Int($0) })
    case .boxStart: result.startBox(source.duration(at: operation.index))
    case .measure, .reset, .barrier, .boxEnd:
      result.begin(operation.kind)
      for operand in operands { result.push(operand: operand) }
    }
  }

  /// Copies a gate that needs no rewriting.
  private mutating func copyGate(_ gate: Gate, _ index: Int) {
    result.begin(.gate, index: result.intern(gate))
    for angle in source.angles(of: index) { result.push(angle: angle) }
    for operand in source.operands(of: index) { result.push(operand: operand) }
  }

  private func check(_ gate: Gate, angles: Int, operands: Int) throws(CircuitError) {
    let name = source.name(of: gate)
    guard let angleCount = source.angleCount(of: gate), let operandCount = source.operandCount(of: gate) else {
      throw .missingDeclaration(name)
    }
    guard angles == angleCount else { throw .wrongAngleCount(gate: name, expected: angleCount, found: angles) }
    guard operands == operandCount else {
      throw .wrongOperandCount(gate: name, expected: operandCount, found: operands)
    }
  }

  // MARK: Writing

  /// Writes an allowed row.
  mutating func write(_ row: StandardGate, _ angles: [Angle], _ qubits: [Int]) throws(CircuitError) {
    guard result.operations.count < stepLimit else { throw .tooManySteps(limit: stepLimit) }
    result.append(Gate(row), angles: angles, qubits: qubits)
  }

  /// Multiplies the state by e^{i angle}, or forgets it where `gphase` is not allowed.
  mutating func addPhase(_ angle: Angle) throws(CircuitError) {
    guard let row = allowedRow("gphase") else { return }
    if let value = angle.constantValue { phase += value } else { try write(row, [angle], []) }
  }

  private mutating func writePhase() throws(CircuitError) {
    let turns = phase / (2 * Double.pi)
    guard (turns - turns.rounded()).magnitude > 1e-15, let row = allowedRow("gphase") else { return }
    try write(row, [.constant(phase)], [])
  }

  func allowedRow(_ name: String) -> StandardGate? {
    StandardGate(name).flatMap { allowed.contains($0) ? $0 : nil }
  }

  func row(_ name: String) throws(CircuitError) -> StandardGate {
    guard let row = StandardGate(name) else { throw inexpressible(name) }
    return row
  }

  func inexpressible(_ gate: String) -> CircuitError {
    .notExpressible(gate: gate, allowed: allowed.map(\.name).sorted())
  }

  // MARK: Angles

  /// A factor times an angle.
  mutating func scaled(_ angle: Angle, _ factor: Double) -> Angle {
    switch factor {
    case 1: angle
    case -1: result.expressions.negate(angle)
    default: result.expressions.combine(.multiply, .constant(factor), angle)
    }
  }

  mutating func sum(_ left: Angle, _ right: Angle) -> Angle {
    if left == .constant(0) { return right }
    if right == .constant(0) { return left }
    return result.expressions.combine(.add, left, right)
  }

  // MARK: Gates

  /// A gate of the source under further controls, as it is or inverted.
  mutating func apply(
    _ gate: Gate, _ angles: [Angle], _ qubits: [Int], controls: [Int], inverse: Bool, depth: Int
  ) throws(CircuitError) {
    gatesSeen += 1
    guard gatesSeen <= stepLimit else { throw .tooManySteps(limit: stepLimit) }
    let own = qubits.prefix(gate.controls.count)
    let negative = zip(own, gate.controls).filter { !$0.1 }.map(\.0)
    let exchange = try row("x")
    for qubit in negative { try apply(exchange, [], [qubit]) }
    var powers = gate.powers[...]
    var invertsTarget = inverse
    if inverse, let last = powers.popLast() {
      powers.append(-last)
      invertsTarget = false
    }
    let target = PoweredTarget(
      target: gate.target, angles: angles, qubits: Array(qubits.dropFirst(own.count)), inverse: invertsTarget,
      depth: depth)
    try apply(target, powers: powers, controls: controls + own)
    for qubit in negative { try apply(exchange, [], [qubit]) }
  }

  /// What powers apply to.
  struct PoweredTarget {
    let target: Gate.Target
    let angles: [Angle]
    let qubits: [Int]
    var inverse: Bool
    let depth: Int
  }

  mutating func apply(
    _ target: PoweredTarget, powers: ArraySlice<Double>, controls: [Int]
  ) throws(CircuitError) {
    guard let exponent = powers.last else { return try apply(target, controls: controls) }
    let name = source.name(of: Gate(target.target))
    guard exponent.isFinite else { throw .invalidPower(gate: name, exponent: exponent) }
    let inner = powers.dropLast()
    guard exponent == exponent.rounded() else {
      return try applyFractional(target, powers: powers, controls: controls)
    }
    guard exponent.magnitude <= Double(stepLimit) else { throw .tooManySteps(limit: stepLimit) }
    var repeated = target
    var repeatedPowers = inner
    if exponent < 0 {
      if let last = repeatedPowers.popLast() { repeatedPowers.append(-last) } else { repeated.inverse.toggle() }
    }
    gatesSeen += Int(exponent.magnitude)
    guard gatesSeen <= stepLimit else { throw .tooManySteps(limit: stepLimit) }
    for _ in 0..<Int(exponent.magnitude) { try apply(repeated, powers: repeatedPowers, controls: controls) }
  }

  private mutating func apply(_ target: PoweredTarget, controls: [Int]) throws(CircuitError) {
    switch target.target {
    case .standard(let row):
      guard target.inverse else { return try apply(row, target.angles, target.qubits, controls: controls) }
      guard let inverse = row.inverse(angles: target.angles, in: &result.expressions) else {
        throw inexpressible(row.name)
      }
      try apply(inverse.gate, inverse.angles, target.qubits, controls: controls)
    case .declared(let place):
      guard let declaration = source.declaration(at: place) else { throw .missingDeclaration("number \(place)") }
      guard let body = declaration.body else { throw .noBody(gate: declaration.name) }
      guard target.depth < Self.depthLimit else {
        throw .nestedTooDeeply(gate: declaration.name, limit: Self.depthLimit)
      }
      let steps = target.inverse ? body.steps.reversed() : body.steps
      for step in steps {
        try check(step.gate, angles: step.angles.count, operands: step.qubits.count)
        guard step.qubits.allSatisfy(target.qubits.indices.contains) else {
          throw .wrongOperandCount(
            gate: declaration.name, expected: (step.qubits.max() ?? 0) + 1, found: target.qubits.count)
        }
        let angles = step.angles.map {
          result.expressions.substitute($0, of: body.expressions, parameters: target.angles)
        }
        try apply(
          step.gate, angles, step.qubits.map { target.qubits[$0] }, controls: controls, inverse: target.inverse,
          depth: target.depth + 1)
      }
    }
  }
}
