/// Everything there is to say about one option, without the Swift type of its value.
package struct OptionDeclaration: Sendable, Equatable {
  /// The long name without its dashes: `shots` for `--shots`.
  package let name: String
  /// The one-letter name, if there is one: `o` for `-o`.
  package let short: Character?
  /// What stands for the value in help: `N` in `--shots N`; empty for a flag.
  package let placeholder: String
  package let kind: ValueKind
  /// The words that stand when nobody gives any; empty when there is no default.
  package let defaultWords: [String]
  /// Whether every further occurrence adds a value instead of being an error.
  package let isRepeatable: Bool
  /// Whether the environment variable of the same name is read.
  package let readsEnvironment: Bool
  /// Whether giving the flag makes missing arguments irrelevant, as `--help` does.
  package let waivesArguments: Bool
  /// One or two sentences.
  package let help: String

  /// The long name as typed.
  package var flag: String { "--\(name)" }

  /// The option with the stand-in of its value: `-o, --output FILE`.
  package var synopsis: String {
    let names = short.map { "-\($0), \(flag)" } ?? flag
    return kind == .flag ? names : "\(names) \(placeholder)"
  }

  /// The variable that is read when the option is not on the command line: `SHOTGLASS_MAX_SECONDS`.
  package func environmentVariable(prefix: String) -> String {
    prefix + name.uppercased().replacing("-", with: "_")
  }
}
