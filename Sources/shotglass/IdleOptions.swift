import ArgumentParsing

/// Warnings of options that were typed and change nothing: whoever typed one believes otherwise.
struct IdleOptions {
  private let arguments: Arguments
  private let session: Session

  init(_ arguments: Arguments, in session: Session) { (self.arguments, self.session) = (arguments, session) }

  /// Warns of each of the options that was typed, unless they are used; what environment variables say is of other
  /// commands too.
  func warn(_ options: [OptionDeclaration], unless isUsed: Bool, _ reason: String) {
    guard !isUsed else { return }
    let names = Set(options.map(\.name))
    for setting in arguments.settings where setting.origin == .commandLine && names.contains(setting.option.name) {
      session.note("warning: \(setting.option.flag) changes nothing: \(reason)")
    }
  }
}
