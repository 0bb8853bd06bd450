import OpenQASM
import Testing

@Suite struct LineMapTests {
  @Test("lines and columns are counted from 1, columns in Unicode scalars")
  func positions() {
    var map = LineMap(source: SourceText(path: "a", text: "aé\nπx\r\n\nz"))
    let expected: [(Int, Int, Int)] = [
      (0, 1, 1), (1, 1, 2), (3, 1, 3), (4, 2, 1), (6, 2, 2), (9, 3, 1), (10, 4, 1), (11, 4, 2),
    ]
    for (offset, line, column) in expected + expected.reversed() {
      #expect(map.position(of: offset) == LinePosition(line: line, column: column), "\(offset)")
    }
  }

  @Test("offsets outside the file are moved into it")
  func outside() {
    var map = LineMap(source: SourceText(path: "a", text: "ab"))
    #expect(map.position(of: -5) == LinePosition(line: 1, column: 1))
    #expect(map.position(of: 99) == LinePosition(line: 1, column: 3))
  }

  @Test("a byte order mark is no column")
  func byteOrderMark() {
    var map = LineMap(source: SourceText(path: "a", bytes: [0xEF, 0xBB, 0xBF] + Array("ab".utf8)))
    #expect(map.position(of: 0) == LinePosition(line: 1, column: 1))
    #expect(map.position(of: 4) == LinePosition(line: 1, column: 2))
  }

  @Test("a range has a first position and one behind its end")
  func ranges() {
    var map = LineMap(source: SourceText(path: "a", text: "ab\ncd\n"))
    let (start, end) = map.positions(of: SourceRange(file: 0, start: 1, end: 5))
    #expect(start == LinePosition(line: 1, column: 2))
    #expect(end == LinePosition(line: 2, column: 3))
  }
}
