/// A place in a text. Both numbers begin at 1; a column is one Unicode scalar wide, whatever its bytes.
package struct SourcePosition: Sendable, Hashable {
  private let storedLine: UInt32
  private let storedColumn: UInt32

  package var line: Int { Int(storedLine) }
  package var column: Int { Int(storedColumn) }

  /// Texts of more than 2^32 lines or columns keep the largest number.
  package init(line: Int, column: Int) {
    storedLine = UInt32(clamping: line)
    storedColumn = UInt32(clamping: column)
  }
}
