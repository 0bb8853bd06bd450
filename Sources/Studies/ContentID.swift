package import Formats
internal import Networking

/// Names of things that follow from what they are: SHA-256, in hexadecimal.
package enum ContentID {
  /// Of a value's canonical JSON, RFC 8785.
  /// - Precondition: all its numbers are finite.
  package static func of(_ value: JSON) -> String {
    // Finite numbers are all that writing asks for.
    of((try? value.bytesForHashing()) ?? [])
  }

  package static func of(_ bytes: [UInt8]) -> String { bytes.withUnsafeBytes { of($0) } }

  /// Of numbers, bit by bit, the least significant byte of each first.
  package static func of(_ numbers: [Double]) -> String {
    numbers.map(\.bitPattern.littleEndian).withUnsafeBytes { of($0) }
  }

  private static func of(_ bytes: UnsafeRawBufferPointer) -> String { hexadecimal(SHA256.digest(of: bytes)) }
}
