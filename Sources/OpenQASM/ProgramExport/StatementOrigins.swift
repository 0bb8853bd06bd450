internal import Circuits

/// What each statement of a program's text was compiled to.
struct StatementOrigins {
  private var operations: [SourceRange: Range<Int>] = [:]
  /// Where instructions came from that are no operations of the circuit, in the order of the text.
  private var instructions: [(range: SourceRange, place: Int)] = []

  init(_ result: LoadResult, _ program: Program) {
    let statements = result.origins.statements
    let firsts = Set(statements.map(\.firstOperation)).sorted() + [program.circuit.operations.count]
    // A box has two entries: where it starts and where it ends.
    for (range, first) in statements where operations[range] == nil {
      operations[range] = first..<firsts[Self.firstIndex(in: firsts) { $0 > first }]
    }
    // A box ends with an operation of its own, which is none of the last statement in it.
    operations = operations.mapValues { range in
      var end = range.upperBound
      while end > range.lowerBound, program.circuit.operations[end - 1].kind == .boxEnd { end -= 1 }
      return range.lowerBound..<end
    }
    for (place, range) in result.instructionOrigins.enumerated() {
      if case .operations = program.code[place] { continue }
      if place < program.code.count - 1 { instructions.append((range, place)) }
    }
    instructions.sort {
      ($0.range.file, $0.range.start, $0.place) < ($1.range.file, $1.range.start, $1.place)
    }
  }

  /// The operations that a statement gave, where nothing about it is left for the run to decide.
  func operations(of statement: SourceRange) -> Range<Int>? { operations[statement] }

  /// The places of the instructions that came from a part of the text.
  func instructions(in text: SourceRange) -> [Int] {
    let start = Self.firstIndex(in: instructions) {
      ($0.range.file, $0.range.start) >= (text.file, text.start)
    }
    return instructions[start...].prefix { $0.range.file == text.file && $0.range.start < text.end }
      .filter { $0.range.end <= text.end }.map(\.place)
  }

  private static func firstIndex<Element>(in list: [Element], where isReached: (Element) -> Bool) -> Int {
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if isReached(list[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
