import ArgumentParsing
import Formats
import OpenQASM

/// `format`: a program in its canonical form.
enum FormatVerb {
  static let file = Argument.required("FILE", help: "An OpenQASM 3 or 2 program; - is standard input.")
  static let checkOnly = Option.flag(
    "check", help: "Print nothing; the status says whether the file is in canonical form.")

  static let verb = Verb(
    command: Command(
      name: "format", summary: "Print a program as canonical OpenQASM 3.",
      arguments: [file.declaration], options: [checkOnly.declaration],
      examples: [
        Command.Example("shotglass format bell.qasm", "Print the canonical text; the file stays as it is."),
        Command.Example("shotglass format --check bell.qasm", "Is the file canonical? The status is 1 if not."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    let input = try session.read(arguments[file])
    let source = SourceText(path: input.displayName, bytes: input.bytes)
    let (text, diagnostics) = Formatter.format(source)
    try? session.errors.write(session.rendered(diagnostics, of: [source]))
    let isChecking = arguments[checkOnly]
    guard let text else { return isChecking ? .answerIsNo : .misuse }
    guard isChecking else {
      try session.print(text)
      return .done
    }
    let isCanonical = Array(text.utf8) == input.bytes
    if session.wantsJSON { try session.print(["canonical": .bool(isCanonical)]) }
    if !isCanonical {
      session.note("\(input.displayName) is not in canonical form; print it with: shotglass format \(arguments[file])")
    }
    return isCanonical ? .done : .answerIsNo
  }
}
