import ArgumentParsing
import Formats

/// The whole program as a value: its verbs, its help texts, and the parts that only some verbs need.
struct Application: Sendable {
  static let name = "shotglass"
  static let environmentPrefix = "SHOTGLASS_"

  let verbs: [Verb]
  /// What `help TOPIC` and `help CODE` print.
  let topics: [HelpTopic]
  /// Runs a two-qubit circuit and says what it found, or throws why it is wrong.
  let selfTest: (@Sendable () async throws -> String)?
  let root: Command

  init(verbs: [Verb], topics: [HelpTopic], selfTest: (@Sendable () async throws -> String)? = nil) {
    let offered =
      verbs.map(\.command.name) + topics.filter { !$0.isCode }.map(\.name) + [HelpVerb.markdown, HelpVerb.name]
    self.verbs = verbs + [Verb(command: HelpVerb.command(offering: offered.sorted()), run: HelpVerb.run)]
    self.topics = topics
    self.selfTest = selfTest
    root = Command(
      name: Self.name, summary: "Measure how much a quantum neural network leaks, shot by shot.",
      description: """
        shotglass reads OpenQASM 3 and 2 programs, checks, formats, draws, exports and runs them.

        A file named - is standard input or output. The result goes to standard output, everything else to standard
        error. The same command gives the same bytes, for any number of threads.

        A value comes from the command line, then from the environment variable of the option's name, such as
        SHOTGLASS_SHOTS for --shots, then from the default. --show-config says which.
        """,
      options: GlobalOptions.declarations,
      examples: [
        Command.Example("shotglass run bell.qasm --shots 1000 --seed 7", "Run a program 1000 times and count."),
        Command.Example("shotglass check *.qasm", "Find every error in some programs."),
        Command.Example("shotglass help run", "All about one verb."),
      ],
      exitCodes: ExitStatus.allCases.map { Command.ExitCode(Int($0.rawValue), $0.meaning) },
      subcommands: self.verbs.map(\.command))
  }

  /// Runs one command line, the program's name left out, and returns the status to exit with.
  func run(
    arguments words: [String], environment: [String: String], input: Input, output: Output, errors: Output
  ) async -> ExitStatus {
    let parser = ArgumentParser(root, environmentPrefix: Self.environmentPrefix)
    let arguments: Arguments
    do {
      arguments = try parser.parse(words, environment: environment)
    } catch {
      let isColoured = ColourChoice.auto.isColoured(errors, environment: environment)
      let failure = PlannedVerb.failure(for: error) ?? Failure(error)
      try? errors.write(failure.text(isColoured: isColoured))
      return failure.status
    }
    let session = Session(
      application: self, words: words, arguments: arguments, environment: environment, input: input, output: output,
      errors: errors)
    let clock = ContinuousClock()
    let start = clock.now
    let status = await status(of: arguments, in: session)
    if session.wantsTimings { try? errors.write("time: \(clock.now - start)\n") }
    return status
  }

  /// Does what is asked and turns every error into a message and a status.
  private func status(of arguments: Arguments, in session: Session) async -> ExitStatus {
    do {
      return try await perform(arguments, in: session)
    } catch let failure as Failure {
      session.report(failure)
      return failure.status
    } catch let error as WriteError {
      guard !error.isClosedPipe else { return .done }
      session.report(error.failure)
      return error.failure.status
    } catch is CancellationError {
      return .interrupted
    } catch {
      let failure = Failure.bug("\(error)")
      session.report(failure)
      return failure.status
    }
  }

  private func perform(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    if arguments[GlobalOptions.help] {
      let page = HelpPage(of: arguments.path, in: root, environmentPrefix: Self.environmentPrefix)
      try session.print(page?.short ?? "")
      return .done
    }
    if arguments[GlobalOptions.version] {
      try session.print("\(Self.name) \(Version.text)\n")
      return .done
    }
    if arguments[GlobalOptions.showConfiguration] {
      try ConfigurationListing(arguments).print(in: session)
      return .done
    }
    guard let verb = verbs.first(where: { [$0.command.name] == arguments.path.prefix(1) }) else {
      throw Failure.bug("the verb \(quoted(arguments.path.joined(separator: " "))) has no code")
    }
    return try await verb.run(arguments, session)
  }
}
