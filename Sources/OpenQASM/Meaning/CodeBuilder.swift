internal import Circuits

/// The flat code of a program under construction, and which slots are in use.
///
/// Variables take the lowest slots of their routine, each scope's above those of the scope around it; the
/// temporaries of a statement stand above all variables and are free again when the statement ends.
struct CodeBuilder {
  private(set) var instructions: [Instruction] = []
  /// The text that each instruction came from.
  private(set) var origins: [SourceRange] = []
  private(set) var routines: [Routine] = []
  private(set) var regions: [Region] = []
  private(set) var globalCount = 0
  /// The routine under construction; nil outside of all.
  private(set) var routine: Int?
  private var frame = Frame()
  private var outerFrame = Frame()
  /// How many of the circuit's operations the code has run so far.
  private var writtenOperations = 0

  private struct Frame {
    var variables = 0
    var top = 0
    var most = 0
  }

  var isEmpty: Bool { instructions.isEmpty }

  // MARK: Instructions

  /// Appends an instruction after the operations that were added before it; gives its place.
  @discardableResult
  mutating func emit(_ instruction: Instruction, at range: SourceRange, operationCount: Int) -> Int {
    let place = nextPlace(at: range, operationCount: operationCount)
    instructions.append(instruction)
    origins.append(range)
    return place
  }

  /// Where the next instruction will stand: a place to jump to.
  mutating func nextPlace(at range: SourceRange, operationCount: Int) -> Int {
    if operationCount > writtenOperations {
      instructions.append(.operations(writtenOperations..<operationCount))
      origins.append(range)
      writtenOperations = operationCount
    }
    return instructions.count
  }

  /// Gives a jump or branch its target.
  mutating func patch(_ place: Int, to target: Int) {
    switch instructions[place] {
    case .jump: instructions[place] = .jump(to: target)
    case .branch(let slot, _): instructions[place] = .branch(slot, otherwise: target)
    default: break
    }
  }

  mutating func addRegion(_ title: String, from start: Int) {
    regions.append(Region(title: title, code: start..<instructions.count))
  }

  /// Forgets instructions, of a piece of program that is measured and not run; its operations are to follow anew.
  mutating func remove(from place: Int) {
    for case .operations(let range) in instructions[place...] {
      writtenOperations = min(writtenOperations, range.lowerBound)
    }
    instructions.removeSubrange(place...)
    origins.removeSubrange(place...)
    while let last = regions.last, last.code.upperBound > place { regions.removeLast() }
  }

  // MARK: Slots

  /// A slot that stays in use until its scope ends.
  mutating func newVariable() -> Slot {
    frame.variables = max(frame.variables, frame.top) + 1
    frame.top = frame.variables
    return slot(frame.variables - 1)
  }

  /// A slot that is free again when the statement ends.
  mutating func newTemporary() -> Slot {
    frame.top += 1
    return slot(frame.top - 1)
  }

  private mutating func slot(_ index: Int) -> Slot {
    frame.most = max(frame.most, frame.top)
    if routine == nil {
      globalCount = max(globalCount, frame.most)
      return .global(index)
    }
    return .local(index)
  }

  /// Lets the statement's temporaries live as long as its scope.
  mutating func keepTemporaries() { frame.variables = frame.top }

  /// The temporaries in use, for `restoreTemporaries` after statements inside of an expression.
  var temporaryMark: Int { frame.top }

  mutating func restoreTemporaries(_ mark: Int) { frame.top = mark }

  mutating func endStatement() { frame.top = frame.variables }

  /// The mark of a scope's start, for `endScope`.
  var scopeMark: Int { frame.variables }

  mutating func endScope(_ mark: Int) {
    frame.variables = mark
    frame.top = mark
  }

  // MARK: Routines

  mutating func addRoutine(_ name: String) -> Int {
    routines.append(Routine(name: name, entry: 0, localCount: 0))
    return routines.count - 1
  }

  mutating func startRoutine(_ index: Int, entry: Int) {
    routines[index].entry = entry
    outerFrame = frame
    frame = Frame()
    routine = index
  }

  mutating func endRoutine() {
    guard let index = routine else { return }
    routines[index].localCount = frame.most
    frame = outerFrame
    routine = nil
  }
}
