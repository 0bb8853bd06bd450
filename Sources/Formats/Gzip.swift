/// Files packed by gzip (RFC 1952).
package enum Gzip {
  private static let magic: [UInt8] = [0x1F, 0x8B]

  package static func isGzip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: magic) }

  /// The unpacked bytes of all members, each checked against its sum and its length.
  package static func unpack(_ bytes: [UInt8], limit: Int) throws(FormatError) -> [UInt8] {
    var output: [UInt8] = []
    var offset = 0
    repeat {
      let start = try endOfHeader(bytes, from: offset)
      let member = try Inflate.unpack(bytes, in: start..<bytes.count, limit: limit - output.count)
      guard let sum = bytes.integer(UInt32.self, at: member.end),
        let count = bytes.integer(UInt32.self, at: member.end + 4)
      else { throw truncated(bytes) }
      guard sum == CyclicRedundancyCheck.packed.sum(of: member.bytes),
        count == UInt32(truncatingIfNeeded: member.bytes.count)
      else {
        throw FormatError(
          "the unpacked data does not have the checksum that the file gives", atByte: member.end,
          help: "fetch the file again")
      }
      if output.isEmpty { output = member.bytes } else { output.append(contentsOf: member.bytes) }
      offset = member.end + 8
      if bytes[offset...].allSatisfy({ $0 == 0 }) { break }
    } while true
    return output
  }

  /// Where the packed data of the member that begins at an offset begins.
  private static func endOfHeader(_ bytes: [UInt8], from start: Int) throws(FormatError) -> Int {
    guard bytes[start...].starts(with: magic) else {
      throw FormatError("what follows is no gzip data", atByte: start, help: "remove it, or fetch the file again")
    }
    guard bytes.count - start >= 10 else { throw truncated(bytes) }
    guard bytes[start + 2] == 8 else {
      throw FormatError("the packing method \(bytes[start + 2]) is unknown", atByte: start + 2)
    }
    let flags = bytes[start + 3]
    guard flags & 0xE0 == 0 else { throw FormatError("the flags \(flags) are unknown", atByte: start + 3) }
    var offset = start + 10
    if flags & 4 != 0 {
      guard let count = bytes.integer(UInt16.self, at: offset) else { throw truncated(bytes) }
      offset += 2 + Int(count)
    }
    for flag in [8, 16] as [UInt8] where flags & flag != 0 {
      guard offset < bytes.count, let end = bytes[offset...].firstIndex(of: 0) else { throw truncated(bytes) }
      offset = end + 1
    }
    if flags & 2 != 0 { offset += 2 }
    guard offset <= bytes.count else { throw truncated(bytes) }
    return offset
  }

  private static func truncated(_ bytes: [UInt8]) -> FormatError {
    FormatError("the file ends too early", atByte: bytes.count, help: "the file is cut off: fetch it again")
  }
}
