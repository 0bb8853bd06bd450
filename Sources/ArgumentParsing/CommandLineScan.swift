/// One pass over the words of a command line: sorts them into subcommands, options and arguments.
struct CommandLineScan {
  let words: [String]
  private let programName: String
  /// The command reached so far.
  private(set) var node: CommandNode
  /// The words given for each option, by its long name; a flag's word is `true`.
  private(set) var given: [String: [String]] = [:]
  /// The words that are neither options nor subcommands, with their indices.
  private var positionals: [(word: String, index: Int)] = []
  private var next = 0

  init(words: [String], root: Command) {
    self.words = words
    programName = root.name
    node = CommandNode(path: [], command: root, inheritedOptions: [])
  }

  mutating func run() throws(UsageError) {
    var areOptionsEnded = false
    while next < words.count {
      let word = words[next]
      if !areOptionsEnded, word == "--" {
        areOptionsEnded = true
        next += 1
      } else if !areOptionsEnded, word.hasPrefix("--") {
        try readLongOption(word)
      } else if !areOptionsEnded, word.hasPrefix("-"), word != "-" {
        try readShortOption(word)
      } else if node.command.subcommands.isEmpty {
        positionals.append((word, next))
        next += 1
      } else {
        try descend(into: word)
      }
    }
  }

  private mutating func descend(into word: String) throws(UsageError) {
    guard let subcommand = node.command.subcommand(word) else {
      let match = NearestMatch.find(word, among: node.command.subcommands.map(\.name))
      throw UsageError(
        kind: .unknownCommand(word), message: "unknown verb \(quoted(word))", place: place(next),
        help: match.map { "did you mean '\(commandLine) \($0)'?" } ?? "'\(programName) help' lists the verbs")
    }
    node = CommandNode(path: node.path + [word], command: subcommand, inheritedOptions: node.options)
    next += 1
  }

  private mutating func readLongOption(_ word: String) throws(UsageError) {
    let body = word.dropFirst(2)
    let name = String(body.prefix { $0 != "=" })
    guard let option = node.options.first(where: { $0.name == name }) else {
      throw unknownOption("--\(name)")
    }
    let attached = body.count > name.count ? String(body.dropFirst(name.count + 1)) : nil
    try read(option, typed: option.flag, attached: attached)
  }

  private mutating func readShortOption(_ word: String) throws(UsageError) {
    let letter = word[word.index(after: word.startIndex)]
    let rest = word.dropFirst(2)
    guard let option = node.options.first(where: { $0.short == letter }) else {
      throw unknownOption(word)
    }
    guard option.kind == .flag, !rest.isEmpty else {
      let attached = rest.hasPrefix("=") ? rest.dropFirst() : rest
      return try read(option, typed: "-\(letter)", attached: rest.isEmpty ? nil : String(attached))
    }
    throw unknownOption(word)
  }

  /// Takes the value of the option at `next`, which is attached or the next word.
  private mutating func read(_ option: OptionDeclaration, typed: String, attached: String?) throws(UsageError) {
    let start = next
    next += 1
    if given[option.name] != nil, !option.isRepeatable {
      throw UsageError(
        kind: .repeatedOption(option.name), message: "\(typed) is given twice", place: place(start),
        help: "give \(option.flag) once")
    }
    if option.kind == .flag {
      guard attached == nil else {
        throw UsageError(
          kind: .unexpectedValue(option: option.name), message: "\(typed) takes no value", place: place(start),
          help: "write \(option.flag) alone")
      }
      given[option.name] = ["true"]
      return
    }
    guard let value = attached ?? (next < words.count ? words[next] : nil) else {
      throw UsageError(
        kind: .missingValue(option: option.name), message: "\(typed) needs a value", place: place(start),
        help: "write \(option.flag) \(option.placeholder), where \(option.placeholder) is \(option.kind.expectation)")
    }
    if attached == nil { next += 1 }
    try ArgumentParser.check(value, kind: option.kind, name: option.flag, place: place(start))
    given[option.name, default: []].append(value)
  }

  /// Refuses a command that only groups others.
  func requireCommand() throws(UsageError) {
    guard node.command.subcommands.isEmpty else {
      throw UsageError(
        kind: .missingCommand, message: "no verb is given after '\(commandLine)'", place: nil,
        help: "'\(programName) help' lists the verbs")
    }
  }

  /// The words of each argument, by its name. With `requiringAll` unset, missing arguments are no error.
  func assignArguments(requiringAll: Bool) throws(UsageError) -> [String: [String]] {
    var assigned: [String: [String]] = [:]
    var rest = positionals[...]
    for argument in node.command.arguments {
      let taken = argument.isRepeatable ? rest : rest.prefix(1)
      rest = rest.dropFirst(taken.count)
      for (word, index) in taken {
        try ArgumentParser.check(word, kind: argument.kind, name: argument.name, place: place(index))
      }
      if !taken.isEmpty {
        assigned[argument.name] = taken.map(\.word)
      } else if argument.isRequired, requiringAll {
        throw UsageError(
          kind: .missingArgument(argument.name), message: "'\(commandLine)' needs \(argument.name)", place: nil,
          help: "usage: \(programName) \(node.usage)")
      }
    }
    if let (word, index) = rest.first {
      throw UsageError(
        kind: .excessArgument(word), message: "\(quoted(word)) is one argument too many for '\(commandLine)'",
        place: place(index), help: "usage: \(programName) \(node.usage)")
    }
    return assigned
  }

  private func unknownOption(_ typed: String) -> UsageError {
    var help = "'\(commandLine) -h' lists the options; after '--' every word is an argument"
    if let match = NearestMatch.find(String(typed.drop { $0 == "-" }), among: node.options.map(\.name)) {
      help = "did you mean '--\(match)'?"
    } else if let owner = node.command.subcommands.first(where: { $0.options.contains { $0.flag == typed } }) {
      help = "write it after the verb: \(commandLine) \(owner.name) \(typed)"
    }
    return UsageError(
      kind: .unknownOption(typed), message: "unknown option \(quoted(typed))", place: place(next), help: help)
  }

  private var commandLine: String { ([programName] + node.path).joined(separator: " ") }

  private func place(_ index: Int) -> String {
    "word \(index + 1) of the command line: \(quoted(words[index]))"
  }
}
