extension ProgramExecution {
  mutating func execute(_ instruction: Instruction) throws(ProgramFault) {
    switch instruction {
    case .operations(let range):
      guard range.lowerBound >= 0, range.upperBound <= fixed.program.circuit.operations.count else {
        throw .malformed("there are no operations \(range)")
      }
      operations = range
    case .gate, .measure, .reset, .barrier, .delay: try request(instruction)
    case .evaluate(let slot, let angle, let type):
      let value = try fixed.program.circuit.value(of: angle, values: fixed.expressionValues, as: type)
      try stack.write(value, to: slot)
    case .input(let slot, let index): try stack.write(try fixed.program.input(index, among: fixed.inputs), to: slot)
    case .readBit(let slot, let index): try stack.write(.bool(bits[try bit(index)]), to: slot)
    case .readBits(let slot, let range): try stack.write(.bits(bits.slice(try checked(range))), to: slot)
    case .writeBits(let range, let slot): try write(try stack.read(slot), to: try checked(range))
    case .store(let slot, let path, let source): try store(try stack.read(source), into: slot, path)
    case .jump(let target): try jump(to: target)
    case .branch(let slot, let otherwise): if try !stack.read(slot).isTrue { try jump(to: otherwise) }
    case .call(let routine, let arguments, let result, let writeBacks):
      try call(routine, arguments, result, writeBacks)
    case .return(let slot): try finishCall(slot)
    case .fail(let fault): try fail(fault)
    case .end: position = fixed.program.code.count
    default:
      let computed = try instruction.computed { slot throws(ProgramFault) in try stack.read(slot) }
      if let computed { try stack.write(computed.value, to: computed.target) }
    }
  }

  // MARK: Quantum

  private mutating func request(_ instruction: Instruction) throws(ProgramFault) {
    let count = fixed.program.circuit.qubitCount
    func read(_ slot: Slot) throws(ProgramFault) -> Value { try stack.read(slot) }
    switch instruction {
    case .gate(let gate, let angles, let operands, let powers):
      var numbers: [Double] = []
      for slot in angles { numbers.append(try read(slot).gateNumber()) }
      var raised = gate
      for slot in powers { raised = raised.raised(to: try read(slot).gateNumber()) }
      let rows = try QubitOperand.rows(operands, of: count, read)
      queue = rows.reversed().map { .gate(raised, angles: numbers, qubits: $0) }
    case .measure(let operand, let slot):
      let qubits = try operand.qubits(of: count, read)
      queue = qubits.reversed().map { .measure(qubit: $0) }
      if qubits.isEmpty { return try stack.write(.bits(BitString(width: 0)), to: slot) }
      outcome = operand.isRegister ? .register(slot, BitString(width: qubits.count), next: 0) : .slot(slot)
    case .reset(let operand): queue = try operand.qubits(of: count, read).reversed().map { .reset(qubit: $0) }
    case .barrier(let operands): queue = [.barrier(qubits: try QubitOperand.list(operands, of: count, read))]
    case .delay(let slot, let operands):
      let duration = try read(slot).delayLength()
      queue = [.delay(duration, qubits: try QubitOperand.list(operands, of: count, read))]
    default: break
    }
  }

  // MARK: Classical

  private func checked(_ range: Range<Int>) throws(ProgramFault) -> Range<Int> {
    guard range.lowerBound >= 0, range.upperBound <= bits.width else {
      throw .malformed("there are no bits \(range)")
    }
    return range
  }

  private mutating func write(_ value: Value, to range: Range<Int>) throws(ProgramFault) {
    switch value {
    case .bool(let bit) where range.count == 1: bits[range.lowerBound] = bit
    case .bits(let string):
      guard string.width == range.count else { throw .sizeMismatch(expected: range.count, found: string.width) }
      for (source, target) in range.enumerated() { bits[target] = string[source] }
    default: throw .malformed("a value that is no bits is written to some")
    }
  }

  private mutating func store(_ value: Value, into slot: Slot, _ path: [[Selector]]) throws(ProgramFault) {
    let path = try Selection.resolved(path) { slot throws(ProgramFault) in try stack.read(slot) }
    try stack.update(slot) { target throws(ProgramFault) in try target.store(value, at: path) }
  }

  // MARK: Control

  private mutating func call(
    _ index: Int, _ arguments: [Slot], _ result: Slot?, _ writeBacks: [WriteBack]
  ) throws(ProgramFault) {
    let routine = try fixed.program.routine(index)
    try checkSteps()
    try Value.checkDistinctQubits(arguments) { slot throws(ProgramFault) in try stack.read(slot) }
    try stack.enter(routine, arguments: arguments, result: result, writeBacks: writeBacks, caller: position - 1)
    position = routine.entry
  }

  /// A subroutine that forgot its value has its fault where it was called.
  private mutating func fail(_ fault: ProgramFault) throws(ProgramFault) {
    if case .missingReturn = fault, let caller = stack.caller { place = .instruction(caller) }
    throw fault
  }
}

extension Program {
  /// One of the values given for the program's inputs, as its type has it.
  func input(_ index: Int, among values: [Value]) throws(ProgramFault) -> Value {
    guard inputs.indices.contains(index) else { throw .malformed("there is no input \(index)") }
    guard values.indices.contains(index) else { throw .missingInput(name: inputs[index].name) }
    return try values[index].converted(to: inputs[index].type)
  }

  func routine(_ index: Int) throws(ProgramFault) -> Routine {
    guard routines.indices.contains(index) else { throw .malformed("there is no routine \(index)") }
    return routines[index]
  }
}

extension Circuit {
  /// The value of an expression as a type, given those of all its steps.
  func value(of angle: Angle, values: [Double], as type: ClassicalType) throws(ProgramFault) -> Value {
    if case .expression(let id) = angle, !values.indices.contains(Int(id.index)) {
      throw .malformed("there is no expression \(id.index)")
    }
    return try Value.float(expressions.value(of: angle, values: values)).converted(to: type)
  }
}

extension Value {
  /// A subroutine gets each qubit once.
  static func checkDistinctQubits(
    _ arguments: [Slot], _ read: (Slot) throws(ProgramFault) -> Value?
  ) throws(ProgramFault) {
    var seen: Set<Int> = []
    for argument in arguments {
      guard case .qubits(let qubits)? = try read(argument) else { continue }
      for qubit in qubits where !seen.insert(qubit).inserted { throw .repeatedQubit(qubit) }
    }
  }

  /// The number that a gate takes as an angle or exponent.
  func gateNumber() throws(ProgramFault) -> Double {
    guard let number else { throw .malformed("an angle that is no number") }
    guard number.isFinite else { throw .notFinite(number) }
    return number
  }

  /// The length that a delay takes.
  func delayLength() throws(ProgramFault) -> Duration {
    guard case .duration(let duration) = self else { throw .malformed("a delay that is no duration") }
    guard duration.value >= 0, duration.value.isFinite else { throw .notDefined(operation: "a delay of \(text)") }
    return duration
  }
}
