internal import Circuits
internal import Devices
internal import Numerics

/// Writes steps on a device's qubits with its native gates.
///
/// Gates on one qubit wait in a run until something else happens to their qubit; what is left of a run as a turn about
/// Z passes on through gates that let it. Up to the global phase, what is written does the same as the steps.
struct NativeWriter {
  let map: DeviceMap
  var arena: ExpressionArena
  var runs: [Int: OneQubitRun] = [:]
  var templates = TemplateLibrary()
  /// Gates on two qubits, all numbers, that wait to be written as one; by either qubit.
  var blocks: [Int: Block] = [:]

  private var written: [Step?] = []
  /// By qubit: the places of what was written on it.
  private var history: [Int: [Int]] = [:]

  init(_ map: DeviceMap, _ arena: ExpressionArena) {
    self.map = map
    self.arena = arena
  }

  /// The steps so far; nothing waits afterwards.
  mutating func finish() throws(TranspilationError) -> [Step] {
    for qubit in blocks.keys.sorted() { try closeBlock(of: qubit) }
    for qubit in runs.keys.sorted() { try settle(qubit) }
    defer {
      written = []
      history = [:]
    }
    return written.compactMap(\.self)
  }

  // MARK: Steps

  mutating func write(_ step: Step) throws(TranspilationError) {
    switch step.action {
    case .gate(let row, let angles):
      if step.qubits.count == 1 { return try writeOneQubit(row, angles, step.qubits[0], step) }
      return try writeTwoQubits(row, angles, step)
    case .measure:
      // A turn about Z changes nothing that a measurement can see, and afterwards only the global phase.
      for qubit in step.qubits {
        try closeBlock(of: qubit)
        _ = try flush(qubit)
      }
    case .reset:
      for qubit in step.qubits {
        try closeBlock(of: qubit)
        runs[qubit] = nil
      }
    case .barrier, .delay:
      for qubit in step.qubits {
        try closeBlock(of: qubit)
        if runs[qubit] != nil { runs[qubit] = OneQubitRun(turn: try flush(qubit)) }
      }
    }
    record(step)
  }

  private mutating func writeOneQubit(
    _ row: StandardGate, _ angles: [Angle], _ qubit: Int, _ step: Step
  ) throws(TranspilationError) {
    if blocks[qubit] != nil {
      let values = angles.compactMap(\.constantValue)
      if values.count == angles.count {
        addToBlock(step, row.definition.matrix(values))
        return
      }
      try closeBlock(of: qubit)
    }
    guard angles.allSatisfy({ $0.constantValue != nil }) || OneQubitRun.knownRows.contains(row.name) else {
      throw .circuit(.notExpressible(gate: row.name, allowed: []))
    }
    runs[qubit, default: OneQubitRun()].append(row, angles, in: arena)
  }

  mutating func record(_ step: Step) {
    for qubit in step.qubits { history[qubit, default: []].append(written.count) }
    written.append(step)
  }

  // MARK: One qubit

  func basis(_ qubit: Int) throws(TranspilationError) -> OneQubitBasis {
    guard map.isWorking(qubit), let basis = map.bases[qubit] else {
      throw .unusableQubit(qubit, device: map.device.name)
    }
    return basis
  }

  mutating func apply(_ gate: SquareMatrix, _ qubit: Int) { runs[qubit, default: OneQubitRun()].append(gate) }
  mutating func apply(turn: LinearAngle, _ qubit: Int) { runs[qubit, default: OneQubitRun()].append(turn) }

  /// Writes what waits for a qubit but for the turn about Z that it ends with, which the caller now has to see to.
  mutating func flush(_ qubit: Int) throws(TranspilationError) -> LinearAngle {
    guard let run = runs.removeValue(forKey: qubit) else { return LinearAngle() }
    let basis = try basis(qubit)
    var turn = LinearAngle()
    for token in run.tokens {
      switch token {
      case .turn(let angle): turn += angle
      case .gate(let matrix): write(EulerAngles(matrix), after: &turn, basis, qubit)
      }
    }
    return turn
  }

  /// Writes all that waits for a qubit.
  mutating func settle(_ qubit: Int) throws(TranspilationError) { try realise(flush(qubit), qubit) }

  /// Writes a turn about Z.
  mutating func realise(_ turn: LinearAngle, _ qubit: Int) throws(TranspilationError) {
    guard !turn.isWholeTurn else { return }
    let basis = try basis(qubit)
    if let row = basis.turn {
      return record(Step(action: .gate(row, [turn.angle(in: &arena)]), qubits: [qubit]))
    }
    if let row = basis.general {
      let angles = [Angle.constant(0), .constant(0), turn.angle(in: &arena)]
      return record(Step(action: .gate(row, angles), qubits: [qubit]))
    }
    // Two half turns about axes of the equator turn by twice the angle between the axes.
    var first = LinearAngle()
    var second = -0.5 * turn
    write(.pi, after: &first, basis, qubit)
    write(.pi, after: &second, basis, qubit)
  }

  private mutating func write(
    _ angles: EulerAngles, after turn: inout LinearAngle, _ basis: OneQubitBasis, _ qubit: Int
  ) {
    let quarter = Double.pi / 2
    switch angles.theta {
    case 0: turn.constant += angles.phi + angles.lambda
    case .pi:
      var none = LinearAngle()
      write(.pi, after: &none, basis, qubit)
      turn = none + -turn + LinearAngle(angles.phi - angles.lambda + .pi)
    case quarter:
      turn.constant += angles.lambda - quarter
      write(quarter, after: &turn, basis, qubit)
      turn.constant += angles.phi + quarter
    default:
      guard basis.any == nil else {
        turn.constant += angles.lambda - quarter
        write(angles.theta, after: &turn, basis, qubit)
        turn.constant += angles.phi + quarter
        return
      }
      turn.constant += angles.lambda
      write(quarter, after: &turn, basis, qubit)
      turn.constant += angles.theta + .pi
      write(quarter, after: &turn, basis, qubit)
      turn.constant += angles.phi + .pi
    }
  }

  /// A rotation about X after a turn: written as the device has it, which leaves a turn after it.
  private mutating func write(
    _ angle: Double, after turn: inout LinearAngle, _ basis: OneQubitBasis, _ qubit: Int
  ) {
    let pulse: OneQubitBasis.Pulse
    switch angle {
    case .pi / 2: pulse = basis.quarter
    case .pi:
      guard let half = basis.half else {
        write(.pi / 2, after: &turn, basis, qubit)
        return write(.pi / 2, after: &turn, basis, qubit)
      }
      pulse = half
    default: pulse = basis.any ?? basis.quarter
    }
    var values = pulse.takesAngle ? [Angle.constant(angle)] : []
    if pulse.isGeneral {
      let quarter = LinearAngle(.pi / 2)
      values += [-turn + -quarter, turn + quarter].map { $0.angle(in: &arena) }
    } else if pulse.takesAxis {
      values.append((-turn).angle(in: &arena))
    } else if let row = basis.turn {
      turn.constant += pulse.axis
      if !turn.isWholeTurn { record(Step(action: .gate(row, [turn.angle(in: &arena)]), qubits: [qubit])) }
      turn = LinearAngle(-pulse.axis)
    }
    record(Step(action: .gate(pulse.row, values), qubits: [qubit]))
  }

  // MARK: Two qubits

  /// Writes a native gate; turns about Z before it pass through it where they can.
  mutating func writeNative(_ row: StandardGate, _ angles: [Angle], _ qubits: [Int]) throws(TranspilationError) {
    var angles = angles
    let turns = [try flush(qubits[0]), try flush(qubits[1])]
    var left = [LinearAngle(), LinearAngle()]
    let bases = [try basis(qubits[0]), try basis(qubits[1])]
    let isFramed = bases.allSatisfy { $0.turn == nil }
    switch row.name {
    case "cz", "rzz", "cp", "cu1", "crz": left = turns
    case "iswap", "swap": left = [turns[1], turns[0]]
    case "cx", "cy", "rzx":
      left[0] = turns[0]
      try realise(turns[1], qubits[1])
    case "ecr":
      left[0] = -turns[0]
      try realise(turns[1], qubits[1])
    case "ms" where isFramed && angles.count == 3:
      for place in 0..<2 { angles[place] = (LinearAngle(angles[place], in: arena) + -turns[place]).angle(in: &arena) }
      left = turns
    default: for place in 0..<2 { try realise(turns[place], qubits[place]) }
    }
    if !cancels(row, angles, qubits) { record(Step(action: .gate(row, angles), qubits: qubits)) }
    for place in 0..<2 { runs[qubits[place]] = OneQubitRun(turn: left[place]) }
  }

  /// Takes back the last gate on two qubits where this one undoes it.
  private mutating func cancels(_ row: StandardGate, _ angles: [Angle], _ qubits: [Int]) -> Bool {
    guard angles.isEmpty, case .itself = row.definition.inverse, let place = history[qubits[0]]?.last,
      history[qubits[1]]?.last == place, let last = written[place], case .gate(row, _) = last.action
    else { return false }
    guard last.qubits == qubits || Entangler.symmetricRows.contains(row.name) else { return false }
    written[place] = nil
    for qubit in qubits { history[qubit]?.removeLast() }
    return true
  }
}
