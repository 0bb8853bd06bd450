internal import Formats
package import Networking

/// Keys and secrets of cloud accounts: one `KEY=value` a line, empty lines and lines that begin with `#` aside.
package struct CredentialsFile: Sendable {
  /// Every key that some provider needs, in the order of `credentials.example`.
  package static let knownKeys = [
    "QISKIT_IBM_TOKEN", "QISKIT_IBM_INSTANCE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
    "AWS_REGION", "BRAKET_S3_BUCKET", "BRAKET_S3_PREFIX", "IONQ_API_KEY",
  ]

  /// The values that are not empty, by key.
  package let values: [String: Secret]

  /// Reads the text of a file. Messages never hold a value, only the number of its line.
  package init(parsing text: String, path: String) throws(CredentialsError) {
    var values: [String: Secret] = [:]
    var seen: Set<String> = []
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    for (index, line) in lines.enumerated() {
      let content = Self.trimmed(line)
      guard !content.isEmpty, !content.hasPrefix("#") else { continue }
      let place = "\(path):\(index + 1)"
      guard let equals = content.firstIndex(of: "=") else {
        throw CredentialsError("the line is not KEY=value", place: place, help: "begin comments with '#'")
      }
      let key = String(Self.trimmed(content[..<equals]))
      guard Self.knownKeys.contains(key) else {
        let match = NearestMatch.find(key, among: Self.knownKeys)
        throw CredentialsError(
          "unknown key \(quotedText(key))", place: place,
          help: match.map { "did you mean \($0)?" } ?? "credentials.example lists the keys")
      }
      guard seen.insert(key).inserted else {
        throw CredentialsError("the key \(key) is given twice", place: place, help: "keep one of the lines")
      }
      let value = Self.trimmed(content[content.index(after: equals)...])
      if !value.isEmpty { values[key] = Secret(String(value)) }
    }
    self.values = values
  }

  /// Where the file lies for a user with this environment; nil when there is no home folder.
  package static func path(environment: [String: String]) -> String? {
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") { return "\(folder)/shotglass/credentials" }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return "\(home)/.config/shotglass/credentials"
  }

  /// Without spaces and tabs at both ends.
  static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}

/// A file of credentials that makes no sense. No part of it is a value.
package struct CredentialsError: Error, Equatable, Sendable {
  package let message: String
  /// File and line.
  package let place: String
  package let help: String

  init(_ message: String, place: String, help: String) {
    self.message = message
    self.place = place
    self.help = help
  }
}
