/// Which texts are accepted.
package enum JSONDialect: Sendable {
  /// RFC 8259, to the letter.
  case json
  /// JSON5 1.0.0: comments, trailing commas, names as keys, single quotes, hexadecimal numbers. Infinity and NaN are
  /// part of it, but refused unless asked for.
  case json5(allowsNonFinite: Bool = false)
}

extension JSONNode {
  /// How many arrays and objects may lie within each other.
  package static let nestingLimit = 256

  /// Reads one document in UTF-8, with or without a byte order mark.
  package init(parsing bytes: [UInt8], dialect: JSONDialect = .json) throws(FormatError) {
    var parser = JSONParser(scanner: JSONScanner(bytes: bytes, dialect: dialect))
    self = try parser.parseDocument()
  }

  /// Reads one document.
  package init(parsing text: String, dialect: JSONDialect = .json) throws(FormatError) {
    self = try JSONNode(parsing: Array(text.utf8), dialect: dialect)
  }
}

/// Builds the tree: arrays, objects and the document around them. Single values are the scanner's business.
private struct JSONParser {
  /// From this many members on, duplicate keys are found by hashing.
  private static let hashedMemberCount = 12

  var scanner: JSONScanner
  private var depth = 0

  init(scanner: JSONScanner) {
    self.scanner = scanner
  }

  mutating func parseDocument() throws(FormatError) -> JSONNode {
    try scanner.skipByteOrderMark()
    try scanner.skipBlanks()
    guard scanner.peek() != nil else {
      throw scanner.error("the document is empty", help: "the shortest object is {}")
    }
    let node = try parseNode()
    try scanner.skipBlanks()
    guard scanner.peek() == nil else {
      throw scanner.error("nothing may follow the document, but \(scanner.found) does")
    }
    return node
  }

  private mutating func parseNode() throws(FormatError) -> JSONNode {
    let position = scanner.position
    let value: JSONValue
    switch scanner.peek() {
    case UInt8(ascii: "{"):
      value = .object(try parseObject())
    case UInt8(ascii: "["):
      value = .array(try parseArray())
    default:
      value = try scanner.readScalar()
    }
    return JSONNode(value: value, position: position)
  }

  private mutating func enter() throws(FormatError) {
    guard depth < JSONNode.nestingLimit else {
      throw scanner.error("lists and objects are nested more than \(JSONNode.nestingLimit) deep")
    }
    depth += 1
    scanner.advance()
    try scanner.skipBlanks()
  }

  private mutating func leave() {
    depth -= 1
    scanner.advance()
  }

  private mutating func parseArray() throws(FormatError) -> [JSONNode] {
    let start = scanner.position
    try enter()
    var elements: [JSONNode] = []
    while scanner.peek() != UInt8(ascii: "]") {
      do {
        elements.append(try parseNode())
        try scanner.skipBlanks()
      } catch {
        throw error.within(index: elements.count)
      }
      guard try separate(by: UInt8(ascii: "]"), in: "list", from: start) else { break }
    }
    leave()
    return elements
  }

  private mutating func parseObject() throws(FormatError) -> [JSONMember] {
    let start = scanner.position
    try enter()
    var members: [JSONMember] = []
    var keys: Set<String> = []
    while scanner.peek() != UInt8(ascii: "}") {
      let member = try parseMember(objectStart: start)
      if members.count == Self.hashedMemberCount { keys = Set(members.map(\.key)) }
      let isNew =
        members.count < Self.hashedMemberCount
        ? !members.contains { $0.key == member.key } : keys.insert(member.key).inserted
      guard isNew else {
        let first = members.first { $0.key == member.key }?.keyPosition
        throw FormatError(
          "the key \(quotedText(member.key)) is given twice", at: member.keyPosition,
          help: first.map { "it was first given in line \($0.line), column \($0.column)" })
      }
      members.append(member)
      guard try separate(by: UInt8(ascii: "}"), in: "object", from: start) else { break }
    }
    leave()
    return members
  }

  private mutating func parseMember(objectStart: SourcePosition) throws(FormatError) -> JSONMember {
    let position = scanner.position
    guard scanner.peek() != nil else { throw unclosed("object", from: objectStart) }
    let key = try scanner.readKey()
    do throws(FormatError) {
      try scanner.skipBlanks()
      guard scanner.peek() == UInt8(ascii: ":") else {
        throw scanner.error("':' must follow the key, not \(scanner.found)")
      }
      scanner.advance()
      try scanner.skipBlanks()
      let node = try parseNode()
      try scanner.skipBlanks()
      return JSONMember(key: key, keyPosition: position, node: node)
    } catch {
      throw error.within(key: key)
    }
  }

  /// Reads the comma after an element; false when the list or object ends here.
  private mutating func separate(
    by end: UInt8, in container: String, from start: SourcePosition
  ) throws(FormatError) -> Bool {
    switch scanner.peek() {
    case end:
      return false
    case UInt8(ascii: ","):
      let comma = scanner.position
      scanner.advance()
      try scanner.skipBlanks()
      if scanner.peek() == end, !scanner.isJSON5 {
        throw FormatError("a comma may not end the \(container)", at: comma, help: "remove the comma")
      }
      return true
    case nil:
      throw unclosed(container, from: start)
    default:
      let closing = Character(Unicode.Scalar(end))
      throw scanner.error("',' or '\(closing)' must follow in the \(container), not \(scanner.found)")
    }
  }

  private func unclosed(_ container: String, from start: SourcePosition) -> FormatError {
    scanner.error(
      "the text ends within the \(container) that begins in line \(start.line), column \(start.column)")
  }
}
