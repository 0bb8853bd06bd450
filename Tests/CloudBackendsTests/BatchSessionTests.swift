import Execution
import Formats
import Foundation
import Journals
import Networking
import Synchronization
import Testing

@testable import CloudBackends

/// The sessions that IBM's jobs of one batch go into: opened before the first, closed on every way out.
@Suite struct BatchSessionTests {
  /// So many shots make three jobs of two, two and one circuits where a circuit takes one shot.
  private static let shots = 5

  private static func backend(_ transport: any Transport, _ fixture: CloudFixture) throws -> CloudBackend {
    var provider = try fixture.ibm(transport, device: Fixture.device(maximumShots: 1))
    provider.circuitsOfJob = 2
    return try fixture.backend(provider)
  }

  private static func failure(_ backend: CloudBackend) async -> RemoteFailure? {
    do {
      _ = try await backend.run(CloudFixture.batch(shots: shots))
      return nil
    } catch { return if case .remote(let failure)? = error as? BackendError { failure } else { nil } }
  }

  private static func openSessions(_ fixture: CloudFixture) throws -> [String] {
    try fixture.journal().records().jobs.all.flatMap(\.openSessions)
  }

  /// Kinds of the journal's lines, in their order.
  private static func kinds(_ fixture: CloudFixture) throws -> [String] {
    try String(contentsOfFile: "\(fixture.folder)/journal", encoding: .utf8)
      .matches(of: /"kind":"([a-z]+)"/).map { String($0.1) }
  }

  @Test("a session is written down before the first job that names it leaves, and closed before anything is waited for")
  func keepsOrder() async throws {
    let fixture = CloudFixture()
    let transport = SessionIBM()
    let samples = try await Self.backend(transport, fixture).run(CloudFixture.batch(shots: Self.shots))
    #expect(samples.first?.counts.shots == Self.shots)
    let asked = transport.asked.filter { $0.path != "/identity/token" }
    #expect(
      asked.prefix(6).map { "\($0.method.rawValue) \($0.path)" } == [
        "POST /api/v1/sessions", "POST /api/v1/jobs", "POST /api/v1/jobs", "POST /api/v1/jobs",
        "PATCH /api/v1/sessions/s1", "GET /api/v1/jobs/j1",
      ])
    #expect(asked.count { $0.method == .patch || $0.path == "/api/v1/sessions" } == 2)
    #expect(transport.connections["/api/v1/sessions"] == .fresh)
    #expect(transport.sessions == ["s1", "s1", "s1"])
    let bodies = asked.filter { $0.path == "/api/v1/jobs" && $0.method == .post }.map(\.body)
    let records = try fixture.journal().records().jobs.all
    for (body, record) in zip(bodies, records) {
      let plain = String(decoding: body, as: UTF8.self).replacing("\"session_id\":\"s1\",", with: "")
      #expect(SHA256.hexadecimal(of: Array(plain.utf8)) == record.intent.bodyDigest)
    }
    let kinds = try Self.kinds(fixture)
    #expect(kinds.prefix(6) == ["intent", "intent", "intent", "session", "sent", "answer"])
    #expect(kinds.prefix(11).last == "session" && kinds.count { $0 == "session" } == 2)
    #expect(try Self.openSessions(fixture).isEmpty)
  }

  @Test("a job alone goes into none, and no job does where none are wanted")
  func opensNone() async throws {
    let single = SessionIBM()
    _ = try await Self.backend(single, CloudFixture()).run(CloudFixture.batch(shots: 2))
    #expect(single.sessions == [nil])
    let unwanted = SessionIBM()
    let backend = try Self.backend(unwanted, CloudFixture())
    var desk = backend.desk
    desk.usesSessions = false
    _ = try await CloudBackend(name: backend.name, device: backend.device, desk: desk).run(
      CloudFixture.batch(shots: Self.shots))
    #expect(unwanted.sessions == [nil, nil, nil])
    #expect(!(single.asked + unwanted.asked).contains { $0.path.contains("/sessions") })
  }

  @Test("where no session is to be had, jobs go without", arguments: [400, 403, 404, 429, 500, 0])
  func goesWithout(status: Int) async throws {
    let fixture = CloudFixture()
    let transport = SessionIBM()
    transport.opening = status == 0 ? Fixture.lost : Fixture.reply(#"{"errors":[]}"#, status: status)
    let samples = try await Self.backend(transport, fixture).run(CloudFixture.batch(shots: Self.shots))
    #expect(samples.first?.counts.shots == Self.shots && transport.sessions == [nil, nil, nil])
    #expect(transport.asked.count { $0.path.contains("/sessions") } == 1)
    #expect(try !Self.kinds(fixture).contains("session"))
  }

  @Test("a job that a closed session refuses is submitted without one, and so are those after it")
  func survivesClosedSession() async throws {
    for status in [400, 403, 404] {
      let fixture = CloudFixture()
      let transport = SessionIBM()
      transport.sessionEnd = (1, status)
      let samples = try await Self.backend(transport, fixture).run(CloudFixture.batch(shots: Self.shots))
      #expect(samples.first?.counts.shots == Self.shots, "\(status)")
      #expect(transport.sessions == ["s1", "s1", nil, nil] && transport.taken == 3, "\(status)")
      #expect(try Self.openSessions(fixture).isEmpty)
    }
    // What is refused without a session too is the job's own fault.
    let fixture = CloudFixture()
    let transport = SessionIBM()
    transport.refusal = 422
    #expect(await Self.failure(try Self.backend(transport, fixture))?.kind == .unsupported)
    #expect(transport.sessions == ["s1", nil] && transport.taken == 0)
    #expect(try Self.openSessions(fixture).isEmpty)
  }

  @Test("a session is closed when a job's fate is unknown, and when the work is called off")
  func closesOnFailure() async throws {
    let fixture = CloudFixture()
    let transport = SessionIBM()
    transport.lostPost = 2
    #expect(await Self.failure(try Self.backend(transport, fixture))?.kind == .fault)
    #expect(transport.sessions == ["s1", "s1"] && transport.asked.last?.method == .patch)
    #expect(try Self.openSessions(fixture).isEmpty)
    // Nothing more leaves of a task that is cancelled, but the end of its session.
    let other = CloudFixture()
    let cancelled = SessionIBM()
    let backend = try Self.backend(cancelled, other)
    let work = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await Self.failure(backend)
    }
    cancelled.toleratesCancelledUntil = 1
    let failure = await work.value
    #expect(failure?.message.contains("interrupted") == true && cancelled.taken == 1)
    #expect(cancelled.asked.last?.method == .patch)
    #expect(try Self.openSessions(other).isEmpty)
  }

  @Test(
    "what a killed process left open is closed by the same command run again, before it goes on, or by a look at a job")
  func closesAbandoned() async throws {
    for isRunAgain in [true, false] {
      let fixture = CloudFixture()
      let dead = SessionIBM()
      _ = try await Self.backend(dead, fixture).run(CloudFixture.batch(shots: Self.shots))
      // As it was when the first job's answer had come.
      let text = try String(contentsOfFile: "\(fixture.folder)/journal", encoding: .utf8)
      let lines = text.split(separator: "\n")
      let end = try #require(lines.firstIndex { $0.contains("\"kind\":\"answer\"") })
      try (lines[...end].joined(separator: "\n") + "\n").write(
        toFile: "\(fixture.folder)/journal", atomically: true, encoding: .utf8)
      #expect(try Self.openSessions(fixture) == ["s1"])
      let transport = SessionIBM(firstSession: 2, firstJob: 2)
      let backend = try Self.backend(transport, fixture)
      let first = try #require(try fixture.journal().records().jobs.all.first)
      if isRunAgain { try await Self.leavesAlone(backend, first, transport) }
      try await Self.goOn(backend, first, isRunAgain: isRunAgain)
      let asked = transport.asked.filter { $0.path != "/identity/token" }
      #expect(asked.first.map { "\($0.method.rawValue) \($0.path)" } == "PATCH /api/v1/sessions/s1")
      #expect(transport.sessions == (isRunAgain ? ["s2", "s2"] : []))
      #expect(try Self.openSessions(fixture).isEmpty)
    }
  }

  /// Whoever holds the job is using its session.
  private static func leavesAlone(_ backend: CloudBackend, _ job: JobRecord, _ transport: SessionIBM) async throws {
    let lease = try backend.desk.journal.lease(of: job.intent.id)
    _ = try await backend.refreshed(job.intent.id)
    #expect(try backend.desk.record(job.intent.id).openSessions == ["s1"] && transport.asked.isEmpty)
    withExtendedLifetime(lease) {}
  }

  private static func goOn(_ backend: CloudBackend, _ job: JobRecord, isRunAgain: Bool) async throws {
    if isRunAgain {
      let samples = try await backend.run(CloudFixture.batch(shots: shots))
      #expect(samples.first?.counts.shots == shots)
    } else {
      #expect(try await backend.refreshed(job.intent.id).state == .completed)
    }
  }
}

/// IBM's service with sessions: every job that it takes is completed at once, with one shot of each circuit.
final class SessionIBM: Transport {
  private struct State {
    var asked: [HTTPRequest] = []
    var connections: [String: TransferPolicy.Connection] = [:]
    var sessions: [String?] = []
    var taken = 0
    var pubs: [String: Int] = [:]
    var opening: Result<HTTPResponse, TransportError>?
    var sessionEnd: (jobs: Int, status: Int)?
    var refusal: Int?
    var lostPost: Int?
    var toleratesCancelledUntil = Int.max
    var nextSession: Int
    var nextJob: Int
  }

  private let state: Mutex<State>

  init(firstSession: Int = 1, firstJob: Int = 1) {
    state = Mutex(State(nextSession: firstSession, nextJob: firstJob))
  }

  var asked: [HTTPRequest] { state.withLock { $0.asked } }
  /// How each path was last asked.
  var connections: [String: TransferPolicy.Connection] { state.withLock { $0.connections } }
  /// The session that each job that was sent names.
  var sessions: [String?] { state.withLock { $0.sessions } }
  var taken: Int { state.withLock { $0.taken } }
  /// The answer to those who want a session.
  var opening: Result<HTTPResponse, TransportError>? {
    get { state.withLock { $0.opening } }
    set { state.withLock { $0.opening = newValue } }
  }
  /// After how many jobs the session is closed, and with what the next are refused.
  var sessionEnd: (jobs: Int, status: Int)? {
    get { state.withLock { $0.sessionEnd } }
    set { state.withLock { $0.sessionEnd = newValue } }
  }
  /// With what every job is refused.
  var refusal: Int? {
    get { state.withLock { $0.refusal } }
    set { state.withLock { $0.refusal = newValue } }
  }
  /// Which job's answer is lost, counted from 1.
  var lostPost: Int? {
    get { state.withLock { $0.lostPost } }
    set { state.withLock { $0.lostPost = newValue } }
  }
  /// How many jobs are taken before requests of cancelled tasks stay here.
  var toleratesCancelledUntil: Int {
    get { state.withLock { $0.toleratesCancelledUntil } }
    set { state.withLock { $0.toleratesCancelledUntil = newValue } }
  }

  func send(
    _ request: HTTPRequest, to endpoint: Endpoint, _ policy: TransferPolicy
  ) async throws(TransportError) -> HTTPResponse {
    let isCancelled = Task.isCancelled
    return try state.withLock { (state) -> Result<HTTPResponse, TransportError> in
      if isCancelled, state.taken >= state.toleratesCancelledUntil {
        return .failure(TransportError(.cancelled, .notSent, "cancelled"))
      }
      state.asked.append(request)
      state.connections[request.path] = policy.connection
      return answer(request, &state)
    }.get()
  }

  private func answer(_ request: HTTPRequest, _ state: inout State) -> Result<HTTPResponse, TransportError> {
    switch (request.method, request.path) {
    case (.post, "/identity/token"): return (try? Fixture.reply("ibmToken")) ?? Fixture.lost
    case (.post, "/api/v1/sessions"):
      defer { state.nextSession += 1 }
      return state.opening ?? Fixture.reply("{\"id\":\"s\(state.nextSession)\"}", status: 200)
    case (.patch, _): return .success(HTTPResponse(status: 204))
    case (.post, "/api/v1/jobs"): return take(request, &state)
    case (.get, "/api/v1/jobs"): return Fixture.reply(#"{"jobs":[]}"#, status: 200)
    case (.get, let path) where path.hasSuffix("/results"):
      let job = String(path.dropFirst("/api/v1/jobs/".count).dropLast("/results".count))
      let pub = #"{"data":{"meas":{"samples":["0x1"]}}}"#
      let pubs = Array(repeating: pub, count: state.pubs[job] ?? 2).joined(separator: ",")
      return Fixture.reply("{\"results\":[\(pubs)]}", status: 200)
    case (.get, let path) where path.hasSuffix("/metrics"):
      return (try? Fixture.reply("ibmMetrics")) ?? Fixture.lost
    default: return Fixture.reply(#"{"id":"j","state":{"status":"Completed"}}"#, status: 200)
    }
  }

  private func take(_ request: HTTPRequest, _ state: inout State) -> Result<HTTPResponse, TransportError> {
    let body = String(decoding: request.body, as: UTF8.self)
    let session = body.firstMatch(of: /"session_id":"([^"]*)"/).map { String($0.1) }
    state.sessions.append(session)
    if state.sessions.count == state.lostPost { return Fixture.lost }
    if let refusal = state.refusal { return Fixture.reply("{}", status: refusal) }
    if session != nil, let end = state.sessionEnd, state.taken >= end.jobs {
      return Fixture.reply("{}", status: end.status)
    }
    let name = "j\(state.nextJob)"
    state.nextJob += 1
    state.taken += 1
    state.pubs[name] = body.components(separatedBy: "OPENQASM").count - 1
    return Fixture.reply("{\"id\":\"\(name)\"}", status: 200)
  }
}
