/// A text of elements that is well formed, and escaped, by construction: the only way that text gets into a page.
///
/// What it writes is both XML and HTML. Elements that hold others end with a line break, as do those that stand for
/// themselves.
struct Markup: Sendable {
  typealias Attributes = KeyValuePairs<String, String?>

  private(set) var text = ""

  /// Elements that stand within a line, after which a line break would be seen as a blank.
  private static let inlineNames: Set<String> = ["a", "b", "code", "em", "span", "strong", "tspan", "summary"]

  /// An element with what the closure adds to it. Attributes without a value are left out.
  mutating func element(_ name: String, _ attributes: Attributes = [:], content: (inout Markup) -> Void) {
    open(name, attributes)
    content(&self)
    close(name)
  }

  /// An element with a text.
  mutating func element(_ name: String, _ attributes: Attributes = [:], _ text: String) {
    open(name, attributes)
    append(text)
    close(name)
  }

  /// An element without content.
  mutating func empty(_ name: String, _ attributes: Attributes = [:]) {
    begin(name, attributes)
    text += "/>\n"
  }

  /// A text, escaped.
  mutating func append(_ text: String) { self.text += Self.escaped(text) }

  /// Markup that was built before.
  mutating func append(_ markup: Markup) { text += markup.text }

  /// A style sheet, in which nothing may be escaped: only for constants.
  mutating func style(_ rules: String) { text += "<style>\n\(rules)</style>\n" }

  private mutating func open(_ name: String, _ attributes: Attributes) {
    begin(name, attributes)
    text += ">"
  }

  private mutating func begin(_ name: String, _ attributes: Attributes) {
    text += "<\(name)"
    for (name, value) in attributes {
      guard let value else { continue }
      text += " \(name)=\"\(Self.escaped(value))\""
    }
  }

  private mutating func close(_ name: String) {
    text += "</\(name)>"
    if !Self.inlineNames.contains(name) { text += "\n" }
  }

  /// The bytes that stand for themselves wherever they are.
  private static let isPlain: [Bool] = (0..<256).map { byte in
    (0x20..<0x7F).contains(byte) && ![0x22, 0x26, 0x27, 0x3C, 0x3E].contains(byte)
  }

  /// A text with all that could be taken for markup escaped, and what XML cannot hold replaced.
  static func escaped(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { Self.isPlain[Int($0)] }
    if isPlain { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      case "\r": result += "\n"
      case "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
