extension ZipArchive {
  /// The bytes of an archive that stores files as they are: `.npz` when they are `.npy` files. Dates are 1980-01-01.
  package static func stored(_ files: [(name: String, bytes: [UInt8])]) throws(FormatError) -> [UInt8] {
    var output: [UInt8] = []
    var directory: [UInt8] = []
    for file in files {
      let (name, start) = (Array(file.name.utf8), output.count)
      guard let count = UInt32(exactly: file.bytes.count), let offset = UInt32(exactly: start), count < .max,
        let nameCount = UInt16(exactly: name.count), let total = UInt16(exactly: files.count), total < .max
      else { throw FormatError("a zip file holds at most 65534 files and 4 GiB", path: file.name) }
      // Version 2.0, names in UTF-8, stored, the date.
      let common =
        bytes(of: 20 as UInt16) + bytes(of: 0x0800 as UInt16) + bytes(of: 0 as UInt16) + bytes(of: 0 as UInt16)
        + bytes(of: 0x21 as UInt16) + bytes(of: CyclicRedundancyCheck.packed.sum(of: file.bytes)) + bytes(of: count)
        + bytes(of: count) + bytes(of: nameCount) + bytes(of: 0 as UInt16)
      output += bytes(of: 0x0403_4B50 as UInt32) + common + name + file.bytes
      directory += bytes(of: 0x0201_4B50 as UInt32) + bytes(of: 20 as UInt16) + common
      // No comment, first disk, no attributes.
      directory += [UInt8](repeating: 0, count: 10) + bytes(of: offset) + name
    }
    guard let start = UInt32(exactly: output.count), let length = UInt32(exactly: directory.count), start < .max else {
      throw FormatError("a zip file holds at most 4 GiB")
    }
    let count = bytes(of: UInt16(truncatingIfNeeded: files.count))
    return output + directory + bytes(of: 0x0605_4B50 as UInt32) + [0, 0, 0, 0] + count + count + bytes(of: length)
      + bytes(of: start) + [0, 0]
  }

  /// The least significant byte first.
  private static func bytes(of number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }
}
