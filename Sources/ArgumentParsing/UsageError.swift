/// A command line, or an environment variable that stands for an option, that cannot be understood.
package struct UsageError: Error, Equatable {
  /// What kind of mistake it is, for callers that treat some of them differently.
  package enum Kind: Sendable, Equatable {
    case unknownCommand(String)
    case missingCommand
    case unknownOption(String)
    case missingValue(option: String)
    case unexpectedValue(option: String)
    case invalidValue
    case repeatedOption(String)
    case missingArgument(String)
    case excessArgument(String)
  }

  package let kind: Kind
  /// What is wrong, with the offending word.
  package let message: String
  /// Where it stands: which word of the command line, or which environment variable.
  package let place: String?
  /// What to type instead.
  package let help: String
}
