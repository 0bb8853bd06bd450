import ArgumentParsing
import Devices
import Execution
import Formats
import Journals
import Studies

/// Says what a command takes from machines elsewhere and shows them, asks before anything is submitted, and says at the
/// end what it cost.
enum RemoteConsent {
  /// A backend that asks before its first batch; `batches` is how many like that one the command takes, and `shots` how
  /// many shots each circuit takes in all, where the first batch takes fewer. Backends of this machine stay as they are.
  static func asking(
    on backend: any Backend, _ exposure: Exposure, batches: Int = 1, shots: Int? = nil, _ arguments: Arguments,
    in session: Session
  ) -> any Backend {
    guard var remote = backend as? RemoteBackend else { return backend }
    remote.expectedBatches = batches
    remote.expectedShots = shots
    let isGiven = arguments[RemoteOptions.yes]
    let asked = remote
    remote.consent = { (quote) async throws(RemoteFailure) in
      // An interrupt ends nothing but this process: what was submitted runs on, and may cost.
      if !asked.isEmulated {
        Interruption.announce(
          resumingWith: session.commandLine, "what was submitted runs on; see it, or cancel it, with: shotglass jobs")
      }
      if quote.knownJobs > 0 {
        session.note(
          "\(asked.name): \(counted(quote.knownJobs, "job")) of an earlier run \(quote.knownJobs == 1 ? "is" : "are") taken"
        )
      }
      let open = quote.unsubmittedJobs.count
      if open > 0 {
        session.note(
          "\(asked.name): \(counted(open, "job")) of an earlier run \(open == 1 ? "was" : "were") never submitted, and "
            + "\(open == 1 ? "is" : "are") to be submitted now")
      }
      guard !asked.isFree, quote.circuits > 0 else { return }
      try ask(quote, on: asked, sees: exposure.sees, isGiven: isGiven, in: session)
    }
    return remote
  }

  /// Shows a quote, and asks unless consent is given.
  static func ask(
    _ quote: RemoteQuote, on remote: RemoteBackend, sees: String, isGiven: Bool, in session: Session
  ) throws(RemoteFailure) {
    let cost = quote.cost.map { "at most \(Cost.text($0.amount)) \($0.unit)" } ?? "at a price that is not known"
    let jobs = quote.jobs.map { " in \(counted($0, "job"))" } ?? ""
    session.note(
      """
      \(remote.name): \(counted(quote.circuits, "circuit")) with \(quote.shots) shots\(jobs), \(cost)
      \(remote.isVerbatim ? "compiled on this side, and run as they are written\n" : "")\
      the provider sees \(sees)
      """)
    if let age = ageInDays(of: remote.device.price), age > oldestPrice {
      session.note(
        "warning: the price of \(remote.device.name) was read \(age) days ago; compare it with the provider's, and "
          + "write it to backends/\(remote.device.name).json")
    }
    guard !isGiven else { return }
    guard session.input.isTerminal else {
      throw RemoteFailure(.misuse, "nothing is submitted to \(remote.name) without consent", help: "add --yes")
    }
    try? session.errors.write("submit? [y/N] ")
    guard let answer = session.input.typedLine()?.lowercased(), answer == "y" || answer == "yes" else {
      throw RemoteFailure(.declined, "nothing was submitted", help: "answer y, or add --yes")
    }
  }

  /// Prices that were read longer ago are warned of, in days.
  private static let oldestPrice = 90

  /// How many days ago a price was read; nil where there is none, or none of a known day.
  static func ageInDays(of price: Device.Price?, now: UTCTime = .now()) -> Int? {
    guard let date = price?.date, let day = UTCTime(iso8601: date + "T00:00:00Z") else { return nil }
    return now.seconds(since: day) / 86_400
  }

  /// Says what the jobs of a command cost; nothing where they are free.
  static func settle(_ backend: any Backend, in session: Session) {
    guard let remote = backend as? RemoteBackend, !remote.isFree, !remote.jobs.isEmpty else { return }
    session.note("\(remote.name): \(bill(of: remote.jobs))")
  }

  /// What jobs cost, in words.
  static func bill(of jobs: [RemoteJob]) -> String {
    let bills = jobs.compactMap(\.bill)
    let sums = Dictionary(grouping: bills, by: \.unit).sorted { $0.key < $1.key }.map { unit, bills in
      "\(Cost.text(bills.reduce(0) { $0 + $1.amount })) \(unit)"
    }
    let open = jobs.count - bills.count
    let rest = open > 0 ? "; \(counted(open, "bill")) not known yet: shotglass jobs" : ""
    return "billed \(sums.isEmpty ? "nothing" : sums.joined(separator: " and "))\(rest)"
  }

  static func counted(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
}
