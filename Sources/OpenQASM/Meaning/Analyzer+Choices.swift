internal import Circuits

/// What stands between brackets.
extension Analyzer {
  /// The entries of one pair of brackets; nil after a diagnostic.
  mutating func choices(_ indexOperator: NodeID) -> [Choice]? {
    var result: [Choice] = []
    for entry in parser.tree.children(of: indexOperator) {
      guard let choice = choice(entry) else { return nil }
      result.append(choice)
    }
    return result
  }

  private mutating func choice(_ id: NodeID) -> Choice? {
    switch parser.tree[id].kind {
    case .rangeExpression: return range(of: id)
    case .setExpression:
      var indices: [Meaning] = []
      for child in parser.tree.children(of: id) {
        guard let index = index(child) else { return nil }
        indices.append(index)
      }
      return .set(indices)
    default: return index(id).map { .one($0) }
    }
  }

  private mutating func range(of id: NodeID) -> Choice? {
    let parts = Array(parser.tree.children(of: id))
    var bounds: [Meaning?] = []
    for part in parts {
      if parser.tree[part].kind == .omitted {
        bounds.append(nil)
      } else {
        guard let bound = index(part) else { return nil }
        bounds.append(bound)
      }
    }
    let step = bounds.count == 3 ? bounds[1] : nil
    if step?.knownIndex == 0 {
      report(.badSize, "a range with step 0", at: id, help: "leave the step out, or write one that is not zero")
      return nil
    }
    return .range(first: bounds[0], step: step, last: bounds[bounds.count - 1])
  }

  /// A whole number, known now or not.
  mutating func index(_ id: NodeID) -> Meaning? {
    guard let meaning = meaning(of: id) else { return nil }
    switch meaning.type {
    case .int, .uint, .bool, .bit:
      if case .value(let value) = meaning, value.index == nil {
        report(.overflow, "this number is too large for an index", at: id)
        return nil
      }
      return meaning
    default: return wrongKind(meaning, "a whole number", at: id)
    }
  }

  /// The positions that a choice makes among known elements: nil where only the run knows, empty after a diagnostic.
  mutating func positions(_ choice: Choice, count: Int, of base: NodeID, at id: NodeID) -> [Int]? {
    guard let positions = choice.positions(count: count) else { return nil }
    if let wrong = positions.first(where: { !(0..<count).contains($0) }) {
      let written = wrong < 0 ? wrong - count : wrong
      report(
        .indexOutOfRange, "index \(written) is outside of '\(parser.tree.text(of: base))', which has \(count)", at: id,
        help: count == 0 ? "it is empty" : count == 1 ? "the only index is 0" : "indices go from 0 to \(count - 1)")
      return []
    }
    if positions.isEmpty {
      report(.badSize, "the range chooses nothing", at: id, help: "both ends are included: [0:2] is three elements")
    }
    return positions
  }

  /// The choices as instructions name them, their numbers in slots.
  mutating func selectors(_ choices: [Choice], at id: NodeID) -> [Selector] {
    choices.map { choice in
      switch choice {
      case .one(let index): .at(slot(index, at: id))
      case .range(let first, let step, let last):
        .range(
          first: first.map { slot($0, at: id) }, step: step.map { slot($0, at: id) },
          last: last.map { slot($0, at: id) })
      case .set(let indices): .set(indices.map { slot($0, at: id) })
      }
    }
  }

  // MARK: Types of choices

  /// The type that brackets leave of a type; nil after a diagnostic.
  mutating func selectedType(
    _ type: ClassicalType, _ choices: [Choice], of base: NodeID, at id: NodeID
  ) -> ClassicalType? {
    switch type {
    case .array(let element, let dimensions): return selectedArray(element, dimensions, choices, of: base, at: id)
    case .openArray(let element, let rank):
      guard choices.count <= rank else { return tooManyIndices(choices.count, rank, of: base, at: id) }
      let left = rank - choices.count { $0.isSingle }
      return left == 0 ? element : .openArray(element, rank: left)
    default:
      guard choices.count == 1, type.hasElements else {
        guard type.hasElements else {
          report(
            .wrongOperand, "'\(parser.tree.text(of: base))' is \(type.noun) and has no elements", at: id,
            help: "write: \(parser.tree.text(of: base))")
          return nil
        }
        return tooManyIndices(choices.count, 1, of: base, at: id)
      }
      guard let count = type.elementCount else { return choices[0].isSingle ? .bit : .someBits }
      guard let positions = positions(choices[0], count: count, of: base, at: id) else {
        return choices[0].isSingle ? .bit : .someBits
      }
      return positions.isEmpty ? nil : choices[0].isSingle ? .bit : .bits(positions.count)
    }
  }

  private mutating func selectedArray(
    _ element: ClassicalType, _ dimensions: [Int], _ choices: [Choice], of base: NodeID, at id: NodeID
  ) -> ClassicalType? {
    guard choices.count <= dimensions.count else {
      return tooManyIndices(choices.count, dimensions.count, of: base, at: id)
    }
    var left: [Int] = []
    var isKnown = true
    for (choice, count) in zip(choices, dimensions) {
      if case .set = choice {
        report(.wrongOperand, "an array is not indexed by a set", at: id, help: "write a range: name[0:2]")
        return nil
      }
      guard let positions = positions(choice, count: count, of: base, at: id) else {
        if !choice.isSingle {
          isKnown = false
          left.append(0)
        }
        continue
      }
      if positions.isEmpty { return nil }
      if !choice.isSingle { left.append(positions.count) }
    }
    left += dimensions.dropFirst(choices.count)
    if left.isEmpty { return element }
    return isKnown ? .array(element, left) : .openArray(element, rank: left.count)
  }

  private mutating func tooManyIndices<Result>(
    _ count: Int, _ most: Int, of base: NodeID, at id: NodeID
  ) -> Result? {
    report(
      .wrongOperand, "\(count) indices for '\(parser.tree.text(of: base))', which takes \(most)", at: id,
      help: "bits of an element are chosen by brackets of their own: name[i][0]")
    return nil
  }
}
