import Formats

/// One JSON document that a verb prints, as an example that is also a test.
struct FormatExample: Sendable {
  /// The command line that prints it.
  let command: String
  /// What the members mean.
  let explanation: String
  let document: JSON

  /// The documents that 'help formats' shows.
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
