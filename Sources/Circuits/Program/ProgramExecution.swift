/// A program on its way: a state machine without input or output.
///
/// Whoever runs it answers each request and asks for the next; a measurement's outcome goes into the next
/// call. It is a value, so branching on an outcome is a copy, and a cheap one: what does not change is shared.
package struct ProgramExecution: Sendable {
  /// What the machine has to do next.
  package enum Request: Sendable {
    indirect case gate(Gate, angles: [Double], qubits: [Int])
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

  package static let recursionLimit = SlotStack<Value>.depthLimit

  package var program: Program { fixed.program }
  /// All bits of the program's registers, index 0 first.
  package internal(set) var bits: BitString
  /// Where the program is now; after a fault, what caused it.
  package internal(set) var place: Place = .instruction(0)

  let fixed: Fixed
  var stack: SlotStack<Value>
  /// The next instruction.
  var position = 0
  private var steps = 0
  /// The operations of the circuit that come next.
  var operations: Range<Int> = 0..<0
  /// What the present instruction has yet to ask for, last first.
  var queue: [Request] = []
  var outcome: Destination?

  /// What all copies of an execution share.
  final class Fixed: Sendable {
    let program: Program
    let inputs: [Value]
    let expressionValues: [Double]
    let stepLimit: Int
    /// What the machine has to do for each operation of the circuit, where they are few enough to be kept: a program
    /// with outcomes runs through them many times.
    private let kept: [Step]

    private static let keptLimit = 1 << 14

    /// What the machine has to do, nil for the ends of boxes, and the bit that a measurement sets.
    struct Step: Sendable {
      var request: Request?
      var bit: Int?
      /// The gate gets this as an angle, which is no number.
      var wrongAngle: Double?
    }

    init(_ program: Program, parameters: [Double], inputs: [Value], stepLimit: Int) {
      self.program = program
      self.inputs = inputs
      self.stepLimit = stepLimit
      let values = program.circuit.expressionValues(at: parameters)
      expressionValues = values
      let count = program.circuit.operations.count
      kept = count <= Self.keptLimit ? (0..<count).map { Self.step($0, of: program.circuit, values) } : []
    }

    func step(_ index: Int) -> Step {
      kept.isEmpty ? Self.step(index, of: program.circuit, expressionValues) : kept[index]
    }

    private static func step(_ index: Int, of circuit: Circuit, _ expressionValues: [Double]) -> Step {
      let operation = circuit.operations[index]
      let operands = circuit.operands(of: index).map { Int($0) }
      switch operation.kind {
      case .gate:
        let angles = circuit.angles(of: index).map { circuit.expressions.value(of: $0, values: expressionValues) }
        return Step(
          request: .gate(circuit.gates[Int(operation.index)], angles: angles, qubits: operands),
          wrongAngle: angles.first { !$0.isFinite })
      case .measure:
        return Step(
          request: .measure(qubit: operands[0]), bit: operands[1] == Int(Operation.noBit) ? nil : operands[1])
      case .reset: return Step(request: .reset(qubit: operands[0]))
      case .barrier: return Step(request: .barrier(qubits: operands))
      case .delay: return Step(request: circuit.duration(at: operation.index).map { .delay($0, qubits: operands) })
      case .boxStart, .boxEnd: return Step()
      }
    }

    /// Nil outside of the code.
    func instruction(at position: Int) -> Instruction? {
      position >= 0 && position < program.code.count ? program.code[position] : nil
    }
  }

  /// Where the outcome of the measurement under way goes.
  enum Destination: Sendable {
    case bit(Int)
    case slot(Slot)
    /// A register is measured: the outcomes so far, and the place of the next.
    case register(Slot, BitString, next: Int)
  }

  /// Starts a program: `parameters` has a number for each of the circuit's parameters, `inputs` a value for each of
  /// the program's, and `stepLimit` says how many classical instructions may run before the execution gives up.
  package init(
    _ program: Program, parameters: [Double] = [], inputs: [Value] = [], stepLimit: Int = 100_000_000
  ) {
    fixed = Fixed(program, parameters: parameters, inputs: inputs, stepLimit: stepLimit)
    bits = program.circuit.initialBits
    stack = SlotStack(globalCount: program.globalCount, blank: .bool(false))
  }

  /// What a slot holds now: an output variable, once the program is at its end.
  package func value(of slot: Slot) -> Value { (try? stack.read(slot)) ?? .bool(false) }

  /// Goes on to the next request; `outcome` is what the measurement gave after a request to measure, else nil.
  package mutating func next(_ outcome: Bool? = nil) throws(ProgramFault) -> Request {
    try store(outcome ?? false)
    while true {
      if let request = queue.popLast() { return request }
      if let request = try nextOperation() { return request }
      guard let instruction = fixed.instruction(at: position) else { return .end }
      place = .instruction(position)
      steps &+= 1
      position += 1
      try execute(instruction)
    }
  }

  private mutating func store(_ value: Bool) throws(ProgramFault) {
    guard let destination = outcome else { return }
    outcome = nil
    switch destination {
    case .bit(let index): bits[index] = value
    case .slot(let slot): try stack.write(.bool(value), to: slot)
    case .register(let slot, var string, let index):
      string[index] = value
      if index + 1 < string.width {
        outcome = .register(slot, string, next: index + 1)
      } else {
        try stack.write(.bits(string), to: slot)
      }
    }
  }

  // MARK: Operations known before the run

  private mutating func nextOperation() throws(ProgramFault) -> Request? {
    while !operations.isEmpty {
      let index = operations.lowerBound
      operations = (index + 1)..<operations.upperBound
      place = .operation(index)
      let step = fixed.step(index)
      if let wrong = step.wrongAngle { throw .notFinite(wrong) }
      if let bit = step.bit { outcome = .bit(try self.bit(bit)) }
      if let request = step.request { return request }
    }
    return nil
  }

  func bit(_ index: Int) throws(ProgramFault) -> Int {
    guard index >= 0, index < bits.width else { throw .malformed("there is no bit \(index)") }
    return index
  }

  // MARK: Control

  /// Goes to another instruction. Only ways back and calls look at the limit, so that it is the loop that has the
  /// fault: without them a program ends.
  mutating func jump(to target: Int) throws(ProgramFault) {
    if target < position { try checkSteps() }
    position = target
  }

  func checkSteps() throws(ProgramFault) {
    if steps > fixed.stepLimit { throw .tooManySteps(limit: fixed.stepLimit) }
  }

  mutating func finishCall(_ result: Slot?) throws(ProgramFault) {
    let caller = stack.caller
    do {
      position = try stack.leave(with: result).map { $0 + 1 } ?? fixed.program.code.count
    } catch {
      if let caller { place = .instruction(caller) }
      throw error
    }
  }
}

extension Circuit {
  /// The bits of all registers when the circuit starts.
  var initialBits: BitString {
    var bits = BitString(width: max(0, bitCount))
    for register in bitRegisters {
      guard let value = register.initialValue else { continue }
      for index in 0..<min(value.width, register.count) where value[index] {
        let place = register.start + index
        if place >= 0, place < bits.width { bits[place] = true }
      }
    }
    return bits
  }

  /// The values of all steps of the circuit's expressions where the parameters have these numbers, each as its type
  /// holds it; a parameter without a number is not a number.
  func expressionValues(at numbers: [Double]) -> [Double] {
    var held = zip(parameters, numbers).map { $0.held($1) }
    for case .parameter(let index) in expressions.nodes where Int(index) >= held.count {
      held += Array(repeating: .nan, count: Int(index) + 1 - held.count)
    }
    return expressions.values(at: held)
  }
}
