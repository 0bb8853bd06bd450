import ArgumentParsing

/// One verb of the program: how it is called, and what it does.
struct Verb: Sendable {
  let command: Command
  /// Does the work. Throws a `Failure` for anything that the user must know.
  let run: @Sendable (_ arguments: Arguments, _ session: Session) async throws -> ExitStatus
}
