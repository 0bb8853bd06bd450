import ArgumentParsing

/// `draw`: a program as a picture of text.
enum DrawVerb {
  static let file = Argument.required("FILE", help: "An OpenQASM 3 or 2 program; - is standard input.")

  static let verb = Verb(
    command: Command(
      name: "draw", summary: "Draw a circuit as text.", arguments: [file.declaration],
      examples: [Command.Example("shotglass draw bell.qasm", "Draw the circuit, one line a qubit.")]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    throw Failure.bug("draw has no code")
  }
}
