package import Formats

/// Where the submission of a job stands.
package enum Submission: Sendable, Equatable {
  /// Nothing was sent.
  case planned
  /// The request was about to leave, and nothing more is known: it may be on its way, or its process has died.
  case sent(at: UTCTime)
  /// Someone waited for an answer in vain. `absences` are the times of complete lists without the job.
  case ambiguous(since: UTCTime, absences: [UTCTime])
  /// The provider does not have it: two complete lists say so, long enough after the request.
  case absent
  case refused(Refusal)
  /// The provider has it, under this name.
  case answered(job: String)
}

/// A provider's answer as it came, in a file of the journal's folder.
package struct StoredResult: Sendable, Equatable {
  package let file: String
  /// SHA-256 of the file.
  package let digest: String
}

/// All that the journal knows of one job: a fold over its events in their order.
package struct JobRecord: Sendable, Equatable {
  /// A list counts as evidence when it is asked for so long after the last byte of the request.
  package static let secondsUntilAbsenceCounts = 600
  package static let absencesNeeded = 2

  package let intent: Intent
  package let intendedAt: UTCTime
  package private(set) var submission = Submission.planned
  /// Nil until the provider said something about the job.
  package private(set) var state: JobState?
  package private(set) var message: String?
  package private(set) var result: StoredResult?
  /// Whether the result was handed to whoever asked for it.
  package private(set) var isDelivered = false
  package private(set) var isBilled = false
  package private(set) var bill: Cost?
  package private(set) var isCancelAsked = false
  /// Sessions that were opened for the job's batch, beginning with this job, and not closed.
  package private(set) var openSessions: [String] = []
  /// Other names that the provider gave to the same intent: it was taken more than once.
  package private(set) var duplicates: [String] = []
  package private(set) var lastChange: UTCTime

  init(_ intent: Intent, at time: UTCTime) {
    self.intent = intent
    intendedAt = time
    lastChange = time
  }

  package var job: String? {
    if case .answered(let job) = submission { job } else { nil }
  }

  /// Whether a request may be sent without the risk of paying twice.
  package func maySend(resubmittingAbsent: Bool = false) -> Bool {
    switch submission {
    case .planned: true
    case .refused(let refusal): refusal.isTemporary
    case .absent: resubmittingAbsent
    case .sent, .ambiguous, .answered: false
    }
  }

  /// Whether the provider may have the job without our knowing its name.
  package var isUnknown: Bool {
    switch submission {
    case .sent, .ambiguous: true
    case .planned, .absent, .refused, .answered: false
    }
  }

  /// Whether nothing more is to be done: it ended, with its result kept where it has one.
  package var isSettled: Bool {
    switch submission {
    case .answered:
      switch state {
      case .completed: result != nil
      case .failed, .cancelled: true
      case .queued, .running, nil: false
      }
    case .refused(let refusal): !refusal.isTemporary
    case .planned, .sent, .ambiguous, .absent: false
    }
  }

  mutating func apply(_ event: JobEvent, at time: UTCTime) {
    lastChange = max(lastChange, time)
    switch event {
    case .intent: break
    case .sent, .answer, .refused, .ambiguous, .absent: applySubmission(event, at: time)
    case .state(let state, let message):
      // What is final stays, however late an older answer is written down.
      guard self.state?.isFinal != true else { return }
      self.state = state
      self.message = message
    case .result(let file, let digest, let isDelivered):
      // One that was cut on its way is followed by a whole one.
      result = StoredResult(file: file, digest: digest)
      self.isDelivered = self.isDelivered || isDelivered
    case .bill(let cost):
      isBilled = true
      bill = cost
    case .cancel: isCancelAsked = true
    case .session(let id, let isOpen):
      openSessions.removeAll { $0 == id }
      if isOpen { openSessions.append(id) }
    }
  }

  private mutating func applySubmission(_ event: JobEvent, at time: UTCTime) {
    // The name of a job is never forgotten.
    if case .answered(let known) = submission {
      if case .answer(let job) = event, job != known, !duplicates.contains(job) { duplicates.append(job) }
      return
    }
    switch event {
    case .sent: submission = .sent(at: time)
    case .answer(let job): submission = .answered(job: job)
    case .refused(let refusal): submission = .refused(refusal)
    case .ambiguous:
      guard case .ambiguous = submission else { return submission = .ambiguous(since: time, absences: []) }
    case .absent: addAbsence(at: time)
    default: break
    }
  }

  private mutating func addAbsence(at time: UTCTime) {
    let since: UTCTime
    var absences: [UTCTime] = []
    switch submission {
    case .sent(let at): since = at
    case .ambiguous(let start, let earlier): (since, absences) = (start, earlier)
    case .planned, .refused, .absent, .answered: return
    }
    if time.seconds(since: since) >= Self.secondsUntilAbsenceCounts, time > absences.last ?? since {
      absences.append(time)
    }
    submission =
      absences.count >= Self.absencesNeeded ? .absent : .ambiguous(since: since, absences: absences)
  }
}

/// The records of all intents, in the order in which they were written down.
package struct JobRecords: Sendable, Equatable {
  package private(set) var all: [JobRecord] = []
  private var places: [String: Int] = [:]

  package init() {}

  package subscript(id: String) -> JobRecord? { places[id].map { all[$0] } }

  /// The jobs that were asked for to do a work, the newest first.
  package func jobs(of work: String) -> [JobRecord] { all.filter { $0.intent.work == work }.reversed() }

  /// False when the event is about an intent that was never written down.
  package mutating func apply(_ event: JobEvent, to id: String, at time: UTCTime) -> Bool {
    if let place = places[id] {
      all[place].apply(event, at: time)
      return true
    }
    guard case .intent(let intent) = event, intent.id == id else { return false }
    places[id] = all.count
    all.append(JobRecord(intent, at: time))
    return true
  }
}
