internal import Networking
internal import Formats

/// A provider's service: answers requests as values, without sockets and without waiting.
package struct EmulatedService: Sendable {
  /// What comes of a request.
  package enum Exchange: Sendable, Equatable {
    /// The answer, so many of our seconds later.
    case reply(Reply, after: Double)
    /// The connection ends without an answer.
    case drop
  }

  private let provider: any ProviderProtocol
  private var state: ServiceState
  private var faults: FaultScript
  private var log: RequestLog
  let worker: JobWorker
  /// Requests whose connections were dropped and that are taken later.
  private var late: [(due: Double, request: ReceivedRequest)] = []

  package init(
    _ provider: EmulatedProvider, machine: EmulatedDevice, settings: EmulationSettings = EmulationSettings(),
    log: RequestLog = RequestLog(), store: JobStore = JobStore(), now: Double? = nil
  ) throws(EmulationError) {
    let provider = provider.protocolValue
    self.provider = provider
    self.log = log
    faults = settings.faults
    state = ServiceState(machine: machine, settings: settings, store: store, now: now ?? Socket.wallClock)
    worker = JobWorker(
      JobRunner(machine: machine, seed: settings.seed, drawsByContent: settings.isImmediate))
    let naming = state
    try state.restore(provider) { provider.id(of: $0, in: naming) }
    passOnWork()
  }

  /// What the vendor's client must be told to come here.
  package func settings(endpoint: String) -> [(key: String, value: String)] {
    provider.settings(endpoint: endpoint, device: state.machine)
  }

  /// Why the service cannot go on.
  package var breakdown: EmulationError? { state.breakdown }

  /// Lets another service have the store.
  func closeStore() { state.store.close() }

  // MARK: Requests

  package mutating func answer(_ request: ReceivedRequest, at now: Double) -> Exchange {
    advance(to: now)
    state.note = RequestLog.Entry(
      method: request.method, path: Self.loggedPath(request),
      bodyDigest: request.body.isEmpty ? nil : SHA256.hexadecimal(of: request.body))
    if let refusal = gate(request) {
      write(status: refusal.status)
      return .reply(refusal, after: 0)
    }
    let fault = faults.strike(method: request.method, path: request.path)
    state.fault = fault
    state.note.fault = fault?.kind
    defer { state.fault = nil }
    let exchange = meet(fault, request)
    if case .reply(let reply, _) = exchange { write(status: reply.status) } else { write(status: nil) }
    passOnWork()
    return exchange
  }

  /// What does not even reach the protocol.
  private func gate(_ request: ReceivedRequest) -> Reply? {
    guard Self.isLoopback(request.header("Host") ?? "localhost") else {
      return provider.refusal(403, "only the loopback is served here", of: request)
    }
    guard request.header("Origin") == nil else {
      return provider.refusal(403, "requests of web pages are not served here", of: request)
    }
    return nil
  }

  /// Whether a Host header names this machine, with any port.
  static func isLoopback(_ host: String) -> Bool {
    var name = host.lowercased()
    if name.hasPrefix("[") { return name == "[::1]" || name.hasPrefix("[::1]:") }
    if let colon = name.firstIndex(of: ":") {
      guard name[name.index(after: colon)...].allSatisfy(\.isNumber) else { return false }
      name = String(name[..<colon])
    }
    return name == "127.0.0.1" || name == "localhost"
  }

  private mutating func meet(_ fault: FaultScript.Fault?, _ request: ReceivedRequest) -> Exchange {
    let value = fault?.value ?? 0
    switch fault?.kind {
    case .dropBefore: return .drop
    case .dropAfter:
      _ = provider.answer(request, in: &state)
      return .drop
    case .acceptLate:
      late.append((state.now + state.wallSeconds(value), request))
      return .drop
    case .status:
      var reply = provider.refusal(Int(value), "the service has a fault", of: request)
      if value == 429 || value == 503 { reply.headers.append(ReceivedRequest.Header("Retry-After", "1")) }
      return .reply(reply, after: 0)
    case .slow: return .reply(provider.answer(request, in: &state), after: state.wallSeconds(value))
    case .truncate, .wrongLength:
      var reply = provider.answer(request, in: &state)
      reply.framing = fault?.kind == .truncate ? .truncated : .lengthOff(by: Int(value))
      return .reply(reply, after: 0)
    case .duplicate:
      _ = provider.answer(request, in: &state)
      write(status: nil)
    case .resultGone where request.method == "GET":
      return .reply(provider.refusal(404, "the result is no longer there", of: request), after: 0)
    case .expireToken:
      state.tokens.expireAll()
      if let refusal = provider.expired(request) { return .reply(refusal, after: 0) }
    case .skew: state.now += value
    case .listLag, .jobFailed, .resultGone, nil: break
    }
    let reply = provider.answer(request, in: &state)
    if fault?.kind == .skew { state.now -= value }
    return .reply(reply, after: 0)
  }

  // MARK: Time

  /// Does what is due: takes what comes late, and writes the bills of jobs that have ended.
  package mutating func advance(to now: Double) {
    state.now = now
    for outcome in worker.takeFinished() { state.finish(outcome.ordinal, outcome.result) }
    while let place = late.firstIndex(where: { $0.due <= now }) {
      let request = late.remove(at: place).request
      state.note = RequestLog.Entry(
        method: request.method, path: Self.loggedPath(request), fault: .acceptLate,
        bodyDigest: request.body.isEmpty ? nil : SHA256.hexadecimal(of: request.body))
      _ = provider.answer(request, in: &state)
      write(status: nil)
    }
    for job in state.settle() {
      state.note = RequestLog.Entry(
        jobID: job.id, idempotencyKey: job.order.idempotencyKey, tag: job.tags.first, billed: state.bill(of: job))
      write(status: nil)
    }
    passOnWork()
  }

  /// When something is due by itself; nil where nothing is.
  package var nextDue: Double? {
    let ends = state.jobs.reversed().prefix(ServiceLimits.openJobs * 2).filter { !$0.isSettled && $0.outcome != nil }
    return (late.map(\.due) + ends.map(\.ends)).min()
  }

  /// The time that the service's replies say.
  package func date(at now: Double) -> String { UTCTime(seconds: now).httpDate }

  /// A refusal of what is no request at all.
  package func refusal(_ status: Int, _ message: String) -> Reply {
    provider.refusal(status, message, of: ReceivedRequest(method: "GET", target: "/"))
  }

  private mutating func passOnWork() {
    for ordinal in state.started where state.jobs.indices.contains(ordinal) {
      worker.start(state.jobs[ordinal].order, ordinal: ordinal)
    }
    for ordinal in state.skipped { worker.skip(ordinal) }
    (state.started, state.skipped) = ([], [])
  }

  // MARK: Log

  private mutating func write(status: Int?) {
    state.note.status = status
    do { try log.write(state.note, at: state.now) } catch { state.breakdown = error }
    state.note.isAccepted = false
  }

  /// The target without what may be a secret in a query.
  private static func loggedPath(_ request: ReceivedRequest) -> String {
    request.query.isEmpty || !request.query.lowercased().contains("signature=")
      ? request.target : request.path + "?" + RequestLog.trace(of: request.query)
  }
}
