/// A text of a document made fit for a message: in double quotes on one line, long texts cut, and characters that would
/// command a terminal escaped.
package func quotedText(_ text: String) -> String {
  let longestShown = 80
  var result = "\""
  for (index, scalar) in text.unicodeScalars.enumerated() {
    guard index < longestShown else { return result + "…\"" }
    switch scalar {
    case "\"", "\\": result += "\\\(scalar)"
    case "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
      result += "\\u\(JSONScanner.hexadecimal(scalar.value))"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
