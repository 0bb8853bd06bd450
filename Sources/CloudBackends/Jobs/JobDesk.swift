internal import Execution
internal import Formats
internal import Journals
internal import Networking
internal import Numerics

/// Takes jobs from being written down to their kept results, through the journal and one provider. It never sends what
/// may have been taken.
struct JobDesk: Sendable {
  let provider: any CloudProvider
  let journal: Journal
  let clock: WallClock
  var polling = Backoff.polling
  /// Whether a job that two complete lists do not hold is submitted again.
  var resubmitsAbsent = false
  /// Whether jobs of one batch go into a session, where the provider has any.
  var usesSessions = true
  /// How a job is called, by its work and part.
  var tag: @Sendable (_ work: String, _ part: Int) -> String = { _, _ in Intent.randomID() }
  /// How many jobs may be submitted within a minute; as many as the provider takes unless it is given.
  var mostSubmissionsPerMinute: Int?

  /// How often a list is asked for after a lost answer: lists lag.
  private static let mostSearches = 4
  /// IBM takes five jobs a minute.
  private static let secondsAfterTooMany = 12.0
  /// How often a result is asked for that does not come whole.
  private static let mostReadings = 3
  /// What a result may have beside its shots.
  private static let leastReply = 32 << 20

  // MARK: Submission

  /// Makes sure that the provider has the job, and gives its record.
  func submitted(
    _ id: String, _ body: [UInt8], in session: BatchSession
  ) async throws(RemoteFailure) -> JobRecord {
    var random = RandomStream(seed: UInt64.random(in: 0 ... .max))
    var (posts, searches) = (0, 0)
    var failure: RemoteFailure?
    while true {
      let record = try self.record(id)
      switch record.submission {
      case .answered: return record
      case .planned: failure = try await post(record, body, session)
      case .refused(let refusal):
        // What an earlier run was refused for may have passed.
        if posts > 0 || !refusal.isTemporary {
          guard refusal.mayPassSoon, let wait = Backoff.requests.delay(afterAttempt: posts - 1, random: &random) else {
            throw failure ?? Self.failure(of: refusal, record)
          }
          try await pause(refusal.status == 429 ? max(wait, Self.secondsAfterTooMany) : wait)
        }
        failure = try await post(record, body, session)
      case .absent:
        guard resubmitsAbsent else { throw Self.isAbsent(record) }
        failure = try await post(record, body, session)
      case .sent, .ambiguous:
        if try await isFound(record) { continue }
        searches += 1
        guard searches < Self.mostSearches else { throw Self.isUnknown(record, provider) }
        try await pause(2)
        // The same token is the same job.
        guard clock.now().seconds(since: record.intendedAt) < provider.secondsOfToken else { continue }
        failure = try await post(record, body, session)
      }
      posts += 1
    }
  }

  /// Asks the provider whether it has the job, and writes down what it says; false where it does not say that it has.
  private func isFound(_ record: JobRecord) async throws(RemoteFailure) -> Bool {
    switch try await provider.search(record.intent) {
    case .found(let job):
      try note(.answer(job: job), record)
      return true
    case .absent:
      try note(.absent, record)
      return false
    }
  }

  /// The record of a job, looked for at the provider where its answer was lost.
  func found(_ id: String) async throws(RemoteFailure) -> JobRecord {
    let record = try self.record(id)
    if record.isUnknown { _ = try await isFound(record) }
    return try self.record(id)
  }

  /// Sends the request once, and gives the failure that the provider's refusal is.
  private func post(
    _ record: JobRecord, _ body: [UInt8], _ batch: BatchSession
  ) async throws(RemoteFailure) -> RemoteFailure? {
    guard SHA256.hexadecimal(of: body) == record.intent.bodyDigest else {
      throw RemoteFailure(
        .misuse, "the job \(record.intent.id) was written down with another body",
        help: "run the command that began it, with the same version of shotglass")
    }
    while true {
      let session = try await batch.id(for: record.intent.id)
      while let wait = try depart(record) { try await pause(Double(wait)) }
      let answer =
        if let session { await provider.submit(body, in: session) } else { await provider.submit(body) }
      switch answer {
      case .taken(let job): try note(.answer(job: job), record)
      case .refused(var refusal, _) where session != nil && refusal.mayBeOfSession:
        refusal.isTemporary = true
        try note(.refused(refusal), record)
        await batch.close()
        continue
      case .refused(let refusal, let failure):
        try note(.refused(refusal), record)
        return failure
      case .ambiguous(let reason): try note(.ambiguous(reason: reason), record)
      }
      return nil
    }
  }

  private func depart(_ record: JobRecord) throws(RemoteFailure) -> Int? {
    let most = mostSubmissionsPerMinute ?? provider.mostSubmissionsPerMinute
    do { return try journal.depart(record.intent.id, most: most) } catch { throw RemoteFailure(error) }
  }

  // MARK: Following

  /// Asks once how a job is, and writes down what is new; a completed job's result is kept, and its bill.
  func refreshed(_ id: String) async throws(RemoteFailure) -> JobRecord {
    let record = try self.record(id)
    guard let job = record.job else { return record }
    if record.state?.isFinal != true {
      let status = try await provider.status(of: job)
      if status.state != record.state { try note(.state(status.state, message: status.message), record) }
    }
    let known = try self.record(id)
    guard let state = known.state, state.isFinal else { return known }
    if state == .completed { try await keepResult(of: known, job) }
    // A bill that is not to be had now is asked for again when the job is looked at again.
    if !known.isBilled, let bill = try? await provider.bill(known.intent, job: job) { try note(.bill(bill), known) }
    return try self.record(id)
  }

  /// Keeps a result before anybody reads it. One that is no whole document was cut on its way, and is asked for again.
  private func keepResult(of record: JobRecord, _ job: String) async throws(RemoteFailure) {
    var kept = record.result
    for attempt in 0..<Self.mostReadings {
      if let kept, let bytes = try? journal.bytes(of: kept), (try? JSONReader(parsing: bytes)) != nil { return }
      if attempt > 0 { try await pause(2) }
      let raw = try await provider.result(of: job, limit: Self.replyLimit(record.intent))
      do { kept = try journal.keep(raw, of: record.intent.id) } catch { throw RemoteFailure(error) }
    }
  }

  /// Waits until jobs have ended, asking about each in turn.
  func settled(_ ids: [String]) async throws(RemoteFailure) {
    var open = ids
    var random = RandomStream(seed: UInt64.random(in: 0 ... .max))
    var round = 0
    while true {
      let records = try await together(open) { (id) async throws(RemoteFailure) in try await refreshed(id) }
      let rest = zip(open, records).filter { !$0.1.isSettled }.map(\.0)
      guard !rest.isEmpty else { return }
      // Something new came of the last questions: ask soon again.
      round = rest.count < open.count ? 0 : round + 1
      open = rest
      try await pause(polling.delay(afterAttempt: round, random: &random) ?? polling.longestSpanInSeconds)
    }
  }

  /// Asks for the end of a job; it is followed until it has ended.
  func cancel(_ id: String) async throws(RemoteFailure) {
    let record = try self.record(id)
    guard let job = record.job else {
      throw RemoteFailure(
        .misuse, "nothing is known to run under \(id)", help: "see how it is: shotglass jobs show \(id)")
    }
    try note(.cancel, record)
    try await provider.cancel(job)
  }

  // MARK: Parts

  func record(_ id: String) throws(RemoteFailure) -> JobRecord {
    do {
      guard let record = try journal.record(id) else {
        throw RemoteFailure(.misuse, "the journal has no job '\(quotedText(id))'", help: "see: shotglass jobs list")
      }
      return record
    } catch let error as RemoteFailure { throw error } catch let error as JournalError {
      throw RemoteFailure(error)
    } catch { throw RemoteFailure(.fault, "\(error)", help: "run the same command again") }
  }

  private func note(_ event: JobEvent, _ record: JobRecord) throws(RemoteFailure) {
    do { try journal.note(event, of: record.intent.id) } catch { throw RemoteFailure(error) }
  }

  private func pause(_ seconds: Double) async throws(RemoteFailure) {
    await clock.sleep(seconds)
    guard !Task.isCancelled else {
      throw RemoteFailure(
        .fault, "interrupted; what was submitted goes on", help: "run the same command again to go on with it")
    }
  }

  /// As many bytes as the shots of a job can take, written in any known form, and as much again.
  static func replyLimit(_ intent: Intent) -> Int {
    let bits = (try? JobPlan.layouts(intent.details))?.reduce(0) { $0 + $1.layout.bitCount * $1.layout.shots } ?? 0
    // A bit takes up to four bytes as `[0, 1]`, a shot a few dozen around it.
    return leastReply + min(bits, 1 << 36) * 8 + min(intent.shots, 1 << 30) * 128
  }

  private static func failure(of refusal: Refusal, _ record: JobRecord) -> RemoteFailure {
    RemoteFailure(
      .unsupported, "the provider refused the job \(record.intent.id): \(refusal.reason)",
      help: "change the program or the options as the message says")
  }

  private static func isAbsent(_ record: JobRecord) -> RemoteFailure {
    RemoteFailure(
      .fault, "the provider does not have the job \(record.intent.id): two complete lists are without it",
      help: "submit it again with --resubmit-absent")
  }

  private static func isUnknown(_ record: JobRecord, _ provider: any CloudProvider) -> RemoteFailure {
    RemoteFailure(
      .fault,
      "\(provider.name.title) may have taken the job \(record.intent.id), with the tag \(record.intent.tag), and does "
        + "not list it yet",
      help: "run the same command again in ten minutes: it looks for the tag, and submits nothing twice")
  }
}

extension Refusal {
  /// Whether the same request may be taken within a minute: nothing was sent, or too much was.
  fileprivate var mayPassSoon: Bool { isTemporary && (status == nil || status == 429) }

  /// Whether the session may be what was refused, since it has ended or the account may have none: without one the
  /// answer is about the job.
  fileprivate var mayBeOfSession: Bool { status.map { ![401, 429].contains($0) } ?? false }
}
