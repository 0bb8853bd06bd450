/// A word of the user made fit for a one-line message: in single quotes, control characters escaped, long words cut.
package func quoted(_ word: String) -> String {
  let longestShown = 256
  var text = "'"
  for (index, scalar) in word.unicodeScalars.enumerated() {
    if index == longestShown {
      text += "…"
      break
    }
    let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    let changesDirection = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    if isControl || changesDirection {
      text += "\\u{\(String(scalar.value, radix: 16))}"
    } else {
      text.unicodeScalars.append(scalar)
    }
  }
  return text + "'"
}
