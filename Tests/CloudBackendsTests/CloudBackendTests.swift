import Devices
import Execution
import Formats
import Foundation
import Journals
import Networking
import OpenQASM
import Synchronization
import Testing

@testable import CloudBackends

/// Nothing is lost and nothing is bought twice, whatever becomes of requests and processes.
@Suite struct CloudBackendTests {
  private static func failure(_ backend: CloudBackend, _ batch: Batch) async -> RemoteFailure? {
    do {
      _ = try await backend.run(batch)
      return nil
    } catch {
      guard case .remote(let failure) = error else { return nil }
      return failure
    }
  }

  @Test("after a lost answer the job is looked for by its tag, and followed instead of sent again")
  func findsLostJob() async throws {
    let fixture = CloudFixture()
    let transport = ScriptedIBM(fixture, posts: [Fixture.lost], isListed: true)
    let samples = try await fixture.backend(fixture.ibm(transport)).run(CloudFixture.batch())
    #expect(samples.first?.counts.shots == 100 && transport.posts == 1 && transport.searches == 1)
  }

  @Test(
    "a job that is not listed after a lost answer is never sent again, not by later runs either, until two lists ten minutes on say so and someone asks for it"
  )
  func neverResends() async throws {
    let fixture = CloudFixture()
    let transport = ScriptedIBM(fixture, posts: [Fixture.lost], isListed: false)
    var backend = try fixture.backend(fixture.ibm(transport))
    let first = await Self.failure(backend, try CloudFixture.batch())
    #expect(first?.kind == .fault && first?.help.contains("ten minutes") == true && transport.posts == 1)
    fixture.pass(seconds: 700)
    backend = try fixture.backend(fixture.ibm(transport))
    let second = await Self.failure(backend, try CloudFixture.batch())
    #expect(second?.help.contains("--resubmit-absent") == true && transport.posts == 1)
    var desk = backend.desk
    desk.resubmitsAbsent = true
    transport.allow([Fixture.reply(#"{"id":"j2"}"#, status: 200)])
    let samples = try await CloudBackend(name: backend.name, device: backend.device, desk: desk).run(
      CloudFixture.batch())
    #expect(samples.first?.counts.shots == 100 && transport.posts == 2)
  }

  @Test("a server's fault after the request is a lost answer, a refusal is not; too many requests are waited for")
  func tellsRefusals() async throws {
    let refused = #"{"trace":"t","errors":[{"code":1291,"message":"not in the ISA","solution":"transpile"}]}"#
    for (status, posts, kind) in [(500, 1, RemoteFailure.Kind.fault), (422, 1, .unsupported), (403, 1, .credentials)] {
      let fixture = CloudFixture()
      let transport = ScriptedIBM(fixture, posts: [Fixture.reply(refused, status: status)], isListed: false)
      let failure = await Self.failure(try fixture.backend(fixture.ibm(transport)), try CloudFixture.batch())
      #expect(failure?.kind == kind && transport.posts == posts, "\(status)")
      if status == 422 { #expect(failure?.message.contains("not in the ISA; transpile (422, 1291)") == true) }
      #expect(transport.searches == (status == 500 ? 4 : 0))
    }
    let fixture = CloudFixture()
    let notSent = Result<HTTPResponse, TransportError>.failure(TransportError(.connect, .notSent, "refused"))
    let transport = ScriptedIBM(
      fixture, posts: [Fixture.reply("{}", status: 429), notSent, Fixture.reply(#"{"id":"j"}"#, status: 200)],
      isListed: false)
    let began = fixture.clock.now()
    let samples = try await fixture.backend(fixture.ibm(transport)).run(CloudFixture.batch())
    #expect(samples.count == 1 && transport.posts == 3 && transport.searches == 0)
    #expect(fixture.clock.now().seconds(since: began) >= 12)
  }

  @Test("a process that died after the request left is followed by one that looks for the job")
  func followsDeadProcess() async throws {
    let fixture = CloudFixture()
    let transport = ScriptedIBM(fixture, posts: [], isListed: true)
    let backend = try fixture.backend(fixture.ibm(transport))
    // What the dead process left: the intent, and that it was about to send it.
    let dead = ScriptedIBM(fixture, posts: [Fixture.lost], isListed: false)
    _ = await Self.failure(try fixture.backend(fixture.ibm(dead)), try CloudFixture.batch())
    let text = try String(contentsOfFile: "\(fixture.folder)/journal", encoding: .utf8)
    let lines = text.split(separator: "\n").prefix { !$0.contains("\"kind\":\"ambiguous\"") }
    #expect(lines.last?.contains("\"kind\":\"sent\"") == true)
    try (lines.joined(separator: "\n") + "\n").write(
      toFile: "\(fixture.folder)/journal", atomically: true, encoding: .utf8)
    let samples = try await backend.run(CloudFixture.batch())
    #expect(samples.count == 1 && transport.posts == 0 && transport.searches == 1)
  }

  @Test("what is handed out is bought anew when it is asked for again, unless it has a purpose")
  func buysByPurpose() async throws {
    let fixture = CloudFixture()
    let answers = (0..<3).map { Fixture.reply("{\"id\":\"j\($0)\"}", status: 200) }
    let transport = ScriptedIBM(fixture, posts: answers, isListed: false)
    var backend = try fixture.backend(fixture.ibm(transport))
    for count in 1...2 {
      _ = try await backend.run(CloudFixture.batch())
      #expect(transport.posts == count)
    }
    backend.purpose = "repetition 1"
    for _ in 0..<2 {
      let samples = try await backend.run(CloudFixture.batch())
      #expect(samples.first?.counts.shots == 100 && transport.posts == 3)
    }
    #expect(try fixture.journal().records().jobs.all.count == 3)
  }

  @Test("processes that ask for the same at the same time buy it once, and each gets it")
  func buysOnceTogether() async throws {
    let fixture = CloudFixture()
    let answers = (0..<4).map { Fixture.reply("{\"id\":\"j\($0)\"}", status: 200) }
    let transport = ScriptedIBM(fixture, posts: answers, isListed: false)
    try await withThrowingTaskGroup(of: Int?.self) { group in
      for _ in 0..<4 {
        var backend = try fixture.backend(fixture.ibm(transport))
        backend.purpose = "cell"
        let (batch, each) = (try CloudFixture.batch(), backend)
        group.addTask { try await each.run(batch).first?.counts.shots }
      }
      for try await shots in group { #expect(shots == 100) }
    }
    #expect(transport.posts == 1)
    #expect(try fixture.journal().records().jobs.all.count == 1)
  }

  @Test("a result is kept before it is read: one that cannot be read is not lost, and is not bought again")
  func keepsUnreadableResults() async throws {
    let fixture = CloudFixture()
    let transport = ScriptedIBM(fixture, posts: [Fixture.reply(#"{"id":"j"}"#, status: 200)], isListed: false)
    transport.result = Array("{\"results\":".utf8)
    let failure = await Self.failure(try fixture.backend(fixture.ibm(transport)), try CloudFixture.batch())
    #expect(failure?.message.contains("cannot be read") == true && transport.posts == 1 && transport.fetches == 3)
    let record = try #require(try fixture.journal().records().jobs.all.first)
    let kept = try #require(record.result)
    #expect(try fixture.journal().bytes(of: kept) == transport.result && !record.isDelivered)
    // It was cut on its way: the next process asks for it again, and buys nothing.
    transport.result = []
    let samples = try await fixture.backend(fixture.ibm(transport)).run(CloudFixture.batch())
    #expect(samples.first?.counts.shots == 100 && transport.posts == 1 && transport.fetches == 4)
  }

  @Test("a result that cannot be read for another reason than a cut is asked for once")
  func asksOnceForStrangeResults() async throws {
    let fixture = CloudFixture()
    let transport = ScriptedIBM(fixture, posts: [Fixture.reply(#"{"id":"j"}"#, status: 200)], isListed: false)
    transport.result = Array("{\"new\":1}".utf8)
    for _ in 0..<2 {
      let failure = await Self.failure(try fixture.backend(fixture.ibm(transport)), try CloudFixture.batch())
      #expect(failure?.message.contains("cannot be read") == true && transport.posts == 1 && transport.fetches == 1)
    }
  }

  @Test("what was handed out is found again by the next process until it is said that it was passed on")
  func confirms() async throws {
    let fixture = CloudFixture()
    let answers = (0..<3).map { Fixture.reply("{\"id\":\"j\($0)\"}", status: 200) }
    let transport = ScriptedIBM(fixture, posts: answers, isListed: false)
    _ = try await fixture.backend(fixture.ibm(transport)).run(CloudFixture.batch())
    let next = try fixture.backend(fixture.ibm(transport))
    #expect(try await next.run(CloudFixture.batch()).count == 1 && transport.posts == 1)
    try next.confirm()
    #expect(try #require(try fixture.journal().records().jobs.all.first).isDelivered)
    _ = try await fixture.backend(fixture.ibm(transport)).run(CloudFixture.batch())
    #expect(transport.posts == 2)
  }

  @Test("a limit, or a price that nobody knows, refuses before anything is sent")
  func refusesCosts() async throws {
    let price = Device.Price(currency: "USD", perSecond: 1.6, date: "2026-05-01", source: "test")
    for (price, limit, shots, part) in [
      (price, Cost(17.5, "USD"), Int?.none, "above the limit of 17.5"), (price, nil, 99, "above the limit of 99"),
      (nil, nil, nil, "no price is known"),
    ] as [(Device.Price?, Cost?, Int?, String)] {
      let fixture = CloudFixture()
      let transport = RecordedTransport([])
      let provider = try fixture.ibm(
        transport, device: Fixture.device(price: price), server: "https://quantum.cloud.ibm.com")
      var backend = try fixture.backend(provider)
      backend.limits = SpendLimits(cost: limit, shots: shots)
      let failure = await Self.failure(backend, try CloudFixture.batch())
      #expect(failure?.kind == .misuse && failure?.message.contains(part) == true, "\(failure?.message ?? "")")
      #expect(transport.asked.isEmpty)
      #expect(try fixture.journal().records().jobs.all.isEmpty)
      let quote = try await backend.quote(CloudFixture.batch(entries: 2))
      // Ten seconds, and half as many again as 200 shots of half a millisecond and two circuits of 0.1 s take.
      #expect(quote == RemoteQuote(jobs: 1, circuits: 2, shots: 200, cost: price.map { _ in RemoteCost(17.6, "USD") }))
    }
  }

  @Test("a job that an earlier run wrote down and could not submit is asked for and limited like a new one, once")
  func limitsUnsubmitted() async throws {
    let fixture = CloudFixture()
    let refused = Fixture.reply("{}", status: 403)
    let transport = ScriptedIBM(fixture, posts: [refused], isListed: false)
    let batch = try CloudFixture.batch()
    _ = await Self.failure(try fixture.backend(fixture.ibm(transport)), batch)
    let id = try #require(try fixture.journal().records().jobs.all.first?.intent.id)
    var backend = try fixture.backend(fixture.ibm(transport))
    let quote = try await backend.quote(batch)
    #expect(quote.circuits == 1 && quote.shots == 100 && quote.knownJobs == 0 && quote.unsubmittedJobs == [id])
    backend.limits = SpendLimits(shots: 99)
    #expect(throws: RemoteFailure.self) { try backend.admit(quote) }
    let failure = await Self.failure(backend, batch)
    #expect(failure?.message.contains("above the limit of 99") == true && transport.posts == 1)
    backend.limits = SpendLimits(shots: 100)
    try backend.admit(quote)
    transport.allow([Fixture.reply(#"{"id":"j"}"#, status: 200)])
    #expect(try await backend.run(batch).first?.counts.shots == 100)
    #expect(transport.posts == 2)
    #expect(try fixture.journal().records().jobs.all.count == 1)
  }

  @Test("another account cannot go on with a job, and is told whose it is")
  func refusesOtherAccounts() async throws {
    let fixture = CloudFixture()
    let transport = ScriptedIBM(fixture, posts: [Fixture.lost], isListed: false)
    _ = await Self.failure(try fixture.backend(fixture.ibm(transport)), try CloudFixture.batch())
    let other = Fixture.crn.replacing("a/0123", with: "a/4567")
    let failure = await Self.failure(
      try fixture.backend(fixture.ibm(transport, instance: other)), try CloudFixture.batch())
    #expect(failure?.kind == .credentials && failure?.message.contains(other) == true)
    #expect(failure?.help.contains(Fixture.crn) == true && transport.posts == 1)
  }

  @Test("shots above a machine's most go in several jobs and come back as one sample")
  func splitsShots() throws {
    let piece = try JobPiece(CloudFixture.batch(shots: 250).entries[0], number: 0, exporter: Exporter(dialect: .ibm))
    let plans = JobPlan.plans([piece, piece.taking(40)], within: JobLimits(circuits: 2, shots: 100))
    #expect(plans.map { $0.pieces.map(\.shots) } == [[100, 100], [50, 40]])
    let details = try JobPlan.layouts(plans[1].details())
    #expect(details.map(\.entry) == [0, 0] && details.map(\.layout.shots) == [50, 40])
  }

  @Test("shots of several jobs are merged")
  func mergesShots() async throws {
    let fixture = CloudFixture()
    let answers = (0..<2).map { Fixture.reply("{\"id\":\"j\($0)\"}", status: 200) }
    let transport = ScriptedIBM(fixture, posts: answers, isListed: false)
    let provider = try fixture.ibm(transport, device: Fixture.device(maximumShots: 100))
    let samples = try await fixture.backend(provider).run(CloudFixture.batch(shots: 200))
    // Jobs of 300 circuits: both halves go together.
    #expect(transport.posts == 1 && samples.count == 1)
    #expect(Fixture.counts(samples.first.map { .counts($0.counts) }) == ["00": 100, "11": 100])
  }

  @Test("no error, journal or printed request holds a secret")
  func keepsSecrets() async throws {
    let fixture = CloudFixture()
    let transport = ScriptedIBM(fixture, posts: [Fixture.reply(#"{"id":"j"}"#, status: 200)], isListed: false)
    _ = try await fixture.backend(fixture.ibm(transport)).run(CloudFixture.batch())
    var text = ""
    for name in ["journal"]
      + (try FileManager.default.contentsOfDirectory(atPath: "\(fixture.folder)/results").map { "results/\($0)" })
    {
      text += try String(contentsOfFile: "\(fixture.folder)/\(name)", encoding: .utf8)
    }
    dump(try fixture.ibm(transport), to: &text)
    for secret in ["FAKE_API_KEY", "eyJ"] { #expect(!text.contains(secret)) }
  }
}

/// IBM's service as far as jobs go: every job it took is completed.
final class ScriptedIBM: Transport {
  private struct State {
    var answers: ArraySlice<Result<HTTPResponse, TransportError>>
    var posts = 0
    var searches = 0
    var fetches = 0
    var pubs = 1
    var result: [UInt8] = []
  }

  private let state: Mutex<State>
  private let isListed: Bool

  init(_ fixture: CloudFixture, posts: [Result<HTTPResponse, TransportError>], isListed: Bool) {
    state = Mutex(State(answers: posts[...]))
    self.isListed = isListed
  }

  var posts: Int { state.withLock { $0.posts } }
  var searches: Int { state.withLock { $0.searches } }
  var fetches: Int { state.withLock { $0.fetches } }
  var result: [UInt8] {
    get { state.withLock { $0.result } }
    set { state.withLock { $0.result = newValue } }
  }

  func allow(_ answers: [Result<HTTPResponse, TransportError>]) { state.withLock { $0.answers += answers } }

  func send(
    _ request: HTTPRequest, to endpoint: Endpoint, _ policy: TransferPolicy
  ) async throws(TransportError) -> HTTPResponse {
    try state.withLock { (state) -> Result<HTTPResponse, TransportError> in answer(request, &state) }.get()
  }

  private func answer(_ request: HTTPRequest, _ state: inout State) -> Result<HTTPResponse, TransportError> {
    switch (request.method, request.path) {
    case (.post, "/identity/token"): return (try? Fixture.reply("ibmToken")) ?? Fixture.lost
    case (.post, "/api/v1/jobs"):
      state.posts += 1
      state.pubs = String(decoding: request.body, as: UTF8.self).components(separatedBy: "OPENQASM").count - 1
      return state.answers.popFirst() ?? Fixture.lost
    case (.get, "/api/v1/jobs"):
      state.searches += 1
      let tag = request.query.firstMatch(of: /tags=([0-9a-f]+)/).map { String($0.1) } ?? ""
      let job = isListed ? "{\"id\":\"found\",\"tags\":[\"\(tag)\"]}" : "{\"id\":\"other\",\"tags\":[\"x\"]}"
      return Fixture.reply("{\"jobs\":[\(job)],\"count\":1}", status: 200)
    case (.get, let path) where path.hasSuffix("/results"):
      state.fetches += 1
      let samples = Array(repeating: "\"0x0\",\"0x3\"", count: 50).joined(separator: ",")
      let pub = "{\"data\":{\"meas\":{\"samples\":[\(samples)]}}}"
      let text = "{\"results\":[\(Array(repeating: pub, count: state.pubs).joined(separator: ","))]}"
      return .success(HTTPResponse(status: 200, body: state.result.isEmpty ? Array(text.utf8) : state.result))
    case (.get, let path) where path.hasSuffix("/metrics"):
      return (try? Fixture.reply("ibmMetrics")) ?? Fixture.lost
    default: return Fixture.reply(#"{"id":"j","state":{"status":"Completed"}}"#, status: 200)
    }
  }
}
