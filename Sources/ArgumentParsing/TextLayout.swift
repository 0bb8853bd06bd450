/// Lays text out in lines of limited width.
package enum TextLayout {
  /// Width of help pages in columns, whatever the terminal: the same bytes for everybody.
  static let width = 80
  /// Where explanations begin beside their terms.
  private static let explanationColumn = 26

  /// Paragraphs broken into lines of at most `width` columns, each after `indent` blanks; lines that begin with a blank
  /// are kept as they are.
  package static func wrap(_ text: String, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    var result = ""
    var paragraph: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty || line.hasPrefix(" ") {
        result += fill(paragraph, margin: margin)
        paragraph = []
        result += line.isEmpty ? "\n" : "\(margin)\(line)\n"
      } else {
        paragraph += line.split(separator: " ")
      }
    }
    return result + fill(paragraph, margin: margin)
  }

  /// Terms on the left, their explanations beside them, or below when a term is too long.
  package static func definitions(_ rows: [(term: String, explanation: String)]) -> String {
    let margin = String(repeating: " ", count: explanationColumn)
    var result = ""
    for row in rows {
      let term = "  \(row.term)"
      let explanation = fill(row.explanation.split(separator: " "), margin: margin)
      if term.count + 2 <= explanationColumn {
        result += term + explanation.dropFirst(term.count)
      } else {
        result += "\(term)\n\(explanation)"
      }
    }
    return result
  }

  private static func fill(_ words: [Substring], margin: String) -> String {
    var result = ""
    var line = margin
    for word in words {
      if line.count > margin.count, line.count + 1 + word.count > width {
        result += line + "\n"
        line = margin
      }
      line += line.count > margin.count ? " \(word)" : String(word)
    }
    return line.count > margin.count ? result + line + "\n" : result
  }
}
