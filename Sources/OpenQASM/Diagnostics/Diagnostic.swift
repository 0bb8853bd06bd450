/// One problem of a program: what, where, and what to type instead.
package struct Diagnostic: Hashable, Sendable {
  package enum Severity: String, Sendable {
    /// The program is wrong.
    case error
    /// The program is right, and Shotglass cannot do this yet (exit code 3).
    case unsupported
    /// The program is right, and probably does not mean what its author thinks.
    case warning
  }

  package var code: DiagnosticCode
  package var message: String
  package var range: SourceRange
  /// What to type instead, as one line.
  package var help: String?

  package var severity: Severity { code.severity }

  package init(_ code: DiagnosticCode, _ message: String, at range: SourceRange, help: String? = nil) {
    self.code = code
    self.message = message
    self.range = range
    self.help = help
  }
}

/// A stable name for one kind of problem, with the text that `shotglass help CODE` prints.
///
/// The rows stand beside what reports them: `DiagnosticCode+Syntax.swift`, `+Meaning.swift`, `+Export.swift`.
package struct DiagnosticCode: Hashable, Sendable {
  /// `Q` and three digits: 0 text, 1 grammar, 2 names, 3 values, 4 gates and qubits, 5 files, 6 limits, 7 not yet, 8
  /// export.
  package let name: String
  package let severity: Diagnostic.Severity
  /// What is wrong, as a title without a full stop.
  package let title: String
  /// Two or three sentences: why it is refused, and how to mend it.
  package let explanation: String

  package init(
    _ name: String, _ severity: Diagnostic.Severity = .error, title: String, explanation: String
  ) {
    self.name = name
    self.severity = severity
    self.title = title
    self.explanation = explanation
  }

  /// Every code there is, in order.
  package static let all = (syntaxCodes + meaningCodes + exportCodes).sorted { $0.name < $1.name }

  package static func == (left: Self, right: Self) -> Bool { left.name == right.name }
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
