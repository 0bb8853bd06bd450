/// Data packed by zlib (RFC 1950).
package enum Zlib {
  /// The unpacked bytes, checked against their sum.
  package static func unpack(_ bytes: [UInt8], limit: Int) throws(FormatError) -> [UInt8] {
    guard let header = bytes.integer(UInt16.self, at: 0, isBigEndian: true), header >> 8 & 15 == 8, header >> 12 < 8,
      header % 31 == 0, header & 0x20 == 0
    else { throw FormatError("the data is not packed by zlib", atByte: 0) }
    let (unpacked, end) = try Inflate.unpack(bytes, in: 2..<bytes.count, limit: limit)
    guard bytes.integer(UInt32.self, at: end, isBigEndian: true) == sum(of: unpacked) else {
      throw FormatError("the unpacked data does not have the checksum that follows it", atByte: end)
    }
    guard end + 4 == bytes.count else { throw FormatError("something follows the packed data", atByte: end + 4) }
    return unpacked
  }

  /// A block's length has 16 bits.
  private static let mostInBlock = 0xFFFF

  /// The bytes as zlib's data that is stored, not made smaller.
  package static func stored(_ bytes: [UInt8]) -> [UInt8] {
    // A window of 32 KiB, the fastest level.
    var packed: [UInt8] = [0x78, 0x01]
    packed.reserveCapacity(bytes.count + bytes.count / 10_000 + 16)
    var start = 0
    repeat {
      let count = min(mostInBlock, bytes.count - start)
      let isLast = start + count == bytes.count
      let (low, high) = (UInt8(truncatingIfNeeded: count), UInt8(truncatingIfNeeded: count >> 8))
      packed += [isLast ? 1 : 0, low, high, ~low, ~high]
      packed += bytes[start..<(start + count)]
      start += count
    } while start < bytes.count
    let sum = sum(of: bytes)
    for shift in [24, 16, 8, 0] as [UInt32] { packed.append(UInt8(truncatingIfNeeded: sum >> shift)) }
    return packed
  }

  /// Adler-32.
  static func sum(of bytes: [UInt8]) -> UInt32 {
    let (modulus, mostAtOnce) = (UInt32(65521), 5552)
    var (first, second): (UInt32, UInt32) = (1, 0)
    for start in stride(from: 0, to: bytes.count, by: mostAtOnce) {
      for byte in bytes[start..<min(start + mostAtOnce, bytes.count)] {
        first += UInt32(byte)
        second += first
      }
      first %= modulus
      second %= modulus
    }
    return second << 16 | first
  }
}
