import Formats

extension HelpTopic {
  /// The page on formats, with the documents of the verbs.
  static func formats(_ examples: [FormatExample]) -> HelpTopic {
    var text = """
      Programs are OpenQASM 3 or 2 in UTF-8. With --json a verb prints one JSON
      document with "schema": 1 and sorted keys; numbers are written so that they
      read back the same. JSON files that are read must not hold unknown or
      duplicate keys, nor NaN.


      """
    for example in examples {
      let document = (try? example.document.text(isPretty: true)) ?? ""
      let lines = document.split(separator: "\n").map { "  \($0)\n" }.joined()
      text += "\(example.command)\n\(example.explanation)\n\(lines)\n"
    }
    return HelpTopic(name: "formats", summary: "The files and documents, with examples.", text: text)
  }
}
