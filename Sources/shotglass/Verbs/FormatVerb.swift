import ArgumentParsing

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
    throw Failure.bug("format has no code")
  }
}
