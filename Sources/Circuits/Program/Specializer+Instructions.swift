extension Specializer {
  mutating func execute(_ instruction: Instruction) throws(ProgramFault) {
    switch instruction {
    case .operations(let range): try copyOperations(range)
    case .gate, .measure, .reset, .barrier, .delay: try addOperations(instruction)
    case .evaluate(let slot, let angle, let type): try stack.write(try evaluate(angle, type), to: slot)
    case .input(let slot, let index):
      guard program.inputs.indices.contains(index) else { throw .malformed("there is no input \(index)") }
      let value = try inputs.map { values throws(ProgramFault) in try program.input(index, among: values) }
      try stack.write(value.map { .known($0) } ?? .unknown, to: slot)
    case .readBit(let slot, let index): try stack.write(Knowledge(bit: bits[try place(of: index)]), to: slot)
    case .readBits(let slot, let range): try stack.write(Knowledge(bits: Array(bits[try checked(range)])), to: slot)
    case .writeBits(let range, let slot): try write(try stack.read(slot), to: try checked(range))
    case .store(let slot, let path, let source): try store(try stack.read(source), into: slot, path)
    case .jump(let target): position = target
    case .branch(let slot, let otherwise): if try !stack.known(slot).isTrue { position = otherwise }
    case .call(let index, let arguments, let result, let writeBacks):
      let routine = try program.routine(index)
      try Value.checkDistinctQubits(arguments) { slot throws(ProgramFault) in
        if case .known(let value) = try stack.read(slot) { value } else { nil }
      }
      try stack.enter(routine, arguments: arguments, result: result, writeBacks: writeBacks, caller: position - 1)
      position = routine.entry
    case .return(let slot): try finishCall(slot)
    case .fail(let fault):
      if case .missingReturn = fault { faultAtCaller() }
      throw fault
    case .end: position = program.code.count
    default: try compute(instruction)
    }
  }

  private mutating func finishCall(_ result: Slot?) throws(ProgramFault) {
    let returning = place
    faultAtCaller()
    position = try stack.leave(with: result).map { $0 + 1 } ?? program.code.count
    place = returning
  }

  /// A subroutine that forgot its value has its fault where it was called.
  private mutating func faultAtCaller() {
    if let caller = stack.caller { place = .instruction(caller) }
  }

  // MARK: Quantum

  private mutating func addOperations(_ instruction: Instruction) throws(ProgramFault) {
    let count = program.circuit.qubitCount
    func read(_ slot: Slot) throws(ProgramFault) -> Value { try stack.known(slot) }
    switch instruction {
    case .gate(let gate, let slots, let operands, let powers):
      var angles: [Angle] = []
      for slot in slots { angles.append(try angle(slot, at: angles.count, of: gate)) }
      var raised = gate
      for slot in powers { raised = raised.raised(to: try stack.known(slot).gateNumber()) }
      if !powers.isEmpty, !raised.isPower(of: angles) { throw .notKnown }
      for row in try QubitOperand.rows(operands, of: count, read) {
        try append(raised, angles: angles, qubits: row)
      }
    case .measure(let operand, let slot):
      var outcomes: [KnownBit] = []
      for qubit in try operand.qubits(of: count, read) { outcomes.append(try measure(qubit)) }
      try stack.write(operand.isRegister ? Knowledge(bits: outcomes) : Knowledge(bit: outcomes[0]), to: slot)
    case .reset(let operand): for qubit in try operand.qubits(of: count, read) { try reset(qubit) }
    case .barrier(let operands): try barrier(try QubitOperand.list(operands, of: count, read))
    case .delay(let slot, let operands):
      try delay(try stack.known(slot).delayLength(), try QubitOperand.list(operands, of: count, read))
    default: break
    }
  }

  /// What a slot holds as one of a gate's angles. A run holds an angle modulo a turn, an expression does not.
  private func angle(_ slot: Slot, at place: Int, of gate: Gate) throws(ProgramFault) -> Angle {
    switch try stack.read(slot) {
    case .known(let value): return .constant(try value.gateNumber())
    case .symbolic(let angle, .angle):
      guard isWithinTurn(angle) || gate.isSameAfterTurn(ofAngle: place) else { throw .notKnown }
      return angle
    case .symbolic(let angle, _): return angle
    case .bit, .bits, .unknown: throw .notKnown
    }
  }

  // MARK: Bits of registers

  private func place(of index: Int) throws(ProgramFault) -> Int {
    guard bits.indices.contains(index) else { throw .malformed("there is no bit \(index)") }
    return index
  }

  private func checked(_ range: Range<Int>) throws(ProgramFault) -> Range<Int> {
    guard range.lowerBound >= 0, range.upperBound <= bits.count else {
      throw .malformed("there are no bits \(range)")
    }
    return range
  }

  private mutating func write(_ cell: Knowledge, to range: Range<Int>) throws(ProgramFault) {
    if case .unknown = cell {
      for index in range { bits[index] = .unknown }
      return
    }
    guard let string = cell.bits else { throw .malformed("a value that is no bits is written to some") }
    guard string.count == range.count else { throw .sizeMismatch(expected: range.count, found: string.count) }
    bits.replaceSubrange(range, with: string)
  }

  // MARK: Values

  /// Computes a value: as a run would where all that it needs is known, else what can be known of it.
  private mutating func compute(_ instruction: Instruction) throws(ProgramFault) {
    do {
      if let computed = try instruction.computed({ slot throws(ProgramFault) in try stack.known(slot) }) {
        try stack.write(.known(computed.value), to: computed.target)
      }
    } catch .notKnown {
      if let (target, cell) = try knowledge(from: instruction) { try stack.write(cell, to: target) }
    }
  }

  private mutating func store(
    _ cell: Knowledge, into slot: Slot, _ path: [[Selector]]
  ) throws(ProgramFault) {
    let path = try Selection.resolved(path) { slot throws(ProgramFault) in try stack.known(slot) }
    try stack.update(slot) { target throws(ProgramFault) in try target.store(cell, at: path) }
  }
}

extension Knowledge {
  /// Replaces what a path chooses; a value of which a part becomes unknown is unknown, unless it is a string of bits.
  /// A store that might fail makes the program dynamic.
  fileprivate mutating func store(_ cell: Knowledge, at path: [[Selection<Int>]]) throws(ProgramFault) {
    if case .known(var value) = self, case .known(let part) = cell {
      self = .unknown
      try value.store(part, at: path)
      self = .known(value)
    } else if path.isEmpty {
      self = cell
    } else if case .some(var mine) = bits, path.count == 1, path[0].count == 1 {
      let places = try path[0][0].places(count: mine.count)
      let parts = cell.bits ?? Array(repeating: .unknown, count: places.count)
      guard parts.count == places.count else { throw .sizeMismatch(expected: places.count, found: parts.count) }
      for (place, part) in zip(places, parts) { mine[place] = part }
      self = Knowledge(bits: mine)
    } else {
      guard case .known(let value) = self, path.allSatisfy({ $0.allSatisfy(\.isSingle) }) else { throw .notKnown }
      _ = try value.selected(path)
      self = .unknown
    }
  }
}

extension Gate {
  /// Does the gate do the same, up to its global phase, where one of its angles is a turn more?
  fileprivate func isSameAfterTurn(ofAngle place: Int) -> Bool {
    guard controls.isEmpty, case .standard(let row) = target else { return false }
    let frequencies = row.definition.frequencies
    return frequencies.indices.contains(place) && frequencies[place].allSatisfy { $0 == $0.rounded() }
  }

  /// Are its powers defined for the angles? Fractions of a gate need its matrix, and that its angles.
  fileprivate func isPower(of angles: [Angle]) -> Bool {
    powers.allSatisfy { $0 == $0.rounded() } || angles.allSatisfy { $0.constantValue != nil }
  }
}
