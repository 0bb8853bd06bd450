/// A checksum: the remainder of a polynomial of degree 32, bits reflected.
package struct CyclicRedundancyCheck: Sendable {
  /// Of gzip and zip: polynomial 0x04C11DB7.
  static let packed = CyclicRedundancyCheck(reflected: 0xEDB8_8320)
  /// CRC32C, of iSCSI (RFC 3720): polynomial 0x1EDC6F41, which finds more damage in short lines.
  package static let castagnoli = CyclicRedundancyCheck(reflected: 0x82F6_3B78)

  private let table: [UInt32]

  private init(reflected polynomial: UInt32) {
    table = (0..<256).map { byte in
      (0..<8).reduce(UInt32(byte)) { rest, _ in rest >> 1 ^ (rest & 1 == 1 ? polynomial : 0) }
    }
  }

  package func sum(of bytes: [UInt8]) -> UInt32 {
    table.withUnsafeBufferPointer { table in
      var sum = UInt32.max
      for byte in bytes { sum = sum >> 8 ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] }
      return ~sum
    }
  }
}
