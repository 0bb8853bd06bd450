/// Reads comma-separated values (RFC 4180), one record at a time.
///
/// Lines end with LF, CR LF or CR, blank lines are skipped, a byte order mark is too. Every record has as many fields
/// as the first.
package struct CSVReader: Sendable {
  private static let largestFieldCount = 1 << 20

  private let bytes: [UInt8]
  private var offset = 0
  private var line = 1
  private var lineStart = 0
  /// Line and number of fields of the first record.
  private var first: (line: Int, count: Int)?

  package init(_ bytes: [UInt8]) throws(FormatError) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      offset = 3
      lineStart = 3
    } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw FormatError(
        "the text is in UTF-16", at: SourcePosition(line: 1, column: 1), help: "save the file in UTF-8")
    }
  }

  /// The fields of the next record; nil at the end.
  package mutating func next() throws(FormatError) -> [CSVField]? {
    while offset < bytes.count, Self.isLineEnd(bytes[offset]) { endLine() }
    guard offset < bytes.count else { return nil }
    let firstLine = line
    var fields: [CSVField] = []
    fields.reserveCapacity(first?.count ?? 0)
    while true {
      guard fields.count < Self.largestFieldCount else {
        throw error("a line has at most \(Self.largestFieldCount) fields", at: offset)
      }
      fields.append(try readField())
      guard offset < bytes.count, bytes[offset] == UInt8(ascii: ",") else { break }
      offset += 1
    }
    if let first, first.count != fields.count {
      throw FormatError(
        "the line has \(Self.counted(fields.count)), but line \(first.line) has \(first.count)",
        at: SourcePosition(line: firstLine, column: 1),
        help: "give every line as many fields, and put texts that hold a comma in double quotes")
    }
    if first == nil { first = (firstLine, fields.count) }
    if offset < bytes.count { endLine() }
    return fields
  }

  private static func counted(_ count: Int) -> String { count == 1 ? "1 field" : "\(count) fields" }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// Moves over the line end here.
  private mutating func endLine() {
    let isPair = bytes[offset] == 0x0D && offset + 1 < bytes.count && bytes[offset + 1] == 0x0A
    offset += isPair ? 2 : 1
    line += 1
    lineStart = offset
  }

  private mutating func readField() throws(FormatError) -> CSVField {
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") { return try readQuoted() }
    let start = offset
    while offset < bytes.count, bytes[offset] != UInt8(ascii: ","), !Self.isLineEnd(bytes[offset]) {
      if bytes[offset] == UInt8(ascii: "\"") {
        throw error(
          "a double quote stands within a field", at: offset,
          help: "put the whole field in double quotes, and write every quote in it twice")
      }
      if bytes[offset] == 0 {
        throw error("the byte 0 is no text", at: offset, help: "save the table as CSV in UTF-8")
      }
      offset += 1
    }
    var (low, high) = (start, offset)
    while low < high, Self.isBlank(bytes[low]) { low += 1 }
    while low < high, Self.isBlank(bytes[high - 1]) { high -= 1 }
    return CSVField(bytes: low..<high, isQuoted: false, line: line, lineStart: lineStart)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private mutating func readQuoted() throws(FormatError) -> CSVField {
    let (start, startLine, startLineStart) = (offset, line, lineStart)
    offset += 1
    while offset < bytes.count {
      if Self.isLineEnd(bytes[offset]) {
        endLine()
      } else if bytes[offset] != UInt8(ascii: "\"") {
        offset += 1
      } else if offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "\"") {
        offset += 2
      } else {
        let field = CSVField(
          bytes: (start + 1)..<offset, isQuoted: true, line: startLine, lineStart: startLineStart)
        offset += 1
        guard offset == bytes.count || bytes[offset] == UInt8(ascii: ",") || Self.isLineEnd(bytes[offset]) else {
          throw error(
            "a comma or the line's end must follow the closing quote", at: offset,
            help: "write quotes within the field twice")
        }
        return field
      }
    }
    throw FormatError(
      "the double quote is not closed", at: position(ofByte: start, lineStart: startLineStart, line: startLine),
      help: "close the field with a double quote")
  }
}

/// One field of a record: where it stands.
package struct CSVField: Sendable {
  /// Without the quotes around it, and without the blanks around it where it has no quotes.
  fileprivate let bytes: Range<Int>
  fileprivate let isQuoted: Bool
  fileprivate let line: Int
  fileprivate let lineStart: Int

  package var isEmpty: Bool { bytes.isEmpty }
}

extension CSVReader {
  /// What the field says.
  package func text(of field: CSVField) throws(FormatError) -> String {
    var content: [UInt8] = []
    var place = field.bytes.lowerBound
    while place < field.bytes.upperBound {
      content.append(bytes[place])
      // Quotes within a field come in pairs.
      place += bytes[place] == UInt8(ascii: "\"") ? 2 : 1
    }
    guard let text = String(validating: content, as: UTF8.self) else {
      throw FormatError("the text is not valid UTF-8", at: position(of: field), help: "save the file in UTF-8")
    }
    return text
  }

  /// The field as a number, infinite where it is too large for a double; nil where it is none, as `nan` is.
  package func number(of field: CSVField) -> Double? { DecimalText.parse(bytes, in: field.bytes) }

  /// Where the field begins.
  package func position(of field: CSVField) -> SourcePosition {
    position(
      ofByte: field.bytes.lowerBound - (field.isQuoted ? 1 : 0), lineStart: field.lineStart, line: field.line)
  }

  private func position(ofByte offset: Int, lineStart: Int, line: Int) -> SourcePosition {
    let scalars = bytes[lineStart..<offset].count { $0 & 0xC0 != 0x80 }
    return SourcePosition(line: line, column: scalars + 1)
  }

  private func error(_ message: String, at offset: Int, help: String? = nil) -> FormatError {
    FormatError(message, at: position(ofByte: offset, lineStart: lineStart, line: line), help: help)
  }
}
