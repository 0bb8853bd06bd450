import ArgumentParsing

/// `man`: the manual page.
enum ManVerb {
  static let verb = Verb(
    command: Command(
      name: "man", summary: "Print the manual page in roff.",
      examples: [
        Command.Example("shotglass man | man -l -", "Read the manual page."),
        Command.Example("shotglass man > ~/.local/share/man/man1/shotglass.1", "Install it for 'man shotglass'."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    try session.print(
      session.application.root.manualPage(version: Version.text, environmentPrefix: Application.environmentPrefix))
    return .done
  }
}
