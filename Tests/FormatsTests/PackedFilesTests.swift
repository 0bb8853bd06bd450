import Formats
import Testing

/// The files were made by Python's zlib, gzip and zipfile: in their folder, `python3 make.py`.
@Suite struct PackedFilesTests {
  /// What make.py packs.
  private static let text = Array((0..<1500).map { "\($0 * $0 * $0 % 10007),\($0 % 7)\n" }.joined().utf8)

  @Test(
    "Files of gzip unpack, whatever their blocks and headers",
    arguments: ["dynamic.gz", "fixed.gz", "stored.gz", "named.gz", "members.gz", "padded.gz"])
  func gzip(name: String) throws {
    let bytes = try Fixture.bytes("packed/\(name)")
    #expect(Gzip.isGzip(bytes))
    let isSame = try Gzip.unpack(bytes, limit: 1 << 20) == Self.text
    #expect(isSame)
  }

  @Test("Long runs and far copies unpack")
  func runs() throws {
    let unpacked = try Gzip.unpack(Fixture.bytes("packed/runs.gz"), limit: 1 << 20)
    #expect(unpacked.count == 100_000)
    #expect(unpacked.prefix(99_990).allSatisfy { $0 == UInt8(ascii: "a") })
    #expect(unpacked.suffix(10) == [UInt8](repeating: UInt8(ascii: "b"), count: 10)[...])
  }

  @Test("A file that unpacks to more than the limit is refused before it does")
  func bomb() throws {
    let bytes = try Fixture.bytes("packed/runs.gz")
    let error = try #require(throws: FormatError.self) { try Gzip.unpack(bytes, limit: 99_999) }
    #expect(error.message == "the data unpacks to more than 99999 bytes")
  }

  @Test("Every cut and every wrong sum is noticed")
  func damage() throws {
    let bytes = try Fixture.bytes("packed/named.gz")
    for count in stride(from: 2, to: bytes.count, by: 97) {
      #expect(throws: FormatError.self) { try Gzip.unpack(Array(bytes[..<count]), limit: 1 << 20) }
    }
    for place in (bytes.count - 8)..<bytes.count {
      var wrong = bytes
      wrong[place] ^= 1
      let error = try #require(throws: FormatError.self) { try Gzip.unpack(wrong, limit: 1 << 20) }
      #expect(error.message == "the unpacked data does not have the checksum that the file gives")
    }
    let error = try #require(throws: FormatError.self) { try Gzip.unpack(bytes + [1], limit: 1 << 20) }
    #expect(error.path == "byte \(bytes.count)")
  }

  @Test("The files of a zip archive are found and unpacked")
  func zip() throws {
    let archive = try ZipArchive(Fixture.bytes("packed/archive.zip"))
    #expect(archive.names == ["stored.txt", "packed.txt", "empty.txt"])
    for name in ["stored.txt", "packed.txt"] {
      let isSame = try archive.contents(of: name, limit: 1 << 20) == Self.text
      #expect(isSame)
      #expect(throws: FormatError.self) { try archive.contents(of: name, limit: 1000) }
    }
    #expect(try archive.contents(of: "empty.txt", limit: 0) == [])
    let error = try #require(throws: FormatError.self) { try archive.contents(of: "store.txt", limit: 1000) }
    #expect(error.help == "did you mean \"stored.txt\"?")
  }

  @Test("An archive that was written is read again")
  func zipWriting() throws {
    let bytes = try ZipArchive.stored([("a.txt", Self.text), ("ü", [])])
    let archive = try ZipArchive(bytes)
    #expect(archive.names == ["a.txt", "ü"])
    let isSame = try archive.contents(of: "a.txt", limit: 1 << 20) == Self.text
    #expect(isSame)
    #expect(try ZipArchive(ZipArchive.stored([])).names == [])
  }

  @Test("A damaged archive names the file in it")
  func zipDamage() throws {
    var bytes = try ZipArchive.stored([("a.txt", Self.text)])
    bytes[100] ^= 1
    let error = try #require(throws: FormatError.self) {
      try ZipArchive(bytes).contents(of: "a.txt", limit: 1 << 20)
    }
    #expect(error.description == "a.txt: the unpacked data does not have the checksum that the zip file gives")
    #expect(throws: FormatError.self) { try ZipArchive(bytes.dropLast()) }
  }

  @Test("The checksum of Castagnoli is that of RFC 3720")
  func castagnoli() {
    #expect(CyclicRedundancyCheck.castagnoli.sum(of: Array("123456789".utf8)) == 0xE306_9283)
    #expect(CyclicRedundancyCheck.castagnoli.sum(of: Array(repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(CyclicRedundancyCheck.castagnoli.sum(of: Array(repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(CyclicRedundancyCheck.castagnoli.sum(of: Array(0..<32)) == 0x46DD_794E)
  }
}
