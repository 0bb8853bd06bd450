/// Prints problems for people: the message, the line that it is about with the place underlined, and help.
package struct DiagnosticRenderer {
  /// Of a longer line only a part of about this many characters is shown.
  static let windowWidth = 100

  private var maps: [LineMap]
  private let isColored: Bool

  /// A renderer of problems in these files, the program first, as `SourceRange.file` numbers them.
  package init(sources: [SourceText], isColored: Bool = false) {
    maps = sources.map(LineMap.init(source:))
    self.isColored = isColored
  }

  /// All problems in the order of their places, a blank line between them.
  package mutating func render(_ diagnostics: [Diagnostic]) -> String {
    var texts: [String] = []
    for diagnostic in diagnostics.sorted(by: Diagnostic.inSourceOrder) { texts.append(render(diagnostic)) }
    return texts.joined(separator: "\n")
  }

  /// One problem as lines of text, the last one ended too.
  package mutating func render(_ diagnostic: Diagnostic) -> String {
    let severity = diagnostic.severity
    let title = "\(severity.rawValue)[\(diagnostic.code.name)]"
    var text = "\(colored(title, color(of: severity))): \(colored(escaped(diagnostic.message), .bold))\n"
    if maps.indices.contains(diagnostic.range.file) { text += excerpt(diagnostic) }
    if let help = diagnostic.help { text += "\(colored("help", .cyan)): \(escaped(help))\n" }
    return text
  }

  /// The place, the line and the underline.
  private mutating func excerpt(_ diagnostic: Diagnostic) -> String {
    let range = diagnostic.range
    let (start, end) = maps[range.file].positions(of: range)
    let source = maps[range.file].source
    let line = maps[range.file].line(around: range.start)
    let first = min(max(range.start, line.lowerBound), line.upperBound)
    let last = end.line == start.line ? min(max(range.end, first), line.upperBound) : line.upperBound
    let shown = window(source.bytes, line: line, first: first, last: last)
    let number = String(start.line)
    let margin = String(repeating: " ", count: number.count + 1)
    let bar = colored("|", .blue)
    let caret = colored(shown.underline, color(of: diagnostic.severity))
    return "\(margin.dropFirst())\(colored("-->", .blue)) \(source.path):\(start.line):\(start.column)\n"
      + "\(margin)\(bar)\n\(colored(number, .blue)) \(bar) \(shown.text)\n\(margin)\(bar) \(shown.indent)\(caret)\n"
  }

  /// The part of the line around the problem, with its underline.
  private func window(
    _ bytes: [UInt8], line: Range<Int>, first: Int, last: Int
  ) -> (text: String, indent: String, underline: String) {
    let before = scalars(bytes, endingAt: first, from: line.lowerBound, limit: 60)
    let room = DiagnosticRenderer.windowWidth - before.text.count
    let marked = scalars(bytes, from: first, to: last, limit: max(room, 40))
    let rest = scalars(bytes, from: last, to: line.upperBound, limit: max(room - marked.text.count, 0))
    let isMarkedWhole = !marked.isCut
    let head = before.isCut ? "..." : ""
    var text = head + escaped(before.text, keepingTabs: true) + escaped(marked.text, keepingTabs: true)
    text += isMarkedWhole ? escaped(rest.text, keepingTabs: true) + (rest.isCut ? "..." : "") : "..."
    while text.last == " " || text.last == "\t" { text.removeLast() }
    let indent = head.map { _ in " " }.joined() + blank(before.text)
    let width = escaped(marked.text, keepingTabs: true).unicodeScalars.count
    let underline = "^" + String(repeating: "~", count: max(0, width - 1))
    return (text, indent, underline)
  }

  /// As many blanks as the text is wide; its tabs are kept.
  private func blank(_ text: [Unicode.Scalar]) -> String {
    var blank = String.UnicodeScalarView()
    for scalar in text {
      if scalar == "\t" || Self.isPlain(scalar) {
        blank.append(scalar == "\t" ? "\t" : " ")
      } else {
        for _ in escaped([scalar], keepingTabs: true).unicodeScalars { blank.append(" ") }
      }
    }
    return String(blank)
  }

  /// The first scalars of a range.
  private func scalars(_ bytes: [UInt8], from start: Int, to end: Int, limit: Int) -> (
    text: [Unicode.Scalar], isCut: Bool
  ) {
    let nearEnd = min(end, start + limit * 4)
    let text = Array(String(decoding: bytes[start..<max(start, nearEnd)], as: UTF8.self).unicodeScalars)
    return (Array(text.prefix(limit)), text.count > limit || nearEnd < end)
  }

  /// The last scalars of a range.
  private func scalars(
    _ bytes: [UInt8], endingAt end: Int, from start: Int, limit: Int
  ) -> (text: [Unicode.Scalar], isCut: Bool) {
    var nearStart = max(start, end - limit * 4)
    while nearStart < end, bytes[nearStart] & 0xC0 == 0x80 { nearStart += 1 }
    let text = Array(String(decoding: bytes[nearStart..<max(nearStart, end)], as: UTF8.self).unicodeScalars)
    return (Array(text.suffix(limit)), text.count > limit || nearStart > start)
  }

  /// The text with control characters spelled out, so that no file can play tricks on a terminal.
  private func escaped(_ text: String) -> String { escaped(Array(text.unicodeScalars), keepingTabs: false) }

  private func escaped(_ text: [Unicode.Scalar], keepingTabs: Bool) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text {
      if Self.isPlain(scalar) || keepingTabs && scalar == "\t" {
        result.append(scalar)
      } else {
        result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
      }
    }
    return String(result)
  }

  /// Whether a character only shows itself.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return (" "..."~").contains(scalar) }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }

  private enum Color: String {
    case bold = "1"
    case red = "1;31"
    case yellow = "1;33"
    case magenta = "1;35"
    case blue = "34"
    case cyan = "36"
  }

  private func color(of severity: Diagnostic.Severity) -> Color {
    switch severity {
    case .error: .red
    case .unsupported: .magenta
    case .warning: .yellow
    }
  }

  private func colored(_ text: String, _ color: Color) -> String {
    isColored ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }
}

extension Diagnostic {
  /// By file, then by place.
  package static func inSourceOrder(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    (left.range.file, left.range.start) < (right.range.file, right.range.start)
  }
}
