/// A place in a file as people count: lines and columns from 1, columns in Unicode scalars.
package struct LinePosition: Hashable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// Finds lines and columns in one file.
package struct LineMap: Sendable {
  package let source: SourceText
  /// Where each line begins; the first one behind a byte order mark.
  private let starts: [Int]
  /// The last place looked up, from which a later one on the same line is counted on: lines may be very long.
  private var lastOffset = 0
  private var lastColumn = 1

  package init(source: SourceText) {
    self.source = source
    var starts = source.lineStarts()
    if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { starts[0] = 3 }
    self.starts = starts
  }

  /// The position of the byte at the offset, or of the end of the file.
  package mutating func position(of offset: Int) -> LinePosition {
    let offset = min(max(offset, starts[0]), source.bytes.count)
    let line = line(of: offset)
    let isOnward = lastOffset >= starts[line] && lastOffset <= offset
    let column = (isOnward ? lastColumn : 1) + scalars(from: isOnward ? lastOffset : starts[line], to: offset)
    (lastOffset, lastColumn) = (offset, column)
    return LinePosition(line: line + 1, column: column)
  }

  /// The first position of a range, and the position behind its last character.
  package mutating func positions(of range: SourceRange) -> (start: LinePosition, end: LinePosition) {
    let start = position(of: range.start)
    return (start, position(of: max(range.start, range.end)))
  }

  /// The bytes of the line that holds the offset, without its line break.
  func line(around offset: Int) -> Range<Int> {
    let line = line(of: min(max(offset, 0), source.bytes.count))
    var end = line + 1 < starts.count ? starts[line + 1] - 1 : source.bytes.count
    if end > starts[line], source.bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return starts[line]..<end
  }

  /// The index of the last line that begins at or before the offset.
  private func line(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// How many scalars begin in the range; bytes that are no UTF-8 are counted as they come.
  private func scalars(from start: Int, to end: Int) -> Int {
    source.bytes.withUnsafeBufferPointer { bytes in
      var count = 0
      for index in start..<max(start, end) where bytes[index] & 0xC0 != 0x80 { count += 1 }
      return count
    }
  }
}
