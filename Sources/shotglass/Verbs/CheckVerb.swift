import ArgumentParsing

/// `check`: all errors of some programs.
enum CheckVerb {
  static let files = Argument.oneOrMore("FILE", help: "OpenQASM 3 or 2 programs; - is standard input.")
  static let syntaxOnly = Option.flag(
    "syntax-only", help: "Look at the grammar alone, not at names, types and values.")

  static let verb = Verb(
    command: Command(
      name: "check", summary: "Find the errors in OpenQASM programs.",
      description: "Every error is printed with its line, a caret below the place, and what to do about it.",
      arguments: [files.declaration], options: [syntaxOnly.declaration],
      examples: [
        Command.Example("shotglass check bell.qasm", "Check one program; the status is 1 if it has errors."),
        Command.Example("shotglass check --json qasm/*.qasm", "Check many, for a program to read."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    throw Failure.bug("check has no code")
  }
}
