/// FNV-1a with 64 bits: the same on every machine and in every run, unlike `Hasher`.
package struct StableHash: Sendable {
  package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  package mutating func combine(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  package mutating func combine(_ text: String) {
    for byte in text.utf8 { combine(byte) }
  }

  /// Combines eight bytes, the least significant first.
  package mutating func combine(_ number: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) { combine(UInt8(truncatingIfNeeded: number >> shift)) }
  }
}
