internal import Formats

/// How far a job has come at its provider.
package enum JobState: String, Sendable, CaseIterable {
  case queued, running, completed, failed, cancelled

  /// Whether it stays as it is.
  package var isFinal: Bool {
    switch self {
    case .queued, .running: false
    case .completed, .failed, .cancelled: true
    }
  }
}

/// Why a job was not taken.
package struct Refusal: Sendable, Equatable {
  /// The status of the provider's answer; nil where nothing was sent.
  package var status: Int?
  package var reason: String
  /// Whether the same job may be taken later.
  package var isTemporary: Bool

  package init(status: Int?, reason: String, isTemporary: Bool) {
    self.status = status
    self.reason = reason
    self.isTemporary = isTemporary
  }
}

/// What happened to an intent.
package enum JobEvent: Sendable, Equatable {
  case intent(Intent)
  /// The request is about to leave. Written to the disk before its first byte.
  case sent
  /// The provider took the job and named it.
  case answer(job: String)
  case refused(Refusal)
  /// There is no answer, and the provider may have taken the job.
  case ambiguous(reason: String)
  /// A complete list of the account's jobs does not hold this one.
  case absent
  case state(JobState, message: String?)
  /// The raw result lies in a file of the journal's folder, or was handed to whoever asked for it.
  case result(file: String, digest: String, isDelivered: Bool)
  /// What the provider says it charged; nil where it charges nothing that it tells.
  case bill(Cost?)
  case cancel
  /// A session of the provider for the jobs of a batch, written down with the first of them that goes into it.
  case session(id: String, isOpen: Bool)

  /// Whether a power failure that takes it costs nothing but a question: a later sync puts it on the disk with the rest.
  var canBeAskedAgain: Bool {
    switch self {
    case .state, .bill: true
    case .intent, .sent, .answer, .refused, .ambiguous, .absent, .result, .cancel, .session: false
    }
  }

  var kind: String {
    switch self {
    case .intent: "intent"
    case .sent: "sent"
    case .answer: "answer"
    case .refused: "refused"
    case .ambiguous: "ambiguous"
    case .absent: "absent"
    case .state: "state"
    case .result: "result"
    case .bill: "bill"
    case .cancel: "cancel"
    case .session: "session"
    }
  }

  /// The keys of the kind, beside those of every line.
  var json: [String: JSON] {
    switch self {
    case .intent(let intent): intent.json
    case .sent, .absent, .cancel: [:]
    case .answer(let job): ["job": .string(job)]
    case .refused(let refusal):
      [
        "status": JSON(refusal.status), "reason": .string(refusal.reason), "isTemporary": .bool(refusal.isTemporary),
      ]
    case .ambiguous(let reason): ["reason": .string(reason)]
    case .state(let state, let message): ["state": .string(state.rawValue), "message": JSON(message)]
    case .result(let file, let digest, let isDelivered):
      ["file": .string(file), "sha256": .string(digest), "isDelivered": .bool(isDelivered)]
    case .bill(let cost): ["cost": cost?.json ?? .null]
    case .session(let id, let isOpen): ["session": .string(id), "isOpen": .bool(isOpen)]
    }
  }

  init(kind: String, intent: String, _ reader: JSONReader) throws(FormatError) {
    var object = try reader.object()
    switch kind {
    case "intent": self = .intent(try Intent(id: intent, reader))
    case "sent": self = .sent
    case "absent": self = .absent
    case "cancel": self = .cancel
    case "answer": self = .answer(job: try object.required("job").string())
    case "refused":
      let status = try object.required("status")
      self = .refused(
        Refusal(
          status: status.isNull ? nil : try status.integer(), reason: try object.required("reason").string(),
          isTemporary: try object.required("isTemporary").bool()))
    case "ambiguous": self = .ambiguous(reason: try object.required("reason").string())
    case "state":
      self = .state(
        try object.required("state").choice(of: JobState.self), message: try object.present("message")?.string())
    case "result":
      self = .result(
        file: try object.required("file").string(), digest: try object.required("sha256").string(),
        isDelivered: try object.required("isDelivered").bool())
    case "bill":
      let cost = try object.required("cost")
      self = .bill(cost.isNull ? nil : try Cost(cost))
    case "session":
      self = .session(id: try object.required("session").string(), isOpen: try object.required("isOpen").bool())
    default: throw reader.error("the kind \(quotedText(kind)) is unknown", help: "update shotglass")
    }
  }
}
