/// Reads a stretch of a program's code for drawing, and finds out which qubits its steps act on.
///
/// Nothing runs: the code is read once from top to bottom. Which qubits a name stands for never changes, so what is
/// said about qubits holds wherever the name is seen; numbers are only believed up to the next jump or its target.
struct CodeTrace {
  private(set) var steps: [DrawingStep] = []
  /// How many qubits each call gives a subroutine's parameters: routine, then place.
  private(set) var countsOfCalls: [Int: [Int: Int]] = [:]

  private let program: Program
  private let targets: Set<Int>
  private var qubits: [Slot: DrawnQubits]
  private var numbers: [Slot: Int] = [:]
  private var texts: [Slot: String] = [:]
  /// The regions around the instruction, the innermost last.
  private var open: [Region] = []
  private let angleText: AngleText
  /// Where angles that only the run knows stand.
  private let unknown: String

  init(_ program: Program, targets: Set<Int>, parameters: [Slot: DrawnQubits], isUnicode: Bool) {
    self.program = program
    self.targets = targets
    qubits = parameters
    unknown = isUnicode ? "…" : "..."
    angleText = AngleText(
      arena: program.circuit.expressions, parameterNames: program.circuit.parameters.map(\.name))
  }

  /// The places that jumps and branches of a program lead to.
  static func targets(of program: Program) -> Set<Int> {
    Set(
      program.code.compactMap { instruction in
        switch instruction {
        case .jump(let target), .branch(_, let target): target
        default: nil
        }
      })
  }

  /// Reads code that `skipping` leaves out; `regions` are those that begin in it, outer ones first.
  mutating func read(_ code: Range<Int>, skipping routines: [Range<Int>], regions: [Region]) {
    var next = regions[...]
    let ends = Dictionary(routines.map { ($0.lowerBound, $0.upperBound) }) { max($0, $1) }
    var position = code.lowerBound
    while position < code.upperBound {
      if let end = ends[position], end > position {
        position = end
        continue
      }
      closeRegions(at: position)
      while let region = next.first, region.code.lowerBound <= position {
        next.removeFirst()
        if region.code.lowerBound == position { begin(region) }
      }
      closeRegions(at: position)
      if targets.contains(position) { forgetNumbers() }
      read(position, isLast: position == code.upperBound - 1)
      position += 1
    }
    closeRegions(at: code.upperBound)
  }

  private mutating func begin(_ region: Region) {
    if region.title == "else", case .closing? = steps.last {
      steps[steps.count - 1] = .departure("} else {")
    } else {
      steps.append(.opening(region.title))
    }
    open.append(region)
  }

  private mutating func closeRegions(at position: Int) {
    while let region = open.last, region.code.upperBound <= position {
      open.removeLast()
      steps.append(.closing)
    }
  }

  private mutating func forgetNumbers() {
    numbers = [:]
    texts = [:]
  }

  // MARK: Instructions

  private mutating func read(_ place: Int, isLast: Bool) {
    let instruction = program.code[place]
    switch instruction {
    case .operations(let range): steps.append(.operations(range))
    case .gate(let gate, let angles, let operands, _):
      steps.append(.gate(gate, angles: angles.map { texts[$0] ?? unknown }, operands.map { self.operand($0) }))
    case .measure(let operand, let slot):
      forget(slot)
      steps.append(.measurement(self.operand(operand), bits: bitsWritten(after: place, from: slot)))
    case .reset(let operand): steps.append(.reset(self.operand(operand)))
    case .barrier(let operands): steps.append(.barrier(operands.map { self.operand($0) }))
    case .delay(let slot, let operands):
      steps.append(.delay(texts[slot] ?? "", operands.map { self.operand($0) }))
    case .call(let routine, let arguments, let result, let writeBacks):
      call(routine, arguments)
      for slot in [result].compactMap({ $0 }) + writeBacks.map(\.slot) { forget(slot) }
    case .jump(let target):
      if let word = departure(from: place, to: target) { steps.append(.departure(word)) }
      forgetNumbers()
    case .branch: forgetNumbers()
    case .return: if !isLast { steps.append(.departure("return")) }
    case .end: if !isLast { steps.append(.departure("end")) }
    default: calculate(instruction)
    }
  }

  private mutating func calculate(_ instruction: Instruction) {
    switch instruction {
    case .load(let slot, .qubits(let chosen)): name(slot, DrawnQubits(chosen))
    case .load(let slot, let value):
      forget(slot)
      numbers[slot] = value.index
      texts[slot] = Self.text(value)
    case .evaluate(let slot, let angle, _):
      forget(slot)
      var bytes: [UInt8] = []
      angleText.append(angle, to: &bytes, limit: 200)
      texts[slot] = String(decoding: bytes, as: UTF8.self)
    case .copy(let slot, let source), .convert(let slot, let source, _):
      let (chosen, number, text) = (qubits[source], numbers[source], texts[source])
      forget(slot)
      (qubits[slot], numbers[slot], texts[slot]) = (chosen, number, text)
    case .select(let slot, let source, let path):
      let chosen = qubits[source].map { select(path, from: $0) }
      forget(slot)
      qubits[slot] = chosen
    case .concatenate(let slot, let parts):
      let chosen = parts.compactMap { qubits[$0] }
      forget(slot)
      if !chosen.isEmpty {
        qubits[slot] = DrawnQubits(chosen.flatMap(\.numbers), isExact: chosen.allSatisfy(\.isExact))
      }
    case .input(let slot, _), .unary(let slot, _, _), .binary(let slot, _, _, _), .function(let slot, _, _),
      .readBit(let slot, _), .readBits(let slot, _), .store(let slot, _, _), .collect(let slot, _),
      .rangeCount(let slot, _, _, _):
      forget(slot)
    default: break
    }
  }

  private mutating func name(_ slot: Slot, _ chosen: DrawnQubits) {
    forget(slot)
    qubits[slot] = chosen
  }

  private mutating func forget(_ slot: Slot) {
    qubits[slot] = nil
    numbers[slot] = nil
    texts[slot] = nil
  }

  /// The bits that the instruction behind a measurement puts its outcome in.
  private func bitsWritten(after place: Int, from slot: Slot) -> Range<Int>? {
    guard place + 1 < program.code.count, !targets.contains(place + 1),
      case .writeBits(let range, slot) = program.code[place + 1]
    else { return nil }
    return range
  }

  private mutating func call(_ routine: Int, _ arguments: [Slot]) {
    guard program.routines.indices.contains(routine) else { return }
    for (place, slot) in arguments.enumerated() {
      if let chosen = qubits[slot], chosen.isExact {
        countsOfCalls[routine, default: [:]][place] = chosen.numbers.count
      }
    }
    let operands = arguments.compactMap { qubits[$0] }
    guard !operands.isEmpty || acts(routine) else { return }
    steps.append(.call(program.routines[routine].name, operands))
  }

  /// Does a subroutine do anything but calculate?
  private func acts(_ routine: Int) -> Bool {
    guard let body = program.body(ofRoutine: routine) else { return false }
    return program.code[body].contains { instruction in
      switch instruction {
      case .operations, .gate, .measure, .reset, .barrier, .delay, .call: true
      default: false
      }
    }
  }

  /// The word for a jump that was written as a statement: jumps within a loop's body never leave it otherwise.
  private func departure(from place: Int, to target: Int) -> String? {
    guard let loop = open.last(where: { $0.title.hasPrefix("for ") || $0.title.hasPrefix("while ") }) else {
      return nil
    }
    if target > loop.code.upperBound { return "break" }
    if target < loop.code.lowerBound { return "continue" }
    guard target == loop.code.upperBound else { return nil }
    let skipsTheRest = program.regions.contains { region in
      region.code.lowerBound == place + 1 && region.title == "else"
        || region.code.upperBound == place && region.title.hasPrefix("case ")
    }
    return skipsTheRest ? nil : "continue"
  }

  // MARK: Qubits

  private func operand(_ operand: QubitOperand) -> DrawnQubits {
    switch operand {
    case .fixed(let qubit): DrawnQubits([qubit])
    case .single(let slot), .register(let slot): qubits[slot] ?? DrawnQubits([], isExact: false)
    }
  }

  private func select(_ path: [[Selector]], from qubits: DrawnQubits) -> DrawnQubits {
    var result = qubits
    for list in path {
      guard result.isExact, list.count == 1, let places = places(list[0], count: result.numbers.count) else {
        return DrawnQubits(result.numbers, isExact: false)
      }
      result.numbers = places.map { result.numbers[$0] }
    }
    return result
  }

  /// The places that a selector chooses, where they are known and exist.
  private func places(_ selector: Selector, count: Int) -> [Int]? {
    func place(_ slot: Slot) -> Int? { numbers[slot].map { $0 < 0 ? $0 + count : $0 } }
    let chosen: [Int]
    switch selector {
    case .at(let slot):
      guard let index = place(slot) else { return nil }
      chosen = [index]
    case .set(let slots):
      chosen = slots.compactMap(place)
      guard chosen.count == slots.count else { return nil }
    case .range(let first, let step, let last):
      guard let stride = step.map({ numbers[$0] }) ?? 1, stride != 0,
        let start = first.map(place) ?? (stride > 0 ? 0 : count - 1),
        let end = last.map(place) ?? (stride > 0 ? count - 1 : 0),
        (0..<count).contains(start), (0..<count).contains(end)
      else { return nil }
      chosen = Array(Swift.stride(from: start, through: end, by: stride))
    }
    return chosen.allSatisfy { (0..<count).contains($0) } ? chosen : nil
  }

  private static func text(_ value: Value) -> String? {
    switch value {
    case .duration(let duration): duration.text
    case .bool, .bits, .complex, .array, .qubits: nil
    case .integer, .unsigned, .float, .angle: value.number.map { GateSymbol.text($0) }
    }
  }
}
