/// One file's bytes and the name that messages print for it.
package struct SourceText: Sendable {
  /// The path as the user typed it, or `-` for standard input.
  package let path: String
  package let bytes: [UInt8]
  /// Offsets of the first byte of each line, built when the first position is asked for.
  package func lineStarts() -> [Int] {
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    return starts
  }

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  package init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }
}

/// A range of bytes in one of a program's files: file 0 is the program, the others are what it includes.
package struct SourceRange: Hashable, Sendable {
  package var file: Int
  package var start: Int
  package var end: Int

  package init(file: Int, start: Int, end: Int) {
    self.file = file
    self.start = start
    self.end = end
  }
}
