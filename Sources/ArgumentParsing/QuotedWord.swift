/// A word of the user made fit for a one-line message: in single quotes, control characters escaped, long words cut.
package func quoted(_ word: String) -> String {
  let longestShown = 256
  let shown = String(word.unicodeScalars.prefix(longestShown))
  let isCut = word.unicodeScalars.count > longestShown
  return "'\(escapingControls(shown).replacing("\n", with: "\\u{a}"))\(isCut ? "…" : "")'"
}

/// A text that cannot command the terminal it is printed on: characters that control it, or change the direction of
/// writing, are escaped. Line breaks stay.
package func escapingControls(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    if isHarmless(scalar) {
      result.unicodeScalars.append(scalar)
    } else {
      result += "\\u{\(String(scalar.value, radix: 16))}"
    }
  }
  return result
}

private func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x0A: true
  case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: false
  default: true
  }
}
