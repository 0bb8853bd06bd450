/// A choice of elements along one dimension: of an array, of a register, of the bits of a number.
///
/// Generic over what names an index: a slot in code, a number once it is known.
package enum Selection<Index: Hashable & Sendable>: Hashable, Sendable {
  case at(Index)
  /// Both ends belong to the range; an end or a step that is not written is nil.
  case range(first: Index?, step: Index?, last: Index?)
  case set([Index])

  var isSingle: Bool { if case .at = self { true } else { false } }

  /// The same choice with other names for its indices.
  func map<Other: Hashable & Sendable>(
    _ image: (Index) throws(ProgramFault) -> Other
  ) throws(ProgramFault) -> Selection<Other> {
    switch self {
    case .at(let index): return .at(try image(index))
    case .range(let first, let step, let last):
      return .range(
        first: try first.map(image), step: try step.map(image), last: try last.map(image))
    case .set(let indices):
      var images: [Other] = []
      for index in indices { images.append(try image(index)) }
      return .set(images)
    }
  }
}

/// One list is one pair of brackets; its selectors go to successive dimensions, and the next list applies to what
/// the one before gave.
package typealias Selector = Selection<Slot>

extension Selection<Int> {
  /// The places among `count` elements; negative indices count from the end.
  func places(count: Int) throws(ProgramFault) -> [Int] {
    switch self {
    case .at(let index): return [try Self.place(of: index, count: count)]
    case .set(let indices):
      guard !indices.isEmpty else { throw .emptyRange }
      var places: [Int] = []
      for index in indices { places.append(try Self.place(of: index, count: count)) }
      return places
    case .range(let first, let step, let last):
      let step = step ?? 1
      guard step != 0 else { throw .zeroStep }
      guard count > 0 else { throw .indexOutOfRange(index: first ?? 0, count: count) }
      let start = try Self.end(first ?? (step > 0 ? 0 : -1), count: count)
      let stop = try Self.end(last ?? (step > 0 ? -1 : 0), count: count)
      guard step > 0 ? start <= stop : start >= stop else { throw .emptyRange }
      var places: [Int] = []
      var next = start
      while step > 0 ? next <= stop : next >= stop {
        guard next < count else { throw .indexOutOfRange(index: next, count: count) }
        places.append(next)
        let (following, isOver) = next.addingReportingOverflow(step)
        if isOver { break }
        next = following
      }
      return places
    }
  }

  static func place(of index: Int, count: Int) throws(ProgramFault) -> Int {
    let place = index < 0 ? index + count : index
    guard place >= 0, place < count else { throw .indexOutOfRange(index: index, count: count) }
    return place
  }

  /// An end of a range: the range may stop beyond the last element without reaching it.
  private static func end(_ index: Int, count: Int) throws(ProgramFault) -> Int {
    let place = index < 0 ? index + count : index
    guard place >= 0 else { throw .indexOutOfRange(index: index, count: count) }
    return place
  }
}
