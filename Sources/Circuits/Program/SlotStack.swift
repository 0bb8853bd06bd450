/// The slots of a program on its way and the calls that are open in it.
///
/// Generic over what a slot holds: a value in a run, what is known of it before the run.
struct SlotStack<Cell: Sendable>: Sendable {
  static var depthLimit: Int { 256 }

  private var cells: [Cell]
  private let globalCount: Int
  private let blank: Cell
  private var frames: [Frame] = []

  private struct Frame: Sendable {
    var base: Int
    /// The instruction that called.
    var caller: Int
    var result: Slot?
    var writeBacks: [WriteBack]
    var routine: String
  }

  /// All slots hold `blank` at first.
  init(globalCount: Int, blank: Cell) {
    self.globalCount = max(0, globalCount)
    self.blank = blank
    cells = Array(repeating: blank, count: self.globalCount)
  }

  /// The instruction that called the routine that runs now.
  var caller: Int? { frames.last?.caller }

  // MARK: Slots

  private func place(of slot: Slot) throws(ProgramFault) -> Int {
    switch slot {
    case .global(let index):
      if index >= 0, index < globalCount { return index }
    case .local(let index):
      if index >= 0, let base = frames.last?.base, index < cells.count - base { return base + index }
    }
    throw .malformed("there is no slot \(slot)")
  }

  func read(_ slot: Slot) throws(ProgramFault) -> Cell { cells[try place(of: slot)] }

  mutating func write(_ cell: Cell, to slot: Slot) throws(ProgramFault) { cells[try place(of: slot)] = cell }

  /// Changes what a slot holds without a copy of it.
  mutating func update(
    _ slot: Slot, _ change: (inout Cell) throws(ProgramFault) -> Void
  ) throws(ProgramFault) {
    try change(&cells[try place(of: slot)])
  }

  // MARK: Calls

  mutating func enter(
    _ routine: Routine, arguments: [Slot], result: Slot?, writeBacks: [WriteBack], caller: Int
  ) throws(ProgramFault) {
    guard frames.count < Self.depthLimit else { throw .tooDeep(limit: Self.depthLimit) }
    var locals: [Cell] = []
    for slot in arguments { locals.append(try read(slot)) }
    frames.append(
      Frame(base: cells.count, caller: caller, result: result, writeBacks: writeBacks, routine: routine.name))
    cells.append(contentsOf: locals)
    if locals.count < routine.localCount {
      cells.append(contentsOf: repeatElement(blank, count: routine.localCount - locals.count))
    }
  }

  /// Ends the routine that runs now and gives the instruction that called it; nil outside of all routines.
  mutating func leave(with slot: Slot?) throws(ProgramFault) -> Int? {
    guard let frame = frames.last else { return nil }
    let result = try slot.map { slot throws(ProgramFault) in try read(slot) }
    var changed: [(cell: Cell, slot: Slot)] = []
    for writeBack in frame.writeBacks {
      changed.append((try read(.local(writeBack.parameter)), writeBack.slot))
    }
    frames.removeLast()
    cells.removeLast(cells.count - frame.base)
    for (cell, slot) in changed { try write(cell, to: slot) }
    if let target = frame.result {
      guard let result else { throw .missingReturn(routine: frame.routine) }
      try write(result, to: target)
    }
    return frame.caller
  }
}
