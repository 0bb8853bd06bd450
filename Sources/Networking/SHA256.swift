internal import CCrypto

/// The hash that names contents and signs requests.
package enum SHA256 {
  /// Bytes of a digest.
  package static let count = 32

  package static func digest(of bytes: [UInt8]) -> [UInt8] { bytes.withUnsafeBytes { digest(of: $0) } }

  package static func digest(of bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: count)
    let isDone = shotglass_sha256(bytes.baseAddress, bytes.count, &digest)
    precondition(isDone == 1, "libcrypto has no SHA-256")
    return digest
  }

  package static func hexadecimal(of bytes: [UInt8]) -> String { Networking.hexadecimal(digest(of: bytes)) }

  /// HMAC with SHA-256, RFC 2104.
  /// - Precondition: the key has at most a mebibyte.
  package static func authenticationCode(of bytes: [UInt8], key: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: count)
    let isDone = key.withUnsafeBytes { key in
      bytes.withUnsafeBytes { shotglass_hmac_sha256(key.baseAddress, key.count, $0.baseAddress, $0.count, &digest) }
    }
    precondition(isDone == 1, "libcrypto has no HMAC, or the key is too long")
    return digest
  }
}

/// Two small digits a byte.
package func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
