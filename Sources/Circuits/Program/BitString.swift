/// A run of bits of any width, index 0 first in storage; see `BitOrder` for how it prints.
///
/// Bits of the last word beyond the width are zero.
package struct BitString: Hashable, Sendable {
  package private(set) var words: [UInt64]
  package let width: Int

  package init(width: Int) {
    self.width = width
    words = Array(repeating: 0, count: (width + 63) / 64)
  }

  package init(_ bits: some Collection<Bool>) {
    self.init(width: bits.count)
    for (index, bit) in bits.enumerated() where bit { self[index] = true }
  }

  /// The lowest bits of a number, index 0 the least significant.
  package init(_ number: UInt64, width: Int) {
    self.init(width: width)
    if width > 0 { words[0] = Value.wrapped(number, width: width) }
  }

  private init(words: [UInt64], width: Int) {
    self.words = words
    self.width = width
    clearUnused()
  }

  private mutating func clearUnused() {
    if width & 63 != 0 { words[words.count - 1] &= (1 << UInt64(width & 63)) - 1 }
  }

  package subscript(index: Int) -> Bool {
    get { (words[index >> 6] >> UInt64(index & 63)) & 1 == 1 }
    set {
      let mask: UInt64 = 1 << UInt64(index & 63)
      if newValue { words[index >> 6] |= mask } else { words[index >> 6] &= ~mask }
    }
  }

  package var isAnySet: Bool { words.contains { $0 != 0 } }
  package var countOfOnes: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// The bits as a number, index 0 least significant; nil above 64 bits that are set.
  package var unsignedValue: UInt64? {
    words.dropFirst().contains { $0 != 0 } ? nil : words.first ?? 0
  }

  package func slice(_ range: Range<Int>) -> BitString {
    if range.upperBound <= 64, !range.isEmpty {
      return BitString(words[0] >> UInt64(range.lowerBound), width: range.count)
    }
    var result = BitString(width: range.count)
    for (target, source) in range.enumerated() where self[source] { result[target] = true }
    return result
  }

  // MARK: Bit by bit

  package static prefix func ~ (bits: BitString) -> BitString {
    BitString(words: bits.words.map { ~$0 }, width: bits.width)
  }

  /// The words of two strings of one width, combined one by one.
  package func combined(with other: BitString, _ operation: (UInt64, UInt64) -> UInt64) -> BitString {
    BitString(words: zip(words, other.words).map { operation($0, $1) }, width: width)
  }

  /// Toward higher indices; negative distances go toward lower ones. What leaves at an end is lost.
  package func shifted(by distance: Int) -> BitString {
    var result = BitString(width: width)
    guard distance.magnitude < UInt(width) else { return result }
    for index in max(0, -distance)..<min(width, width - distance) where self[index] { result[index + distance] = true }
    return result
  }

  /// Toward higher indices, what leaves at an end comes in at the other.
  package func rotated(by distance: Int) -> BitString {
    guard width > 0 else { return self }
    let places = distance % width
    let shift = places < 0 ? places + width : places
    return shifted(by: shift).combined(with: shifted(by: shift - width), |)
  }

  /// As unsigned numbers; both have the same width.
  package static func isLess(_ left: BitString, _ right: BitString) -> Bool {
    for (first, second) in zip(left.words, right.words).reversed() where first != second { return first < second }
    return false
  }
}

extension BitString: CustomStringConvertible {
  package var description: String {
    String((0..<width).reversed().map { self[$0] ? "1" : "0" })
  }
}
