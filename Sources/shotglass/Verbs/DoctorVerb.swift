import ArgumentParsing
import Formats

/// `doctor`: does everything that commands rely on work here?
enum DoctorVerb {
  static let online = Option.flag(
    "online", readsEnvironment: false, help: "Also ask the cloud providers whether the credentials are good.")

  static let verb = Verb(
    command: Command(
      name: "doctor", summary: "Check that everything works here, and say how to repair what does not.",
      description: """
        Every line is a pass or a fault with its fix; the status is 1 if there is a fault. Secrets are never printed.

        With --online each provider that there are keys of is asked whose they are; nothing is submitted.
        """,
      options: [online.declaration],
      examples: [
        Command.Example("shotglass doctor", "Check libraries, folders, credentials and the simulator."),
        Command.Example("shotglass doctor --json", "The same for a program to read."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    var checks: [DoctorCheck] = [.pass(Application.name, Version.text)]
    checks += LibraryChecks.all()
    if let selfTest = session.application.selfTest { checks.append(await check(selfTest)) }
    checks += FolderChecks.all(in: ".", environment: session.environment)
    checks.append(EnvironmentCheck.check(environment: session.environment, root: session.application.root))
    checks.append(CredentialsCheck.check(environment: session.environment))
    checks.append(AmazonKeysCheck.check(environment: session.environment))
    if arguments[online] {
      checks += await ProviderChecks.all(in: session)
    }
    let isPassed = checks.allSatisfy(\.isPassed)
    if session.wantsJSON {
      try session.print(["checks": .array(checks.map(\.json)), "passed": .bool(isPassed)])
    } else {
      try session.print(checks.map(\.text).joined())
    }
    return isPassed ? .done : .answerIsNo
  }

  private static func check(_ selfTest: @Sendable () async throws -> String) async -> DoctorCheck {
    do {
      return .pass("self-test", try await selfTest())
    } catch {
      let message = (error as? Failure)?.message ?? "\(error)"
      return .fault("self-test", message, fix: "this is a bug in shotglass \(Version.text): please report it")
    }
  }
}
