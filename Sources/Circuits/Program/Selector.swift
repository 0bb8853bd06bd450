/// A choice of elements along one dimension: of an array, of a register, of the bits of a number.
///
/// Generic over what names an index: a slot in code, a number once it is known.
package enum Selection<Index: Hashable & Sendable>: Hashable, Sendable {
  case at(Index)
  /// Both ends belong to the range; an end or a step that is not written is nil.
  case range(first: Index?, step: Index?, last: Index?)
  case set([Index])
}

/// One list is one pair of brackets; its selectors go to successive dimensions, and the next list applies to what
/// the one before gave.
package typealias Selector = Selection<Slot>
