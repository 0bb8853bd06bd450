/// A program on its way: a state machine without input or output.
///
/// Whoever runs it answers each request and asks for the next; a measurement's outcome goes into the next
/// call. It is a value, so branching on an outcome is a copy.
package struct ProgramExecution: Sendable {
  /// What the machine has to do next.
  package enum Request: Sendable {
    case gate(Gate, angles: [Double], qubits: [Int])
    /// Its outcome goes into the next call of `next`.
    case measure(qubit: Int)
    case reset(qubit: Int)
    case barrier(qubits: [Int])
    case delay(Duration, qubits: [Int])
    case end
  }

  /// A place in a program.
  package enum Place: Hashable, Sendable {
    /// In its circuit's operations.
    case operation(Int)
    /// In its code.
    case instruction(Int)
  }

  package static let recursionLimit = 256

  package let program: Program
  /// All bits of the program's registers, index 0 first.
  package private(set) var bits: BitString
  private let expressionValues: [Double]
  private let stepLimit: Int
  private var steps = 0
  private var position = 0
  /// The next operation of the range that runs now.
  private var operations: Range<Int> = 0..<0
  private var slots: [Value]
  private var frames: [Frame] = []
  private var pending: Destination?

  private struct Frame: Sendable {
    var base: Int
    var resume: Int
    var result: Slot?
  }

  /// Where the outcome of the measurement under way goes.
  private enum Destination: Sendable { case bit(Int), slot(Slot), nowhere }

  /// Starts a program: `parameters` has a number for each of the circuit's parameters, and `stepLimit` says how many
  /// classical instructions may run before the execution gives up.
  package init(_ program: Program, parameters: [Double] = [], inputs: [Value] = [], stepLimit: Int = 100_000_000) {
    self.program = program
    self.stepLimit = stepLimit
    expressionValues = program.circuit.expressions.values(at: parameters)
    bits = BitString(width: program.circuit.bitCount)
    slots = Array(repeating: .bool(false), count: program.globalCount)
  }

  /// Where the program is now.
  package var place: Place { .instruction(max(0, position - 1)) }

  package func value(of slot: Slot) -> Value { self[slot] }

  /// Goes on to the next request; `outcome` is what the measurement gave after a request to measure, else nil.
  package mutating func next(_ outcome: Bool? = nil) throws(ProgramFault) -> Request {
    if let outcome { store(outcome) }
    while true {
      if let request = nextOperation() { return request }
      guard position < program.code.count else { return .end }
      steps += 1
      guard steps <= stepLimit else { throw .tooManySteps(limit: stepLimit) }
      let instruction = program.code[position]
      position += 1
      if let request = try execute(instruction) { return request }
    }
  }

  private mutating func store(_ outcome: Bool) {
    switch pending {
    case .bit(let index): bits[index] = outcome
    case .slot(let slot): self[slot] = .bool(outcome)
    case .nowhere, nil: break
    }
    pending = nil
  }

  // MARK: Operations known before the run

  private mutating func nextOperation() -> Request? {
    while !operations.isEmpty {
      let index = operations.lowerBound
      operations = (index + 1)..<operations.upperBound
      if let request = request(for: index) { return request }
    }
    return nil
  }

  private mutating func request(for index: Int) -> Request? {
    let circuit = program.circuit
    let operation = circuit.operations[index]
    let qubits = circuit.operands(of: index).map { Int($0) }
    switch operation.kind {
    case .gate:
      let angles = circuit.angles(of: index).map { circuit.expressions.value(of: $0, values: expressionValues) }
      return .gate(circuit.gates[Int(operation.index)], angles: angles, qubits: qubits)
    case .measure:
      pending = qubits[1] == Int(Operation.noBit) ? .nowhere : .bit(qubits[1])
      return .measure(qubit: qubits[0])
    case .reset: return .reset(qubit: qubits[0])
    case .barrier: return .barrier(qubits: qubits)
    case .delay: return circuit.duration(at: operation.index).map { .delay($0, qubits: qubits) }
    case .boxStart, .boxEnd: return nil
    }
  }

  // MARK: Instructions

  private mutating func execute(_ instruction: Instruction) throws(ProgramFault) -> Request? {
    switch instruction {
    case .operations(let range): operations = range
    case .gate(let gate, let angles, let qubits): return try gateRequest(gate, angles, qubits)
    case .measure(let qubit, let slot):
      let chosen = try choose(qubit)
      pending = .slot(slot)
      return .measure(qubit: chosen)
    case .reset(let qubit): return .reset(qubit: try choose(qubit))
    case .load(let slot, let value): self[slot] = value
    case .copy(let slot, let source): self[slot] = self[source]
    case .unary(let slot, let operation, let operand): self[slot] = try operation.evaluate(self[operand])
    case .binary(let slot, let operation, let left, let right):
      self[slot] = try operation.evaluate(self[left], self[right])
    case .readBits(let slot, let range): self[slot] = .bits(bits.slice(range))
    case .writeBits(let range, let slot): try write(self[slot], to: range)
    case .jump(let target): position = target
    case .branch(let slot, let otherwise): if !self[slot].isTrue { position = otherwise }
    case .call(let routine, let arguments, let result, _): try call(program.routines[routine], arguments, result)
    case .return(let slot): finishCall(slot.map { self[$0] })
    case .end:
      position = program.code.count
      return .end
    default: throw .malformed("\(instruction)")
    }
    return nil
  }

  private func gateRequest(
    _ gate: Gate, _ angles: [Slot], _ qubits: [QubitOperand]
  ) throws(ProgramFault) -> Request {
    var numbers: [Double] = []
    for slot in angles {
      guard let number = self[slot].number else { throw .notDefined(operation: "a bit string as an angle") }
      numbers.append(number)
    }
    var chosen: [Int] = []
    for qubit in qubits { chosen.append(try choose(qubit)) }
    return .gate(gate, angles: numbers, qubits: chosen)
  }

  private func choose(_ choice: QubitOperand) throws(ProgramFault) -> Int {
    switch choice {
    case .fixed(let qubit): return qubit
    case .single(let slot), .register(let slot):
      guard case .qubits(let qubits) = self[slot], let qubit = qubits.first else {
        throw .malformed("a qubit that is none")
      }
      return qubit
    }
  }

  private mutating func write(_ value: Value, to range: Range<Int>) throws(ProgramFault) {
    switch value {
    case .bool(let bit) where range.count == 1: bits[range.lowerBound] = bit
    case .bits(let string) where string.width == range.count:
      for (source, target) in range.enumerated() { bits[target] = string[source] }
    default: throw .notDefined(operation: "a value of another width in \(range.count) bits")
    }
  }

  private mutating func call(
    _ routine: Routine, _ arguments: [Slot], _ result: Slot?
  ) throws(ProgramFault) {
    guard frames.count < Self.recursionLimit else { throw .tooDeep(limit: Self.recursionLimit) }
    let values = arguments.map { self[$0] }
    frames.append(Frame(base: slots.count, resume: position, result: result))
    slots.append(contentsOf: values)
    slots.append(contentsOf: Array(repeating: .bool(false), count: max(0, routine.localCount - values.count)))
    position = routine.entry
  }

  private mutating func finishCall(_ value: Value?) {
    guard let frame = frames.popLast() else {
      position = program.code.count
      return
    }
    slots.removeLast(slots.count - frame.base)
    position = frame.resume
    if let value, let result = frame.result { self[result] = value }
  }

  private subscript(slot: Slot) -> Value {
    get {
      switch slot {
      case .global(let index): slots[index]
      case .local(let index): slots[(frames.last?.base ?? 0) + index]
      }
    }
    set {
      switch slot {
      case .global(let index): slots[index] = newValue
      case .local(let index): slots[(frames.last?.base ?? 0) + index] = newValue
      }
    }
  }
}
