internal import Circuits

/// An array or a part of one that a call gets by reference.
struct ArrayArgument {
  var target: Target
  /// Brings back what the subroutine made of it; nil where it only reads.
  var writeBack: WriteBack?
  var id: NodeID
}

extension Analyzer {
  /// The argument's brackets are evaluated once: what the call changes goes where it came from.
  mutating func arrayArgument(
    _ id: NodeID, for type: ClassicalType, isMutable: Bool, at position: Int
  ) -> ArrayArgument? {
    guard let target = target(of: id, isWritten: isMutable) else { return nil }
    guard type.acceptsImplicitly(target.type) || type.acceptsLiteral(.runtime(.global(0), target.type)) else {
      report(.wrongType, "this is \(target.type.noun), where \(type.noun) is expected", at: id)
      return nil
    }
    let writeBack = isMutable ? WriteBack(parameter: position, slot: code.newTemporary()) : nil
    return ArrayArgument(target: target, writeBack: writeBack, id: id)
  }

  /// Refuses elements that two arguments share if the subroutine may change them: a call works on copies, and
  /// either argument would miss what happens to the other. Whether parts meet that only the run knows is not asked.
  mutating func areApart(_ arguments: [ArrayArgument]) -> Bool {
    for (position, argument) in arguments.enumerated() {
      for other in arguments[..<position]
      where (argument.writeBack != nil || other.writeBack != nil) && argument.target.shares(with: other.target) {
        report(
          .wrongArguments, "two arguments share elements of an array that the subroutine may change",
          at: argument.id, help: "give it parts that do not overlap, or a copy")
        return false
      }
    }
    return true
  }
}

extension Target {
  /// Do two parts of arrays surely have elements in common?
  fileprivate func shares(with other: Target) -> Bool {
    guard case .slot(let slot) = base, case .slot(slot) = other.base else { return false }
    if path.isEmpty || other.path.isEmpty { return true }
    guard let mine = elements, let others = other.elements else { return false }
    return !mine.isDisjoint(with: others)
  }

  /// The elements of the whole array that this part has, by number; nil where only the run knows.
  private var elements: Set<Int64>? {
    guard case .array(_, let dimensions) = whole else { return nil }
    var known: [[Selection<Int>]] = []
    for group in choices {
      let selections = group.compactMap(\.known)
      guard selections.count == group.count else { return nil }
      known.append(selections)
    }
    var next: Int64 = 0
    return (try? Value.numbered(dimensions[...], &next).selected(known))?.numbers
  }
}

extension Choice {
  /// The choice where all that it says is known now.
  fileprivate var known: Selection<Int>? {
    switch self {
    case .one(let index): return index.knownIndex.map { .at($0) }
    case .range(let first, let step, let last):
      let bounds = [first, step, last]
      guard bounds.allSatisfy({ $0 == nil || $0?.knownIndex != nil }) else { return nil }
      return .range(first: first?.knownIndex, step: step?.knownIndex, last: last?.knownIndex)
    case .set: return nil
    }
  }
}

extension Value {
  /// An array whose elements are numbered in order.
  fileprivate static func numbered(_ dimensions: ArraySlice<Int>, _ next: inout Int64) -> Value {
    guard let count = dimensions.first else {
      next += 1
      return .integer(next, width: 64)
    }
    var elements: [Value] = []
    for _ in 0..<max(0, count) { elements.append(numbered(dimensions.dropFirst(), &next)) }
    return .array(elements)
  }

  fileprivate var numbers: Set<Int64> {
    switch self {
    case .integer(let number, _): [number]
    case .array(let elements): elements.reduce(into: []) { $0.formUnion($1.numbers) }
    default: []
    }
  }
}
