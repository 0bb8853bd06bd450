/// Runs a program on what is known of its values, and writes down the operations that it always does.
///
/// Where the program's way depends on what is not known, or a bit at its end is no outcome of one measurement, it
/// is not a circuit: that throws `ProgramFault.notKnown`.
struct Specializer {
  let program: Program
  let inputs: [Value]?
  /// The values of the circuit's expressions, where its parameters have numbers.
  let expressionValues: [Double]?
  private let stepLimit: Int
  private let operationLimit: Int

  var stack: SlotStack<Knowledge>
  var bits: [KnownBit]
  /// The next instruction.
  var position = 0
  var place: ProgramExecution.Place = .instruction(0)
  private var steps = 0

  /// What the program has turned out to be so far.
  var circuit: Circuit
  private var origins: [ProgramExecution.Place] = []
  /// The operation that each outcome comes from.
  private var measurements: [Int] = []
  /// Where the gates of the program's circuit stand in the new one.
  private var gatePlaces: [UInt32?]
  private var remarks: RemarkQueue
  /// How many boxes have begun and not ended.
  private var openBoxes = 0

  init(_ program: Program, parameters: [Double]?, inputs: [Value]?, stepLimit: Int, operationLimit: Int) {
    let source = program.circuit
    self.program = program
    self.inputs = inputs
    self.stepLimit = stepLimit
    self.operationLimit = operationLimit
    expressionValues = parameters.map { source.expressionValues(at: $0) }
    stack = SlotStack(globalCount: program.globalCount, blank: .known(.bool(false)))
    let initial = source.initialBits
    bits = (0..<initial.width).map { .value(initial[$0]) }
    circuit = Circuit(
      qubits: source.qubits, bitRegisters: source.bitRegisters,
      parameters: parameters == nil ? source.parameters : [],
      expressions: parameters == nil ? source.expressions : ExpressionArena(), declarations: source.declarations)
    gatePlaces = Array(repeating: nil, count: source.gates.count)
    remarks = RemarkQueue(source.remarks)
  }

  mutating func run() -> Specialization {
    let code = program.code
    do {
      while position >= 0 && position < code.count {
        place = .instruction(position)
        steps += 1
        guard steps <= stepLimit else { return .dynamic }
        let instruction = code[position]
        position += 1
        try execute(instruction)
      }
      guard program.outputs.isEmpty else { return .dynamic }
      return .circuit(try finished(), origins: origins)
    } catch {
      return error == .notKnown ? .dynamic : .fault(error, at: place)
    }
  }

  // MARK: Operations

  /// Notes where the operation that is about to be added comes from.
  private mutating func begin() throws(ProgramFault) {
    guard origins.count < operationLimit else { throw .notKnown }
    origins.append(place)
  }

  mutating func append(_ gate: Gate, angles: [Angle], qubits: [Int]) throws(ProgramFault) {
    try begin()
    circuit.append(gate, angles: angles, qubits: qubits)
  }

  /// Adds a measurement; its outcome has the number that is returned.
  mutating func measure(_ qubit: Int) throws(ProgramFault) -> KnownBit {
    try begin()
    measurements.append(circuit.operations.count)
    circuit.measure(qubit, into: nil)
    return .outcome(measurements.count - 1)
  }

  mutating func reset(_ qubit: Int) throws(ProgramFault) {
    try begin()
    circuit.reset(qubit)
  }

  mutating func barrier(_ qubits: [Int]) throws(ProgramFault) {
    try begin()
    circuit.barrier(qubits)
  }

  mutating func delay(_ duration: Duration, _ qubits: [Int]) throws(ProgramFault) {
    try begin()
    circuit.delay(duration, qubits)
  }

  mutating func copyOperations(_ range: Range<Int>) throws(ProgramFault) {
    guard range.lowerBound >= 0, range.upperBound <= program.circuit.operations.count else {
      throw .malformed("there are no operations \(range)")
    }
    for index in range {
      place = .operation(index)
      for remark in remarks.next(before: index) { addRemark(remark) }
      try copyOperation(index)
    }
  }

  private mutating func copyOperation(_ index: Int) throws(ProgramFault) {
    let operation = program.circuit.operations[index]
    let operands = program.circuit.operands(of: index)
    switch operation.kind {
    case .gate:
      try begin()
      circuit.begin(.gate, index: gatePlace(Int(operation.index)))
      for operand in operands { circuit.push(operand: operand) }
      for angle in program.circuit.angles(of: index) { circuit.push(angle: bound(angle)) }
    case .measure:
      guard let qubit = operands.first, let bit = operands.last else { break }
      let outcome = try measure(Int(qubit))
      if bit != Operation.noBit {
        guard Int(bit) < bits.count else { throw .malformed("there is no bit \(bit)") }
        bits[Int(bit)] = outcome
      }
    case .reset: if let qubit = operands.first { try reset(Int(qubit)) }
    case .barrier: try barrier(operands.map { Int($0) })
    case .delay:
      if let length = program.circuit.duration(at: operation.index) { try delay(length, operands.map { Int($0) }) }
    case .boxStart:
      try begin()
      openBoxes += 1
      circuit.startBox(program.circuit.duration(at: operation.index))
    case .boxEnd:
      try endBox()
    }
  }

  private mutating func endBox() throws(ProgramFault) {
    try begin()
    openBoxes -= 1
    circuit.endBox()
  }

  private mutating func gatePlace(_ index: Int) -> UInt32 {
    if let place = gatePlaces[index] { return place }
    let place = circuit.intern(program.circuit.gates[index])
    gatePlaces[index] = place
    return place
  }

  /// An angle of the program's circuit, as a number where the parameters have numbers.
  private func bound(_ angle: Angle) -> Angle {
    expressionValues.map { .constant(program.circuit.expressions.value(of: angle, values: $0)) } ?? angle
  }

  private mutating func addRemark(_ remark: Remark) {
    circuit.remarks.append(Remark(remark.kind, text: remark.text, operation: circuit.operations.count))
  }

  // MARK: The end

  /// The circuit, with each measurement's bit and each bit's known value where the program leaves them.
  ///
  /// Bits of registers that are not reported may hold anything: they get what comes for free.
  private mutating func finished() throws(ProgramFault) -> Circuit {
    // The program may be over inside of a box.
    while openBoxes > 0 { try endBox() }
    for remark in remarks.rest(count: program.circuit.operations.count) { addRemark(remark) }
    let registers = program.circuit.bitRegisters
    let hasOutput = registers.contains(where: \.isOutput)
    let reported = registers.filter { $0.isOutput || !hasOutput }.flatMap(\.range).filter(bits.indices.contains)
    var targets: [Int?] = Array(repeating: nil, count: measurements.count)
    for index in reported {
      switch bits[index] {
      case .value: break
      case .outcome(let number):
        guard targets[number] == nil else { throw .notKnown }
        targets[number] = index
      case .unknown: throw .notKnown
      }
    }
    for (index, bit) in bits.enumerated() {
      if case .outcome(let number) = bit, targets[number] == nil { targets[number] = index }
    }
    for (operation, target) in zip(measurements, targets) where target != nil {
      circuit.redirect(measurement: operation, into: target)
    }
    circuit.bitRegisters = registers.map(withKnownBits)
    return circuit
  }

  private func withKnownBits(_ register: Register) -> Register {
    let known = register.range.map { bits.indices.contains($0) && bits[$0] == .value(true) }
    var result = register
    result.initialValue = known.contains(true) ? BitString(known) : nil
    return result
  }
}

extension SlotStack<Knowledge> {
  /// The value of a slot, where it must be known to go on.
  func known(_ slot: Slot) throws(ProgramFault) -> Value {
    guard case .known(let value) = try read(slot) else { throw .notKnown }
    return value
  }
}
