/// A run of bits of any width, index 0 first in storage; see `BitOrder` for how it prints.
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

  package subscript(index: Int) -> Bool {
    get { (words[index >> 6] >> UInt64(index & 63)) & 1 == 1 }
    set {
      let mask: UInt64 = 1 << UInt64(index & 63)
      if newValue { words[index >> 6] |= mask } else { words[index >> 6] &= ~mask }
    }
  }

  package var isAnySet: Bool { words.contains { $0 != 0 } }

  /// The bits as a number, index 0 least significant; nil above 64 bits that are set.
  package var unsignedValue: UInt64? {
    words.dropFirst().contains { $0 != 0 } ? nil : words.first ?? 0
  }

  package func slice(_ range: Range<Int>) -> BitString {
    var result = BitString(width: range.count)
    for (target, source) in range.enumerated() where self[source] { result[target] = true }
    return result
  }
}

extension BitString: CustomStringConvertible {
  package var description: String {
    String((0..<width).reversed().map { self[$0] ? "1" : "0" })
  }
}
