/// Why a circuit has no text in a dialect, and what to do about it.
package struct ExportError: Error, Hashable, Sendable {
  package var code: DiagnosticCode
  package var message: String
  /// What to change, as one line.
  package var help: String?
  /// The place of the offending operation in the circuit, from 0, where one is to blame.
  package var operation: Int?
  /// The text that is to blame, where it is no operation.
  package var range: SourceRange?

  package init(
    _ code: DiagnosticCode, _ message: String, help: String? = nil, operation: Int? = nil, range: SourceRange? = nil
  ) {
    self.code = code
    self.message = message
    self.help = help
    self.operation = operation
    self.range = range
  }

  /// The error as a problem of the text that the circuit came from, given where its operation stands there.
  package func diagnostic(at range: SourceRange) -> Diagnostic {
    Diagnostic(code, message, at: range, help: help)
  }
}

extension ExportError: CustomStringConvertible {
  package var description: String {
    let place = operation.map { "operation \($0 + 1): " } ?? ""
    let advice = help.map { "\nhelp: \($0)" } ?? ""
    return "\(code.name): \(place)\(message)\(advice)"
  }
}
