extension FormatError {
  /// An error about a file that is no text: the place is a byte, counted from 0.
  init(_ message: String, atByte offset: Int, help: String? = nil) {
    self.init(message, path: "byte \(offset)", help: help)
  }

  /// The same error, seen from the archive that holds the file.
  func within(file: String) -> FormatError {
    var error = self
    error.path = path.isEmpty ? file : "\(file), \(path)"
    return error
  }
}

extension [UInt8] {
  /// The integer whose bytes begin at an offset, the least significant first unless told; nil where bytes are missing.
  func integer<Integer: FixedWidthInteger>(
    _ type: Integer.Type, at offset: Int, isBigEndian: Bool = false
  ) -> Integer? {
    let size = Integer.bitWidth / 8
    guard offset >= 0, offset <= count - size else { return nil }
    let value = withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Integer.self) }
    return isBigEndian ? Integer(bigEndian: value) : Integer(littleEndian: value)
  }
}
