import Formats
import Testing

/// The files were made by NumPy: in their folder, `python3 make.py`.
@Suite struct NumberArrayTests {
  private static let table = (0..<24).map { Double($0 - 7) }

  private static func array(_ name: String) throws -> NumberArray {
    try NumberArray(numPy: Fixture.bytes("arrays/\(name).npy"))
  }

  @Test("Arrays of every type are read", arguments: NumberArray.Element.allCases)
  func types(element: NumberArray.Element) throws {
    let values: [Double] =
      switch element {
      case .boolean: Self.table.map { $0 > 0 ? 1 : 0 }
      case .uint8, .uint16, .uint32, .uint64: Self.table.map { $0 + 7 }
      default: Self.table
      }
    let array = try Self.array(element.rawValue)
    #expect(array == NumberArray(shape: [2, 3, 4], values: values))
    #expect(try array.numPyBytes(as: element) == Fixture.bytes("arrays/\(element.rawValue).npy"))
  }

  @Test("Either order of bytes and of axes is read, and every version of the format")
  func orders() throws {
    #expect(try Self.array("big") == NumberArray(shape: [2, 3, 4], values: Self.table))
    #expect(try Self.array("fortran") == NumberArray(shape: [2, 3, 4], values: Self.table.map { $0 / 8 }))
    #expect(try Self.array("version2") == NumberArray(shape: [2, 3, 4], values: Self.table))
    #expect(try Self.array("version3") == NumberArray(shape: [2, 3, 4], values: Self.table))
    #expect(try Self.array("single") == NumberArray(shape: [], values: [2.5]))
    #expect(try Self.array("none") == NumberArray(shape: [0, 3], values: []))
  }

  @Test("Archives of arrays are read, packed or not", arguments: ["stored", "packed"])
  func archives(name: String) throws {
    let archive = try ZipArchive(Fixture.bytes("arrays/\(name).npz"))
    let (x, y) = try (archive.contents(of: "x.npy", limit: 1000), archive.contents(of: "y.npy", limit: 1000))
    #expect(try NumberArray(numPy: x) == NumberArray(shape: [2, 3, 4], values: Self.table))
    #expect(try NumberArray(numPy: y) == NumberArray(shape: [2], values: [1, 0]))
  }

  @Test("Files of IDX are read")
  func idx() throws {
    let images = try NumberArray(idx: Fixture.bytes("arrays/images.idx"))
    #expect(images == NumberArray(shape: [3, 2, 2], values: (0..<12).map { Double(20 * $0) }))
    let labels = try Gzip.unpack(Fixture.bytes("arrays/labels.idx.gz"), limit: 1000)
    #expect(try NumberArray(idx: labels) == NumberArray(shape: [3], values: [4, 9, 4]))
    #expect(try NumberArray(idx: Fixture.bytes("arrays/reals.idx")) == NumberArray(shape: [2], values: [0.5, -2]))
  }

  @Test(
    "What is no array of numbers is refused with what to do",
    arguments: [
      ("text", "the type \"<U1\" is not read", "numpy.unique"), ("fields", "named fields", "one array of numbers"),
    ])
  func refuses(name: String, message: String, help: String) throws {
    let error = try #require(throws: FormatError.self) { try Self.array(name) }
    #expect(error.message.contains(message))
    #expect(error.help?.contains(help) == true)
  }

  private static func file(_ header: String, _ bytes: [UInt8] = []) -> [UInt8] {
    [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8) + bytes
  }

  @Test(
    "A header that lies is refused before anything is set aside",
    arguments: [
      (
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000,)}",
        "promises 8000000 bytes of numbers, but 8 follow"
      ),
      ("{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904, 4)}", "more than 134217728 numbers"),
      ("{'descr': '<f8', 'fortran_order': True, 'shape': (0, 4611686018427387904, 4)}", "more than 134217728 numbers"),
      ("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,)}", "a length must follow"),
      ("{'descr': '<f8', 'fortran_order': False, 'shape': ()", "'}' must follow in the header"),
      ("{'descr': '<f8', 'fortran_order': False}", "the header must give"),
      ("{'descr': '<f8', 'fortran_order': Maybe, 'shape': ()}", "True or False must follow"),
      ("{'descr: 1}", "a text in quotes must follow"), ("[]", "'{' must follow"), ("", "'{' must follow"),
      ("{'size': 3}", "the key \"size\" is unknown"), ("{'descr': '?f8'}", "the type \"?f8\" is not read"),
    ])
  func lies(header: String, message: String) throws {
    let bytes = Self.file(header, [0, 0, 0, 0, 0, 0, 0, 0])
    let error = try #require(throws: FormatError.self) { try NumberArray(numPy: bytes) }
    #expect(error.message.contains(message), "\(error)")
  }

  @Test("Whole numbers that a double cannot hold are refused, both ways")
  func exactness() throws {
    let header = "{'descr': '<i8', 'fortran_order': False, 'shape': (1,)}"
    let large = Self.file(header, [1, 0, 0, 0, 0, 0, 0x40, 0])
    #expect(throws: FormatError.self) { try NumberArray(numPy: large) }
    #expect(throws: FormatError.self) { try NumberArray(shape: [1], values: [0.5]).numPyBytes(as: .int32) }
    #expect(throws: FormatError.self) { try NumberArray(shape: [1], values: [256]).numPyBytes(as: .uint8) }
    #expect(throws: FormatError.self) { try NumberArray(shape: [1], values: [.nan]).numPyBytes(as: .boolean) }
  }
}
