import CloudBackends
import Execution
import Journals
import Transpilation

/// Says what a job in a cloud takes and shows, and asks before anything is submitted.
enum RemoteConsent {
  /// Returns when the batch may run; a backend of this machine, or one that is free, needs no consent.
  static func ask(
    for batch: Batch, on backend: any Backend, isGiven: Bool, in session: Session
  ) async throws {
    let compiled = backend as? TranspilingBackend
    guard let cloud = (compiled?.base ?? backend) as? CloudBackend else { return }
    // An interrupt ends nothing but this process: what was submitted runs on, and may cost.
    Interruption.announce(resumingWith: "the same command; what runs on, and how to cancel it: shotglass jobs")
    guard !cloud.isLocal else { return }
    let quote = try await cloud.quote(compiled?.compiled(batch) ?? batch)
    let cost = quote.cost.map { "at most \($0.amount) \($0.unit)" } ?? "at a price that is not known"
    session.note(
      """
      \(cloud.name): \(quote.circuits) \(quote.circuits == 1 ? "circuit" : "circuits") with \(quote.shots) shots in \
      \(quote.jobs) \(quote.jobs == 1 ? "job" : "jobs"), \(cost)
      the provider sees the circuits, and the inputs that are bound in them
      """)
    guard !isGiven else { return }
    guard session.input.isTerminal else {
      throw Failure(.misuse, "nothing is submitted to \(cloud.name) without consent", help: "add --yes")
    }
    try session.errors.write("submit? [y/N] ")
    guard let answer = session.input.typedLine()?.lowercased(), answer == "y" || answer == "yes" else {
      throw Failure(.answerIsNo, "nothing was submitted", help: "answer y, or add --yes")
    }
  }
}
