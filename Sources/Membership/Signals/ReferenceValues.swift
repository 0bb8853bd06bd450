internal import Numerics

/// A number of each example by each reference, apart for references that were trained on it and those that were not.
package struct ReferenceValues: Hashable, Sendable {
  /// A row an example.
  package var inside: [[Double]]
  package var outside: [[Double]]

  package init(inside: [[Double]], outside: [[Double]]) {
    self.inside = inside
    self.outside = outside
  }

  /// Computes one number an example and reference.
  init(_ evidence: MembershipEvidence, _ value: (_ reference: Int, _ row: Int) -> Double) {
    inside = Array(repeating: [], count: evidence.count)
    outside = inside
    for (index, reference) in evidence.references.enumerated() {
      for (row, isMember) in reference.member.enumerated() {
        if isMember { inside[row].append(value(index, row)) } else { outside[row].append(value(index, row)) }
      }
    }
  }
}

/// Where the spread of a normal distribution comes from.
package enum SpreadRule: Hashable, Sendable {
  /// Each example's own references.
  case perExample
  /// The distances from their medians of all examples together: better with few references.
  case pooled
}

/// Normal distributions fitted to an example's references, one kind of them: around the median, as Carlini et al.'s
/// code has it, with the mean square of the distances from it.
struct NormalFits: Sendable {
  let centres: [Double]
  let variances: [Double]
  /// How many references an example had.
  let counts: [Int]

  /// Nil where an example has no value, or where no spread can be seen: an example whose own values show none has that
  /// of all examples together.
  init?(_ values: [[Double]], spread: SpreadRule) {
    guard !values.isEmpty, values.allSatisfy({ !$0.isEmpty }) else { return nil }
    centres = values.map(median)
    counts = values.map(\.count)
    let squares = zip(values, centres).map { row, centre in
      row.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
    }
    let pooled = squares.reduce(0, +) / Double(counts.reduce(0, +))
    guard pooled > 0, pooled.isFinite else { return nil }
    switch spread {
    case .pooled: variances = values.map { _ in pooled }
    case .perExample:
      variances = zip(squares, counts).map { square, count in square > 0 ? square / Double(count) : pooled }
    }
  }
}

/// The middle of numbers, the mean of the middle two of an even number; NaN of none.
func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  guard !sorted.isEmpty else { return .nan }
  let middle = sorted.count / 2
  return sorted.count.isMultiple(of: 2) ? sorted[middle - 1] / 2 + sorted[middle] / 2 : sorted[middle]
}
