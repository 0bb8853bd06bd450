import Formats

/// One JSON document that a verb prints, as an example that is also a test.
struct FormatExample: Sendable {
  /// The command line that prints it.
  let command: String
  /// What the members mean.
  let explanation: String
  let document: JSON

  /// The examples of the verbs that this file's neighbours implement.
  static let all: [FormatExample] = [
    FormatExample(
      command: "shotglass doctor --json",
      explanation: "One element a check. 'fix' is null where 'passed' is true.",
      document: [
        "schema": 1, "passed": false,
        "checks": [["name": "libcurl", "passed": true, "detail": "8.5.0 with OpenSSL/3.0.13", "fix": nil]],
      ]),
    FormatExample(
      command: "shotglass VERB --show-config --json",
      explanation: "'value' is null where there is none.",
      document: [
        "schema": 1, "verb": "run",
        "values": [["name": "shots", "origin": "environment SHOTGLASS_SHOTS", "value": 1000]],
      ]),
    FormatExample(
      command: "shotglass help|man|completions --json",
      explanation: "The text that is printed without --json; so do -h and --version.",
      document: ["schema": 1, "text": "shotglass 0.1.0\n"]),
  ]
}

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
