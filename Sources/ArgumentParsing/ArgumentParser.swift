/// Reads a command line by a `Command` tree.
///
/// `--name=value` and `--name value` mean the same; an option that takes a value takes the next word whatever it begins
/// with. `--` ends the options, `-` is an argument. An option that is not on the command line is read from the
/// environment, then takes its default.
package struct ArgumentParser: Sendable {
  package let root: Command
  /// What the environment variables of options begin with: `SHOTGLASS_`.
  package let environmentPrefix: String

  package init(_ root: Command, environmentPrefix: String) {
    self.root = root
    self.environmentPrefix = environmentPrefix
  }

  /// Reads the words after the program's name.
  package func parse(_ words: [String], environment: [String: String]) throws(UsageError) -> Arguments {
    var scan = CommandLineScan(words: words, root: root)
    try scan.run()
    let settings = try settings(of: scan, environment: environment)
    let isWaived = settings.contains { $0.option.waivesArguments && $0.words == ["true"] }
    if !isWaived { try scan.requireCommand() }
    return Arguments(
      path: scan.node.path, command: scan.node.command, settings: settings,
      words: try scan.assignArguments(requiringAll: !isWaived))
  }

  private func settings(
    of scan: CommandLineScan, environment: [String: String]
  ) throws(UsageError) -> [Arguments.Setting] {
    var settings: [Arguments.Setting] = []
    for option in scan.node.options {
      let variable = option.environmentVariable(prefix: environmentPrefix)
      if let given = scan.given[option.name] {
        settings.append(Arguments.Setting(option: option, words: given, origin: .commandLine))
      } else if option.readsEnvironment, let value = environment[variable], !value.isEmpty {
        let word = try Self.environmentWord(value, for: option, variable: variable)
        settings.append(
          Arguments.Setting(option: option, words: [word], origin: .environment(variable: variable)))
      } else {
        settings.append(Arguments.Setting(option: option, words: option.defaultWords, origin: .defaultValue))
      }
    }
    return settings
  }

  /// The word that an environment variable stands for; flags accept the usual ways to say yes and no.
  private static func environmentWord(
    _ value: String, for option: OptionDeclaration, variable: String
  ) throws(UsageError) -> String {
    let place = "environment variable \(variable)"
    guard option.kind == .flag else {
      try check(value, kind: option.kind, name: variable, place: place)
      return value
    }
    switch value.lowercased() {
    case "1", "true", "yes", "on": return "true"
    case "0", "false", "no", "off": return "false"
    default:
      throw UsageError(
        kind: .invalidValue, message: "\(variable) takes 1 or 0, not \(quoted(value))", place: place,
        help: "unset it, or set it to 1 or 0")
    }
  }

  /// Refuses a word that is not a value of the kind.
  static func check(_ word: String, kind: ValueKind, name: String, place: String) throws(UsageError) {
    guard !kind.accepts(word) else { return }
    var help = "give \(name) \(kind.expectation)"
    if case .choice(let choices) = kind, let match = NearestMatch.find(word, among: choices) {
      help = "did you mean \(quoted(match))?"
    }
    throw UsageError(
      kind: .invalidValue, message: "\(name) takes \(kind.expectation), not \(quoted(word))", place: place,
      help: help)
  }
}
