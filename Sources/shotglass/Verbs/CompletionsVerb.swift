import ArgumentParsing

/// `completions`: scripts that teach a shell the program's words.
enum CompletionsVerb {
  enum Shell: String, CaseIterable, Sendable { case bash, zsh, fish }

  static let shell = Argument<Shell>.choice("SHELL", fallback: .bash, help: "The shell to complete for.")

  static let verb = Verb(
    command: Command(
      name: "completions", summary: "Print a completion script for a shell.", arguments: [shell.declaration],
      examples: [
        Command.Example("source <(shotglass completions bash)", "Complete in this bash; add it to ~/.bashrc."),
        Command.Example("source <(shotglass completions zsh)", "Complete in this zsh; add it to ~/.zshrc."),
        Command.Example(
          "shotglass completions fish > ~/.config/fish/completions/shotglass.fish", "Complete in every fish."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    let root = session.application.root
    switch arguments[shell] {
    case .bash: try session.print(root.bashCompletion)
    case .zsh: try session.print(root.zshCompletion)
    case .fish: try session.print(root.fishCompletion)
    }
    return .done
  }
}
