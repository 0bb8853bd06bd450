import Formats
import Testing

@Suite struct ZlibTests {
  @Test("What Python's zlib packed unpacks, and its checksum is looked at")
  func peer() throws {
    // zlib.compress(b"abcabcabcabc" * 4)
    let packed: [UInt8] = [0x78, 0x9C, 0x4B, 0x4C, 0x4A, 0x4E, 0x24, 0x05, 0x01, 0x00, 0xC2, 0x4F, 0x12, 0x61]
    let text = Array(String(repeating: "abc", count: 16).utf8)
    #expect(try Zlib.unpack(packed, limit: 48) == text)
    #expect(throws: FormatError.self) { try Zlib.unpack(packed, limit: 47) }
    for place in packed.indices {
      var wrong = packed
      wrong[place] ^= 0x01
      #expect((try? Zlib.unpack(wrong, limit: 100)) != text)
    }
    for count in packed.indices {
      #expect(throws: FormatError.self) { try Zlib.unpack(Array(packed[..<count]), limit: 100) }
    }
    #expect(throws: FormatError.self) { try Zlib.unpack(packed + [0], limit: 100) }
  }

  @Test("Stored bytes come back, in however many blocks", arguments: [0, 1, 65_535, 65_536, 200_000])
  func stored(count: Int) throws {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
    let isSame = try Zlib.unpack(Zlib.stored(bytes), limit: count) == bytes
    #expect(isSame)
  }

  @Test("The .npy file of bytes is that of the same numbers")
  func bytes() throws {
    let numbers = NumberArray(shape: [2, 3], values: [0, 1, 2, 3, 4, 255])
    #expect(try NumberArray.numPyBytes(of: [0, 1, 2, 3, 4, 255], shape: [2, 3]) == numbers.numPyBytes(as: .uint8))
  }
}
