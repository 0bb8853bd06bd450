/// Text that is written line by line, without blanks at the ends of lines and without two empty lines in a row.
struct LineWriter {
  private(set) var bytes: [UInt8] = []
  /// Whether the text so far ends in a comment that goes to the end of its line.
  var mustBreak = false

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  var isEmpty: Bool { bytes.isEmpty }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  mutating func append(_ source: UnsafePointer<UInt8>, from start: Int, to end: Int) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: source + start, count: end - start))
  }

  mutating func blank() { bytes.append(UInt8(ascii: " ")) }

  /// Ends the line, perhaps leaves an empty one, and indents the next.
  mutating func beginLine(level: Int, blankBefore: Bool) {
    endLine()
    if blankBefore, !bytes.isEmpty { bytes.append(UInt8(ascii: "\n")) }
    for _ in 0..<max(0, level) * 2 { bytes.append(UInt8(ascii: " ")) }
  }

  /// Ends the line, unless nothing is written yet.
  mutating func endLine() {
    mustBreak = false
    if !bytes.isEmpty { bytes.append(UInt8(ascii: "\n")) }
  }
}
