import Circuits

/// How often each outcome was received.
///
/// Outcomes are sorted as numbers, the last register's highest bit first, which is also the order of their keys.
/// They lie packed one after the other, so that a million of 156 bits are one allocation.
package struct Counts: Hashable, Sendable {
  package let layout: OutcomeLayout
  /// `layout.wordCount` words an outcome, its lowest bits first.
  private var words: [UInt64] = []
  package private(set) var occurrences: [Int] = []
  /// Shots received, which may be fewer than were asked for.
  package private(set) var shots = 0

  package init(layout: OutcomeLayout) { self.layout = layout }

  /// Counts packed outcomes, each with how often it came.
  init(layout: OutcomeLayout, words: [UInt64], occurrences: [Int]) {
    self.layout = layout
    let width = layout.wordCount
    let order = Self.order(of: words, width: width, count: occurrences.count)
    self.words.reserveCapacity(words.count)
    for place in order where occurrences[place] > 0 {
      add(words[place * width..<(place + 1) * width], occurrences[place])
    }
  }

  /// How many different outcomes there are.
  package var count: Int { occurrences.count }

  // MARK: Reading

  /// The outcome as text, see `BitOrder`.
  package func key(at index: Int) -> String {
    BitOrder.key(registerSizes: layout.registers.map(\.count)) { bit($0, at: index) }
  }

  /// One bit of an outcome; registers follow each other in order of declaration.
  package func bit(_ bit: Int, at index: Int) -> Bool {
    (words[index * layout.wordCount + bit >> 6] >> UInt64(bit & 63)) & 1 == 1
  }

  /// How often the outcome with this key came; zero where it did not, or where the text is no key.
  package subscript(key: String) -> Int {
    place(of: key).map { occurrences[$0] } ?? 0
  }

  /// Shares of the shots received, outcome by outcome; of no shots, nothing.
  package var probabilities: [Double] { occurrences.map { Double($0) / Double(shots) } }

  /// The place of the outcome with this key; blanks may be left out.
  package func place(of key: String) -> Int? {
    let digits = key.utf8.filter { $0 != UInt8(ascii: " ") }
    guard digits.count == layout.width else { return nil }
    var outcome = Array(repeating: UInt64(0), count: layout.wordCount)
    for (bit, digit) in digits.reversed().enumerated() {
      guard digit == UInt8(ascii: "0") || digit == UInt8(ascii: "1") else { return nil }
      if digit == UInt8(ascii: "1") { outcome[bit >> 6] |= 1 << UInt64(bit & 63) }
    }
    return place(of: outcome)
  }

  /// The place of a packed outcome.
  package func place(of outcome: [UInt64]) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if Self.precedes(words[range(middle)], outcome[...]) { low = middle + 1 } else { high = middle }
    }
    return low < count && words[range(low)] == outcome[...] ? low : nil
  }

  // MARK: Combining

  /// Adds what another run of the same registers received.
  package mutating func merge(_ other: Counts) throws(ExecutionError) {
    guard layout == other.layout else {
      throw .registersDiffer(layout.registers.map(\.name), other.layout.registers.map(\.name))
    }
    mergeSame(other)
  }

  /// Adds counts of the same registers.
  mutating func mergeSame(_ other: Counts) {
    let mine = self
    self = Counts(layout: layout)
    var (first, second) = (0, 0)
    while first < mine.count || second < other.count {
      let takesFirst =
        second == other.count
        || first < mine.count && !Self.precedes(other.words[other.range(second)], mine.words[mine.range(first)])
      if takesFirst {
        add(mine.words[mine.range(first)], mine.occurrences[first])
        first += 1
      } else {
        add(other.words[other.range(second)], other.occurrences[second])
        second += 1
      }
    }
  }

  /// The counts of one register alone; nil where none has this name.
  package func marginal(_ name: String) -> Counts? {
    guard let register = layout.registers.first(where: { $0.name == name }) else { return nil }
    let layout = OutcomeLayout(counting: [register])
    var marginal: [UInt64] = []
    for index in 0..<count {
      var outcome = Array(repeating: UInt64(0), count: layout.wordCount)
      for place in 0..<register.count where bit(register.start + place, at: index) {
        outcome[place >> 6] |= 1 << UInt64(place & 63)
      }
      marginal += outcome
    }
    return Counts(layout: layout, words: marginal, occurrences: occurrences)
  }

  // MARK: Storage

  private func range(_ index: Int) -> Range<Int> {
    index * layout.wordCount..<(index + 1) * layout.wordCount
  }

  /// Adds an outcome that does not precede the last one.
  private mutating func add(_ outcome: ArraySlice<UInt64>, _ times: Int) {
    shots += times
    if count > 0, words[range(count - 1)] == outcome {
      occurrences[count - 1] += times
    } else {
      words += outcome
      occurrences.append(times)
    }
  }

  private static func order(of words: [UInt64], width: Int, count: Int) -> [Int] {
    switch width {
    case 0: Array(0..<count)
    case 1: (0..<count).sorted { words[$0] < words[$1] }
    default:
      (0..<count).sorted { precedes(words[$0 * width..<($0 + 1) * width], words[$1 * width..<($1 + 1) * width]) }
    }
  }

  private static func precedes(_ left: ArraySlice<UInt64>, _ right: ArraySlice<UInt64>) -> Bool {
    for (first, second) in zip(left.reversed(), right.reversed()) where first != second { return first < second }
    return false
  }
}
