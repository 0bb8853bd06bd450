import ArgumentParsing

/// The command itself, as messages say how to go on with it.
extension Session {
  /// The command line as it is typed in a shell.
  var commandLine: String { Self.typed(words) }

  /// The same, going on from a checkpoint in place of the one that was named, if any.
  func commandLine(resumingFrom path: String) -> String { Self.commandLine(words, resumingFrom: path) }

  static func commandLine(_ words: [String], resumingFrom path: String) -> String {
    let option = "--\(TrainVerb.resume.declaration.name)"
    var kept: [String] = []
    var isValue = false
    for word in words {
      if isValue {
        isValue = false
      } else if word == option {
        isValue = true
      } else if !word.hasPrefix(option + "=") {
        kept.append(word)
      }
    }
    // What follows `--` is no option.
    kept.insert(contentsOf: [option, path], at: kept.firstIndex(of: "--") ?? kept.endIndex)
    return typed(kept)
  }

  private static func typed(_ words: [String]) -> String {
    ([Application.name] + words.map { shellWord($0) }).joined(separator: " ")
  }

  /// A word that a shell takes as it is, in quotes where it needs them.
  static func shellWord(_ word: String) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,+@%^")
    guard word.isEmpty || !word.allSatisfy(plain.contains) else { return word }
    return "'" + escapingControls(word).replacing("'", with: "'\\''") + "'"
  }
}
