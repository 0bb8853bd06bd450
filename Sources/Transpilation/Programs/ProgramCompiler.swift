internal import Circuits
internal import Devices

/// Compiles a program with control flow: every stretch of straight code by itself, between which all qubits are at the
/// places of one layout.
struct ProgramCompiler {
  let map: DeviceMap
  let source: Program
  let layout: [Int?]
  /// The compiled operations; its expressions are the source's and more.
  var circuit: Circuit
  var code: [Instruction] = []
  var globalCount: Int
  private var starts: [Int] = []
  private(set) var swapCount = 0
  private var templates = TemplateLibrary()

  init(_ source: Program, _ layout: [Int?], _ map: DeviceMap) {
    self.source = source
    self.layout = layout
    self.map = map
    globalCount = source.globalCount
    circuit = Circuit(
      qubits: .physical(count: map.qubitCount), bitRegisters: source.circuit.bitRegisters,
      parameters: source.circuit.parameters, expressions: source.circuit.expressions)
  }

  mutating func run() throws(TranspilationError) -> Program {
    for instruction in source.code {
      starts.append(code.count)
      try add(instruction)
    }
    func moved(_ place: Int) -> Int { starts.indices.contains(place) ? starts[place] : code.count }
    let jumps = code.map { instruction -> Instruction in
      switch instruction {
      case .jump(let target): .jump(to: moved(target))
      case .branch(let slot, let otherwise): .branch(slot, otherwise: moved(otherwise))
      default: instruction
      }
    }
    return Program(
      circuit: circuit, code: jumps, globalCount: globalCount,
      routines: source.routines.map { Routine(name: $0.name, entry: moved($0.entry), localCount: $0.localCount) },
      inputs: source.inputs, outputs: source.outputs,
      regions: source.regions.map {
        Region(title: $0.title, code: moved($0.code.lowerBound)..<moved($0.code.upperBound))
      })
  }

  // MARK: Instructions

  private mutating func add(_ instruction: Instruction) throws(TranspilationError) {
    switch instruction {
    case .operations(let range): try add(operations: range)
    case .gate(let gate, let angles, let operands, let powers):
      try add(gate, angles: angles, operands, powers: powers)
    case .measure(let operand, let slot): code.append(.measure(try placed(operand), into: slot))
    case .reset(let operand): code.append(.reset(try placed(operand)))
    case .barrier(let operands): code.append(.barrier(try placed(operands)))
    case .delay(let slot, let operands): code.append(.delay(slot, try placed(operands)))
    case .load(let slot, let value): code.append(.load(slot, try placed(value)))
    default: code.append(instruction)
    }
  }

  private func placed(_ operands: [QubitOperand]) throws(TranspilationError) -> [QubitOperand] {
    var result: [QubitOperand] = []
    for operand in operands { result.append(try placed(operand)) }
    return result
  }

  private func placed(_ operand: QubitOperand) throws(TranspilationError) -> QubitOperand {
    guard case .fixed(let qubit) = operand else { return operand }
    return .fixed(try place(qubit))
  }

  private func placed(_ value: Value) throws(TranspilationError) -> Value {
    switch value {
    case .qubits(let qubits):
      var places: [Int] = []
      for qubit in qubits { places.append(try place(qubit)) }
      return .qubits(places)
    default: return value
    }
  }

  private func place(_ qubit: Int) throws(TranspilationError) -> Int {
    guard layout.indices.contains(qubit), let place = layout[qubit] else {
      throw .unusableQubit(qubit, device: map.device.name)
    }
    return place
  }

  // MARK: Straight code

  private mutating func add(operations range: Range<Int>) throws(TranspilationError) {
    let part = source.circuit.part(range, expressions: circuit.expressions)
    let (steps, expressions) = try Step.steps(of: part)
    let first = circuit.operations.count
    let (native, arena) = try compile(steps, expressions)
    circuit.expressions = arena
    for step in native { circuit.append(step) }
    code.append(.operations(first..<circuit.operations.count))
  }

  /// Native steps that leave every qubit where it was.
  private mutating func compile(
    _ steps: [Step], _ expressions: ExpressionArena
  ) throws(TranspilationError) -> (steps: [Step], expressions: ExpressionArena) {
    var router = Router(steps, layout, bitCount: circuit.bitCount, map)
    router.run()
    var writer = NativeWriter(map, expressions)
    swap(&writer.templates, &templates)
    defer { templates = writer.templates }
    for step in router.routed + router.swaps.reversed() { try writer.write(step) }
    swapCount += 2 * router.swapCount
    return (try writer.finish(), writer.arena)
  }

  // MARK: Computed gates

  /// A gate whose angles are in slots, or whose qubits are.
  private mutating func add(
    _ gate: Gate, angles: [Slot], _ operands: [QubitOperand], powers: [Slot]
  ) throws(TranspilationError) {
    let name = source.circuit.name(of: gate)
    guard powers.isEmpty else { throw .computedAngle(gate: name) }
    var qubits: [Int] = []
    for operand in operands { if case .fixed(let qubit) = operand { qubits.append(qubit) } }
    var computed: QubitOperand?
    if qubits.count != operands.count {
      // Any qubit stands for all of them, where all are made alike.
      let places = layout.compactMap(\.self)
      guard operands.count == 1, Set(places.map { map.bases[$0] }).count == 1,
        let qubit = layout.firstIndex(where: { $0 != nil })
      else { throw .computedQubits(what: "gate \(name)") }
      qubits = [qubit]
      computed = operands[0]
    }
    var part = Circuit(
      qubits: source.circuit.qubits, parameters: angles.indices.map { Parameter(name: "angle\($0)") },
      declarations: source.circuit.declarations)
    part.append(gate, angles: angles.indices.map { part.expressions.parameter($0) }, qubits: qubits)
    guard part.forgetsWholeTurns(gate) else { throw .computedAngle(gate: name) }
    let (steps, expressions) = try Step.steps(of: part)
    let (native, arena) = try compile(steps, expressions)
    var arithmetic = SlotArithmetic(arena: arena, parameters: angles, gate: name, firstSlot: globalCount)
    for step in native {
      guard case .gate(let row, let values) = step.action else { continue }
      var slots: [Slot] = []
      for value in values { slots.append(try arithmetic.slot(of: value)) }
      arithmetic.code.append(
        .gate(Gate(row), angles: slots, qubits: computed.map { [$0] } ?? step.qubits.map { .fixed($0) }))
    }
    code += arithmetic.code
    globalCount = arithmetic.nextSlot
  }
}

extension Circuit {
  /// Some operations of the circuit as one of their own, over an arena that has at least this one's steps.
  func part(_ range: Range<Int>, expressions: ExpressionArena) -> Circuit {
    var part = Circuit(
      qubits: qubits, bitRegisters: bitRegisters, parameters: parameters, expressions: expressions,
      declarations: declarations)
    for index in range.clamped(to: operations.indices) {
      let operation = operations[index]
      let operands = operands(of: index)
      switch operation.kind {
      case .gate:
        part.append(gates[Int(operation.index)], angles: Array(angles(of: index)), qubits: operands.map { Int($0) })
      case .delay:
        if let duration = duration(at: operation.index) { part.delay(duration, operands.map { Int($0) }) }
      case .boxStart: part.startBox(duration(at: operation.index))
      case .measure, .reset, .barrier, .boxEnd:
        part.begin(operation.kind)
        for operand in operands { part.push(operand: operand) }
      }
    }
    return part
  }
}
