internal import Formats
internal import Numerics

extension DataSet {
  /// Reads a table: one column of labels, numbers in all others.
  package init(csv bytes: [UInt8], name: String, file: String, options: DataOptions = .init()) throws(DataError) {
    do throws(FormatError) {
      var table = try TableReader(bytes, options: options)
      try table.readRows()
      self = try table.dataSet(name: name)
    } catch {
      throw DataError(error, in: file)
    }
  }
}

/// Collects the numbers of a table.
private struct TableReader {
  private static let labelName = "label"

  private var csv: CSVReader
  private let options: DataOptions
  /// The first line, where it holds no names.
  private var pending: [CSVField]?
  private let columnNames: [String]
  private let label: Int
  private var features: [Double] = []
  private var labels: [Double] = []
  /// The labels as they stand, as long as one of them may be no number.
  private var labelTexts: [String] = []
  private var labelPositions: [SourcePosition] = []

  init(_ bytes: [UInt8], options: DataOptions) throws(FormatError) {
    var csv = try CSVReader(bytes)
    guard let first = try csv.next() else {
      throw FormatError("the table is empty", help: "write a line for every example, with the label last")
    }
    guard first.count >= 2 else {
      let text = try csv.text(of: first[0])
      let separator = ([";", "\t"] as [Character]).first { text.contains($0) }
      throw FormatError(
        "the table has one column: features and a label are needed", at: csv.position(of: first[0]),
        help: separator.map { "separate the fields by ',', not by \(quotedText(String($0)))" })
    }
    let hasHeader =
      switch options.header {
      case .present: true
      case .absent: false
      case .detected: first.allSatisfy { csv.number(of: $0) == nil }
      }
    columnNames = hasHeader ? try Self.names(first, csv) : Self.names(first.count, options)
    label = try Self.labelColumn(columnNames, options, hasHeader: hasHeader)
    pending = hasHeader ? nil : first
    self.csv = csv
    self.options = options
  }

  /// Names for columns without any: `x_0`, `x_1` and so on, as if the label stood last.
  private static func names(_ count: Int, _ options: DataOptions) -> [String] {
    let label = options.labelColumn.flatMap { Int($0) }.map { $0 - 1 } ?? count - 1
    return (0..<count).map { $0 == label ? labelName : "x_\($0 < label ? $0 : $0 - 1)" }
  }

  private static func names(_ fields: [CSVField], _ csv: CSVReader) throws(FormatError) -> [String] {
    var names: [String] = []
    var known: Set<String> = []
    for (index, field) in fields.enumerated() {
      let name = field.isEmpty ? "column_\(index + 1)" : try csv.text(of: field)
      guard known.insert(name).inserted else {
        throw FormatError(
          "two columns are called \(quotedText(name))", at: csv.position(of: field), help: "give each its own name")
      }
      names.append(name)
    }
    return names
  }

  private static func labelColumn(
    _ names: [String], _ options: DataOptions, hasHeader: Bool
  ) throws(FormatError) -> Int {
    guard let asked = options.labelColumn else { return names.firstIndex(of: labelName) ?? names.count - 1 }
    if hasHeader, let index = names.firstIndex(of: asked) { return index }
    if let number = Int(asked), (1...names.count).contains(number) { return number - 1 }
    let match = NearestMatch.find(asked, among: names).map { "did you mean \(quotedText($0))?" }
    throw FormatError(
      "the table has no column \(quotedText(asked)) for the labels",
      help: (hasHeader ? match : nil) ?? "give its name in the first line, or its number from 1 to \(names.count)")
  }

  mutating func readRows() throws(FormatError) {
    if let pending { try append(pending, isFirstLine: true) }
    while let fields = try csv.next() {
      try append(fields)
      guard features.count <= NumberArray.largestCount else {
        throw FormatError("the table has more than \(NumberArray.largestCount) numbers", help: "use fewer rows")
      }
    }
  }

  private mutating func append(_ fields: [CSVField], isFirstLine: Bool = false) throws(FormatError) {
    for (column, field) in fields.enumerated() {
      let number = csv.number(of: field)
      if column == label {
        let text = try csv.text(of: field)
        if field.isEmpty || number?.isFinite == false || Self.isMissing(text) {
          throw try refusal(of: field, column, isFirstLine: isFirstLine)
        }
        labels.append(number ?? .nan)
        labelTexts.append(text)
        labelPositions.append(csv.position(of: field))
      } else {
        guard let number, number.isFinite else { throw try refusal(of: field, column, isFirstLine: isFirstLine) }
        features.append(number)
      }
    }
  }

  /// Words that stand for a value that is not there.
  private static func isMissing(_ text: String) -> Bool {
    ["na", "n/a", "nan", "null", "none", "?", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity"]
      .contains(text.lowercased())
  }

  /// Why a field is no finite number.
  private func refusal(of field: CSVField, _ column: Int, isFirstLine: Bool) throws(FormatError) -> FormatError {
    let text = try csv.text(of: field)
    let name = quotedText(columnNames[column])
    let message: String
    var help = "fill it in, or remove the line"
    if text.isEmpty {
      message = "the value of \(name) is missing"
    } else if csv.number(of: field) != nil {
      message = "the number is too large"
      help = "numbers go up to 1.797e308"
    } else if Self.isMissing(text) {
      message = "the value of \(name) must be a finite number, not \(quotedText(text))"
    } else {
      message = "the value of \(name) must be a number, not \(quotedText(text))"
      help =
        isFirstLine
        ? "where the first line holds the columns' names, say that there is a header"
        : "remove the column, or make it the label"
    }
    return FormatError(message, at: csv.position(of: field), help: help)
  }

  func dataSet(name: String) throws(FormatError) -> DataSet {
    guard !labels.isEmpty else {
      throw FormatError("the table has no rows below its header", help: "write a line for every example")
    }
    var featureNames = columnNames
    featureNames.remove(at: label)
    let matrix = RealMatrix(rowCount: labels.count, columnCount: featureNames.count, elements: features)
    return DataSet(
      name: name, featureNames: featureNames, features: matrix, labels: try readLabels(),
      image: DataSet.ImageShape(pixelNames: featureNames))
  }

  private func readLabels() throws(FormatError) -> Labels {
    let textIndex = labels.firstIndex { $0.isNaN }
    let areNumbers = options.labelKind == .targets || labels.contains { !$0.isNaN && $0 != $0.rounded() }
    if let textIndex, areNumbers, options.labelKind != .classes {
      throw FormatError(
        "the label must be a number, not \(quotedText(labelTexts[textIndex]))", at: labelPositions[textIndex],
        help: "write a number, or take the labels as classes")
    }
    do throws(DataError) {
      return textIndex == nil ? try Labels(labels, as: options.labelKind) : try Labels(labelTexts)
    } catch {
      throw FormatError(error.message, at: labelPositions[0], help: error.help)
    }
  }
}

extension DataSet.ImageShape {
  /// The shape of images whose pixels are called `pixel_ROW_COLUMN`, row after row; nil for other names.
  fileprivate init?(pixelNames names: [String]) {
    guard names.count > 1, let last = names.last?.split(separator: "_"), last.count == 3, last[0] == "pixel",
      let row = Int(last[1]), let column = Int(last[2]), (0..<names.count).contains(row),
      (0..<names.count).contains(column),
      (row + 1) * (column + 1) == names.count
    else { return nil }
    self.init(height: row + 1, width: column + 1)
    guard pixelNames == names else { return nil }
  }
}
