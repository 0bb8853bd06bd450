internal import Circuits

/// Where a classical value is kept: a variable or bits of the program's registers, or a part of one.
struct Target {
  enum Base {
    case slot(Slot)
    /// Bits of the circuit's registers that stand one after the other.
    case bits(Range<Int>)
    case listedBits([Int])
    /// A constant: it has parts, and cannot be written to.
    case known(Value)
  }

  var base: Base
  /// What the brackets choose that stand after the name.
  var path: [[Selector]]
  /// The same as far as it is known now.
  var choices: [[Choice]] = []
  var type: ClassicalType
  /// The type of the base.
  let whole: ClassicalType

  init(base: Base, path: [[Selector]], type: ClassicalType) {
    self.base = base
    self.path = path
    self.type = type
    whole = type
  }

  /// A whole register.
  init(_ span: Span) {
    self.init(
      base: .bits(span.start..<(span.start + span.count)), path: [], type: span.isScalar ? .bit : .bits(span.count))
  }

  /// Chosen bits of registers, or a single one.
  init(bits: [Int], isScalar: Bool) {
    let first = bits.first ?? 0
    let isRun = bits.enumerated().allSatisfy { $1 == first + $0 }
    self.init(
      base: isRun ? .bits(first..<(first + bits.count)) : .listedBits(bits), path: [],
      type: isScalar ? .bit : .bits(bits.count))
  }

  /// The bits that are meant, where they are all known.
  var knownBits: [Int]? {
    guard path.isEmpty else { return nil }
    switch base {
    case .bits(let range): return Array(range)
    case .listedBits(let bits): return bits
    case .slot, .known: return nil
    }
  }
}

/// What one entry between brackets chooses; values are whole numbers.
enum Choice {
  case one(Meaning)
  case range(first: Meaning?, step: Meaning?, last: Meaning?)
  case set([Meaning])

  /// The positions among so many elements, negative ones counted from the end; nil where the run decides.
  ///
  /// Positions that do not exist are given as they are, for the caller to refuse.
  func positions(count: Int) -> [Int]? {
    switch self {
    case .one(let index): return index.knownIndex.map { [$0 < 0 ? $0 + count : $0] }
    case .set(let indices):
      let known = indices.compactMap(\.knownIndex)
      return known.count == indices.count ? known.map { $0 < 0 ? $0 + count : $0 } : nil
    case .range(let first, let step, let last):
      guard let step = step.map(\.knownIndex) ?? 1, step != 0,
        let start = bound(first, default: step > 0 ? 0 : count - 1, count: count),
        let end = bound(last, default: step > 0 ? count - 1 : 0, count: count)
      else { return nil }
      guard (0..<count).contains(start), (0..<count).contains(end) else { return [start, end] }
      return Array(stride(from: start, through: end, by: step))
    }
  }

  private func bound(_ meaning: Meaning?, default fallback: Int, count: Int) -> Int? {
    guard let meaning else { return fallback }
    return meaning.knownIndex.map { $0 < 0 ? $0 + count : $0 }
  }

  var isSingle: Bool { if case .one = self { true } else { false } }
}

extension Meaning {
  /// The whole number that this is, where it is known now.
  var knownIndex: Int? { if case .value(let value) = self { value.index } else { nil } }
}
