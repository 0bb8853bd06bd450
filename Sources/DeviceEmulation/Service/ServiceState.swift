internal import Formats
internal import Networking
internal import Numerics

/// What a service knows: its machine, its jobs, its tokens, and the moment.
struct ServiceState: Sendable {
  let machine: EmulatedDevice
  private(set) var settings: EmulationSettings
  /// The service's clock, in seconds since 1970.
  var now: Double
  var tokens: TokenIssuer
  private(set) var jobs: [EmulatedJob] = []
  private var places: [String: Int] = [:]
  private var rememberedShots = 0
  private var byKey: [String: Int] = [:]
  /// Circuits that have ids of their own.
  private var children: [String: (ordinal: Int, index: Int)] = [:]
  /// When each backend is free.
  private var free: [String: Double] = [:]
  /// IBM's sessions, by id.
  var sessions: [String: IBMSession] = [:]
  /// When jobs were taken, by account, for the limit of their rate.
  var submissions: [String: [Double]] = [:]
  var store: JobStore
  /// Jobs that the simulation must begin with, and those that nobody waits for.
  var started: [Int] = []
  var skipped: [Int] = []
  /// What the request at hand meets with, and what its log line will say.
  var fault: FaultScript.Fault?
  var note = RequestLog.Entry()
  /// Why the service must end.
  var breakdown: EmulationError?

  init(machine: EmulatedDevice, settings: EmulationSettings, store: JobStore, now: Double) {
    (self.machine, self.settings, self.store, self.now) = (machine, settings, store, now)
    tokens = TokenIssuer(seed: settings.seed)
  }

  /// So many of our seconds are so many of the service's.
  func wallSeconds(_ seconds: Double) -> Double { seconds / settings.timeScale }

  // MARK: Taking jobs

  /// Takes a job; nil where it could not be kept. One with the key of an earlier one of the account is that one.
  mutating func take(_ order: JobOrder, id: (Int) -> String) -> EmulatedJob? {
    (note.idempotencyKey, note.tag) = (order.idempotencyKey, order.tags.first)
    if let key = order.idempotencyKey, let place = byKey["\(order.account) \(key)"] {
      note.jobID = jobs[place].id
      return jobs[place]
    }
    let isLagging = fault?.kind == .listLag
    let listed = now + (isLagging ? wallSeconds(fault?.value ?? 0) : 0)
    let planned: FaultScript.Kind? =
      switch fault?.kind {
      case .jobFailed: .jobFailed
      case .resultGone: .resultGone
      default: nil
      }
    record(
      .accepted(
        ordinal: jobs.count, account: order.account, time: now, listed: listed, fault: planned?.rawValue,
        body: String(decoding: order.body, as: UTF8.self)))
    guard breakdown == nil else { return nil }
    let job = add(order, id: id(jobs.count), created: now, listed: listed, fault: planned)
    note.jobID = job.id
    note.isAccepted = true
    submissions[order.account, default: []].append(now)
    return job
  }

  private mutating func add(
    _ order: JobOrder, id: String, created: Double, listed: Double, fault: FaultScript.Kind?
  ) -> EmulatedJob {
    let starts = max(created + wallSeconds(settings.queueSeconds), free[order.target] ?? 0)
    var job = EmulatedJob(
      ordinal: jobs.count, id: id, order: order, created: created, starts: starts,
      ends: starts + (settings.isImmediate ? 0 : wallSeconds(order.seconds)), listed: listed, tags: order.tags)
    if fault == .jobFailed { job.planned = JobFailure(message: "the machine failed while the job ran") }
    job.resultIsGone = fault == .resultGone
    free[order.target] = job.ends
    places[id] = job.ordinal
    rememberedShots += order.shots
    if order.hasChildren {
      for index in order.items.indices { children[Self.childID(index, of: id)] = (job.ordinal, index) }
    }
    if let key = order.idempotencyKey { byKey["\(order.account) \(key)"] = job.ordinal }
    jobs.append(job)
    started.append(job.ordinal)
    return job
  }

  /// Takes up what the store tells of earlier runs.
  mutating func restore(_ provider: any ProviderProtocol, id: (Int) -> String) throws(EmulationError) {
    // What was taken once is not refused by limits that came later.
    var lenient = self
    lenient.settings.hasRealLimits = false
    for event in store.history {
      switch event {
      case .accepted(let ordinal, let account, let time, let listed, let fault, let body):
        guard ordinal == jobs.count,
          let order = try? provider.order(body: Array(body.utf8), account: account, in: lenient)
        else { throw Self.damaged(ordinal) }
        _ = add(
          order, id: id(ordinal), created: time, listed: listed, fault: fault.flatMap { FaultScript.Kind(rawValue: $0) }
        )
      case .cancelled(let ordinal, let time): try change(ordinal) { $0.cancelled = time }
      case .settled(let ordinal): try change(ordinal) { $0.isSettled = true }
      case .read(let ordinal): try change(ordinal) { $0.reads += 1 }
      case .tagged(let ordinal, let tags): try change(ordinal) { $0.tags = tags }
      case .deleted(let ordinal): try change(ordinal) { $0.isDeleted = true }
      }
    }
    started = started.filter { jobs[$0].cancelled == nil }
  }

  private mutating func change(_ ordinal: Int, _ body: (inout EmulatedJob) -> Void) throws(EmulationError) {
    guard jobs.indices.contains(ordinal) else { throw Self.damaged(ordinal) }
    body(&jobs[ordinal])
  }

  private static func damaged(_ ordinal: Int) -> EmulationError {
    EmulationError(
      .misuse, "the emulator's store is damaged: job \(ordinal) cannot be read", help: "name another folder")
  }

  // MARK: Jobs

  /// The job of an id that an account may see.
  func job(_ id: String, account: String) -> EmulatedJob? {
    places[id].map { jobs[$0] }.flatMap { $0.order.account == account && !$0.isDeleted ? $0 : nil }
  }

  /// The job of an id, or the one whose circuit the id names.
  func jobOrChild(_ id: String, account: String) -> (job: EmulatedJob, child: Int?)? {
    if let job = job(id, account: account) { return (job, nil) }
    guard let child = children[id], let job = job(jobs[child.ordinal].id, account: account) else { return nil }
    return (job, child.index)
  }

  /// The id of a circuit of a job: ids sort as circuits do.
  static func childID(_ index: Int, of id: String) -> String {
    let digits = String(index, radix: 16)
    return String(repeating: "0", count: max(0, 8 - digits.utf8.count)) + digits + id.dropFirst(8)
  }

  func state(of job: EmulatedJob) -> EmulatedJob.State { job.state(at: now) }

  /// How many jobs of a backend are not yet at their end.
  func queueLength(of target: String) -> Int {
    jobs.reversed().prefix(ServiceLimits.openJobs * 2).count { $0.order.target == target && !$0.state(at: now).isFinal }
  }

  var openJobs: Int { jobs.reversed().prefix(ServiceLimits.openJobs * 2).count { !$0.state(at: now).isFinal } }

  /// Whether another job may be taken.
  var hasRoom: Bool {
    jobs.count < ServiceLimits.jobs && openJobs < ServiceLimits.openJobs
      && rememberedShots < ServiceLimits.rememberedShots
  }

  /// The jobs of an account that lists show, the newest first.
  func listed(account: String) -> [EmulatedJob] {
    jobs.reversed().filter { $0.order.account == account && $0.listed <= now && !$0.isDeleted }
  }

  /// Ends a job that has not come to its end; false where it has.
  mutating func cancel(_ job: EmulatedJob) -> Bool {
    guard !job.state(at: now).isFinal else { return false }
    record(.cancelled(ordinal: job.ordinal, time: now))
    jobs[job.ordinal].cancelled = now
    if jobs[job.ordinal].outcome == nil { skipped.append(job.ordinal) }
    return true
  }

  mutating func setTags(_ tags: [String], of job: EmulatedJob) {
    record(.tagged(ordinal: job.ordinal, tags: tags))
    jobs[job.ordinal].tags = tags
  }

  /// Forgets a job that has come to its end; false where it has not.
  mutating func delete(_ job: EmulatedJob) -> Bool {
    guard job.state(at: now).isFinal else { return false }
    record(.deleted(ordinal: job.ordinal))
    jobs[job.ordinal].isDeleted = true
    return true
  }

  mutating func countRead(of job: EmulatedJob) {
    record(.read(ordinal: job.ordinal))
    jobs[job.ordinal].reads += 1
  }

  mutating func finish(_ ordinal: Int, _ result: Result<[JobItem.Reading], JobFailure>) {
    guard jobs.indices.contains(ordinal) else { return }
    jobs[ordinal].outcome = result
  }

  /// Jobs that came to their end since the last call, which are thereby settled.
  mutating func settle() -> [EmulatedJob] {
    let done = jobs.filter { !$0.isSettled && $0.state(at: now).isFinal }
    for job in done {
      record(.settled(ordinal: job.ordinal))
      jobs[job.ordinal].isSettled = true
    }
    return done
  }

  /// What a job that has ended costs; nothing unless it was completed.
  func bill(of job: EmulatedJob) -> Double { job.state(at: now) == .completed ? job.order.price : 0 }

  /// The service cannot go on when it cannot remember.
  private mutating func record(_ event: JobStore.Event) {
    do { try store.write(event) } catch { breakdown = error }
  }

  /// A moment as HTTP writes it.
  func httpDate(_ seconds: Double) -> String { UTCTime(seconds: seconds).httpDate }

  // MARK: Names

  /// A random number of so many hexadecimal digits that belongs to a job's number.
  func digits(_ count: Int, ordinal: Int, label: String = "id") -> String {
    var stream = RandomStream(seed: settings.seed).substream(label).substream(ordinal)
    return String((0..<count).map { _ in Character(String(stream.next() % 16, radix: 16)) })
  }

  /// A random UUID that belongs to a job's number.
  func uuid(ordinal: Int, label: String = "id") -> String {
    let digits = Array(digits(32, ordinal: ordinal, label: label))
    let (first, second, third) = (String(digits[0..<8]), String(digits[8..<12]), String(digits[13..<16]))
    return "\(first)-\(second)-4\(third)-8\(String(digits[17..<20]))-\(String(digits[20..<32]))"
  }
}
