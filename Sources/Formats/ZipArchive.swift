/// A zip file's files: stored as they are, or packed by DEFLATE.
package struct ZipArchive: Sendable {
  /// One file as the central directory lists it.
  private struct Entry {
    let name: String
    let flags: UInt16
    let method: UInt16
    let sum: UInt32
    let packedCount: Int
    let count: Int
    let headerOffset: Int
  }

  private let bytes: [UInt8]
  private let entries: [Entry]

  /// The names of the files, in the order of the archive.
  package var names: [String] { entries.map(\.name) }

  package static func isZip(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6])
  }

  package init(_ bytes: [UInt8]) throws(FormatError) {
    self.bytes = bytes
    guard let end = Self.endOfDirectory(bytes), let count = bytes.integer(UInt16.self, at: end + 10),
      let start = bytes.integer(UInt32.self, at: end + 16)
    else {
      throw FormatError(
        "the zip file has no directory", atByte: bytes.count, help: "the file is cut off: fetch it again")
    }
    guard count < .max, start < .max else { throw Self.tooLarge(atByte: end) }
    var entries: [Entry] = []
    var names: Set<String> = []
    var offset = Int(start)
    for _ in 0..<count {
      let (entry, next) = try Self.entry(bytes, at: offset)
      guard names.insert(entry.name).inserted else {
        throw FormatError("the zip file holds \(quotedText(entry.name)) twice", atByte: offset)
      }
      entries.append(entry)
      offset = next
    }
    self.entries = entries
  }

  /// Where the record at the end of the file begins, which a comment of any length may follow.
  private static func endOfDirectory(_ bytes: [UInt8]) -> Int? {
    let size = 22
    guard bytes.count >= size else { return nil }
    let last = bytes.count - size
    return (max(0, last - 0xFFFF)...last).last { offset in
      bytes.integer(UInt32.self, at: offset) == 0x0605_4B50
        && bytes.integer(UInt16.self, at: offset + 20).map(Int.init) == last - offset
    }
  }

  private static func entry(_ bytes: [UInt8], at offset: Int) throws(FormatError) -> (entry: Entry, next: Int) {
    guard bytes.integer(UInt32.self, at: offset) == 0x0201_4B50,
      let flags = bytes.integer(UInt16.self, at: offset + 8), let method = bytes.integer(UInt16.self, at: offset + 10),
      let sum = bytes.integer(UInt32.self, at: offset + 16),
      let packedCount = bytes.integer(UInt32.self, at: offset + 20),
      let count = bytes.integer(UInt32.self, at: offset + 24),
      let nameCount = bytes.integer(UInt16.self, at: offset + 28),
      let extraCount = bytes.integer(UInt16.self, at: offset + 30),
      let commentCount = bytes.integer(UInt16.self, at: offset + 32),
      let headerOffset = bytes.integer(UInt32.self, at: offset + 42)
    else { throw damaged(atByte: offset) }
    let nameEnd = offset + 46 + Int(nameCount)
    guard nameEnd <= bytes.count else { throw damaged(atByte: offset) }
    guard packedCount < .max, count < .max, headerOffset < .max else { throw tooLarge(atByte: offset) }
    let entry = Entry(
      name: String(decoding: bytes[(offset + 46)..<nameEnd], as: UTF8.self), flags: flags, method: method, sum: sum,
      packedCount: Int(packedCount), count: Int(count), headerOffset: Int(headerOffset))
    return (entry, nameEnd + Int(extraCount) + Int(commentCount))
  }

  /// The unpacked bytes of a file, checked against its sum and its length.
  package func contents(of name: String, limit: Int) throws(FormatError) -> [UInt8] {
    guard let entry = entries.first(where: { $0.name == name }) else {
      let match = NearestMatch.find(name, among: names)
      throw FormatError(
        "the zip file holds no \(quotedText(name))",
        help: match.map { "did you mean \(quotedText($0))?" }
          ?? "it holds \(names.prefix(20).map(quotedText).joined(separator: ", "))")
    }
    do throws(FormatError) {
      let unpacked = try unpack(entry, limit: limit)
      guard unpacked.count == entry.count, CyclicRedundancyCheck.packed.sum(of: unpacked) == entry.sum else {
        throw FormatError(
          "the unpacked data does not have the checksum that the zip file gives", help: "fetch the file again")
      }
      return unpacked
    } catch {
      throw error.within(file: name)
    }
  }

  private func unpack(_ entry: Entry, limit: Int) throws(FormatError) -> [UInt8] {
    let offset = entry.headerOffset
    guard entry.flags & 1 == 0 else { throw FormatError("the file is encrypted", help: "save it without a password") }
    guard bytes.integer(UInt32.self, at: offset) == 0x0403_4B50,
      let nameCount = bytes.integer(UInt16.self, at: offset + 26),
      let extraCount = bytes.integer(UInt16.self, at: offset + 28)
    else { throw Self.damaged(atByte: offset) }
    let start = offset + 30 + Int(nameCount) + Int(extraCount)
    guard start <= bytes.count, entry.packedCount <= bytes.count - start else { throw Self.damaged(atByte: offset) }
    let range = start..<(start + entry.packedCount)
    switch entry.method {
    case 0:
      guard range.count <= limit else { throw FormatError("the file has more than \(limit) bytes") }
      return Array(bytes[range])
    case 8: return try Inflate.unpack(bytes, in: range, limit: limit).bytes
    default:
      throw FormatError(
        "the packing method \(entry.method) is unknown", help: "save the archive with numpy.savez_compressed")
    }
  }

  private static func damaged(atByte offset: Int) -> FormatError {
    FormatError("the zip file is damaged", atByte: offset, help: "fetch the file again")
  }

  private static func tooLarge(atByte offset: Int) -> FormatError {
    FormatError(
      "zip files of more than 4 GiB are not read", atByte: offset, help: "save the arrays as single .npy files")
  }
}
