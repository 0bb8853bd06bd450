/// A cursor on one value of a document: reads it as what it must be, or says what it is instead, and where.
///
/// ```swift
/// var object = try JSONReader(parsing: bytes).object()
/// let shots = try object.required("shots").integer(in: 1...1_000_000)
/// let name = try object.optional("name")?.string() ?? "unnamed"
/// try object.noOtherKeys()
/// ```
package struct JSONReader: Sendable {
  package let node: JSONNode
  let way: JSONPath

  /// A cursor on the top of a document.
  package init(_ node: JSONNode) {
    self.init(node, way: .root)
  }

  /// A cursor on the top of the document that the text holds.
  package init(parsing bytes: [UInt8], dialect: JSONDialect = .json) throws(FormatError) {
    self.init(try JSONNode(parsing: bytes, dialect: dialect))
  }

  init(_ node: JSONNode, way: JSONPath) {
    self.node = node
    self.way = way
  }

  /// Where the value stands in the document, such as `counts[3].shots`; empty at the top.
  package var path: String { way.description }

  package var isNull: Bool {
    if case .null = node.value { true } else { false }
  }

  /// An error about this value, for rules that the caller checks.
  package func error(_ message: String, help: String? = nil) -> FormatError {
    FormatError(message, at: node.position, path: path, help: help)
  }

  package func object() throws(FormatError) -> JSONObjectReader {
    guard case .object(let members) = node.value else { throw mismatch("an object") }
    return JSONObjectReader(members, of: self)
  }

  /// Cursors on the elements of a list.
  package func array() throws(FormatError) -> [JSONReader] {
    try elements().enumerated().map { JSONReader($1, way: way.appending(index: $0)) }
  }

  package func string() throws(FormatError) -> String {
    guard case .string(let text) = node.value else { throw mismatch("a text") }
    return text
  }

  package func bool() throws(FormatError) -> Bool {
    guard case .bool(let value) = node.value else { throw mismatch("true or false") }
    return value
  }

  package func double() throws(FormatError) -> Double {
    guard case .number(let number) = node.value else { throw mismatch("a number") }
    return number.double
  }

  /// The numbers of a list.
  package func doubles() throws(FormatError) -> [Double] {
    let nodes = try elements()
    var values: [Double] = []
    values.reserveCapacity(nodes.count)
    for (index, node) in nodes.enumerated() {
      values.append(try JSONReader(node, way: way.appending(index: index)).double())
    }
    return values
  }

  /// A whole number within a range.
  package func integer(in range: ClosedRange<Int> = Int.min...Int.max) throws(FormatError) -> Int {
    let value: Int = try wholeNumber()
    guard range.contains(value) else {
      let bounds =
        range.upperBound == Int.max
        ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
      throw error("must be \(bounds), not \(value)")
    }
    return value
  }

  /// A whole number from 0 to 2^64 - 1.
  package func unsigned() throws(FormatError) -> UInt64 {
    try wholeNumber()
  }

  /// One of the cases of an enumeration, by raw value.
  package func choice<Choice>(of type: Choice.Type) throws(FormatError) -> Choice
  where Choice: CaseIterable & RawRepresentable, Choice.RawValue == String {
    let text = try string()
    if let choice = Choice(rawValue: text) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    throw error(
      "must be one of \(names.joined(separator: ", ")), not \(quotedText(text))",
      help: NearestMatch.find(text, among: names).map { "did you mean \"\($0)\"?" })
  }

  private func wholeNumber<Integer: FixedWidthInteger>() throws(FormatError) -> Integer {
    guard case .number(let number) = node.value else { throw mismatch("a whole number") }
    guard let value = number.integer(as: Integer.self) else {
      throw error("must be a whole number from \(Integer.min) to \(Integer.max), not \(Self.text(number))")
    }
    return value
  }

  private static func text(_ number: JSONNumber) -> String {
    switch number {
    case .integer(let value): "\(value)"
    case .unsigned(let value): "\(value)"
    case .real(let value): "\(value)"
    }
  }

  private func elements() throws(FormatError) -> [JSONNode] {
    guard case .array(let nodes) = node.value else { throw mismatch("a list") }
    return nodes
  }

  private func mismatch(_ expected: String) -> FormatError {
    error("must be \(expected), not \(node.value.kind)")
  }
}
