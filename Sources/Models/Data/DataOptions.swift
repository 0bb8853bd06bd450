/// How files of data are read.
package struct DataOptions: Hashable, Sendable {
  package enum Header: String, CaseIterable, Sendable {
    /// The first line holds names when none of its fields is a number.
    case detected = "auto"
    case present
    case absent
  }

  package var header = Header.detected
  /// The column of the labels in a table: a name, or a number that counts from 1. Nil: the column `label`, or the last.
  package var labelColumn: String?
  package var labelKind = LabelKind.detected

  package init(header: Header = .detected, labelColumn: String? = nil, labelKind: LabelKind = .detected) {
    self.header = header
    self.labelColumn = labelColumn
    self.labelKind = labelKind
  }
}
