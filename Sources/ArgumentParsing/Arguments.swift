/// What the user asked for: the chosen command and the value of each of its options and arguments.
package struct Arguments: Sendable {
  /// Where the value of an option came from, in falling order of precedence.
  package enum Origin: Sendable, Equatable, CustomStringConvertible {
    case commandLine
    case environment(variable: String)
    case defaultValue

    package var description: String {
      switch self {
      case .commandLine: "command line"
      case .environment(let variable): "environment \(variable)"
      case .defaultValue: "default"
      }
    }
  }

  /// One option with its words and their origin.
  package struct Setting: Sendable, Equatable {
    package let option: OptionDeclaration
    /// Empty when the option has neither value nor default.
    package let words: [String]
    package let origin: Origin
  }

  /// The names that lead to the command; empty for the program itself.
  package let path: [String]
  package let command: Command
  /// Every option that may be given, the command's own first, whether it was given or not.
  package let settings: [Setting]
  /// The words of each positional argument that was given, by the argument's name.
  package let words: [String: [String]]

  /// The value of an option of the command or of a command above it.
  package subscript<Value>(option: Option<Value>) -> Value {
    guard let setting = setting(option.declaration), setting.origin != .defaultValue else {
      return option.defaultValue
    }
    return option.convert(setting.words) ?? option.defaultValue
  }

  /// The value of a positional argument of the command.
  package subscript<Value>(argument: Argument<Value>) -> Value {
    words[argument.declaration.name].flatMap(argument.convert) ?? argument.defaultValue
  }

  /// Where the value of an option came from.
  package func origin<Value>(of option: Option<Value>) -> Origin {
    setting(option.declaration)?.origin ?? .defaultValue
  }

  private func setting(_ option: OptionDeclaration) -> Setting? {
    settings.first { $0.option.name == option.name }
  }
}
