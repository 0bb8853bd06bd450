/// A canonical prefix code of DEFLATE (RFC 1951, section 3.2.2), as one table over all next bits.
struct PrefixCode: Sendable {
  private static let longest = 15

  /// The length of the longest code word in bits.
  let width: Int
  /// For every value of the next `width` bits: symbol times 16 plus length, or 0 where no code word begins so.
  private let entries: [UInt16]

  /// From each symbol's length in bits, 0 for a symbol that does not occur. Nil where the lengths make no code: too
  /// many words, or fewer than the code has room for, unless there is one word or none.
  init?(_ lengths: [UInt8]) {
    var counts = [Int](repeating: 0, count: Self.longest + 1)
    for length in lengths where length > 0 {
      guard length <= Self.longest else { return nil }
      counts[Int(length)] += 1
    }
    let width = counts.lastIndex { $0 > 0 } ?? 0
    var next = [Int](repeating: 0, count: Self.longest + 1)
    var code = 0
    for length in 0..<width {
      next[length] = code
      code = (code + counts[length]) << 1
    }
    next[width] = code
    let used = code + counts[width]
    guard used <= 1 << width else { return nil }
    guard used == 1 << width || counts.reduce(0, +) <= 1 else { return nil }
    var entries = [UInt16](repeating: 0, count: 1 << width)
    for (symbol, length) in lengths.enumerated() where length > 0 {
      let word = next[Int(length)]
      next[Int(length)] += 1
      var reversed = 0
      for bit in 0..<Int(length) where word >> bit & 1 == 1 { reversed |= 1 << (Int(length) - 1 - bit) }
      for place in stride(from: reversed, to: entries.count, by: 1 << Int(length)) {
        entries[place] = UInt16(symbol) << 4 | UInt16(length)
      }
    }
    self.width = width
    self.entries = entries
  }

  private init(width: Int, entries: [UInt16]) {
    self.width = width
    self.entries = entries
  }

  /// The symbol whose word the bits begin with, the first bit the least significant, and the word's length.
  func symbol(_ bits: UInt64) -> (symbol: Int, length: Int)? {
    let entry = entries[Int(bits & UInt64(entries.count - 1))]
    return entry == 0 ? nil : (Int(entry >> 4), Int(entry & 15))
  }

  /// The code of blocks without tables (section 3.2.6).
  static let fixedLiterals = fixed(
    [UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112) + [UInt8](repeating: 7, count: 24)
      + [UInt8](repeating: 8, count: 8))

  static let fixedDistances = fixed([UInt8](repeating: 5, count: 32))

  private static func fixed(_ lengths: [UInt8]) -> PrefixCode {
    PrefixCode(lengths) ?? PrefixCode(width: 0, entries: [0])
  }
}
