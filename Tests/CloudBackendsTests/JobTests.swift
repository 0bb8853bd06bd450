import Execution
import Formats
import Journals
import Networking
import Testing

@testable import CloudBackends

/// Jobs that are there already: looked for in lists, followed, and cancelled.
@Suite struct JobTests {
  typealias Exchange = RecordedTransport.Exchange

  private static func intent(_ identity: JobIdentity, tag: String = "mine") -> Intent {
    Intent(
      id: "one", work: "w", part: 0, identity: identity, tag: tag, bodyDigest: "d", circuits: 1, shots: 1,
      estimate: Cost(0, "USD"), details: ["pieces": []])
  }

  private static let ibm = JobIdentity(
    provider: "ibm", endpoint: "http://127.0.0.1:1", account: Fixture.crn, device: "ibm_loop")

  /// A backend of IBM whose journal holds a job that was sent, and was answered or not.
  private static func backend(
    _ exchanges: [Exchange], _ fixture: CloudFixture, events: [JobEvent]
  ) throws -> (CloudBackend, RecordedTransport) {
    let transport = RecordedTransport([try IBMScript.token()] + exchanges)
    let backend = try fixture.backend(fixture.ibm(transport))
    try backend.desk.journal.commit([intent(ibm)], within: SpendLimits())
    for event in events { try backend.desk.journal.note(event, of: "one") }
    return (backend, transport)
  }

  // MARK: Lists

  @Test("IBM's list is read to its last page, and shifts under nobody's new jobs")
  func pagesIBM() async throws {
    let fixture = CloudFixture()
    func page(_ offset: Int, _ jobs: [String]) -> Exchange {
      let before = PercentEncoding.encode(fixture.clock.now().adding(seconds: IBMProvider.clockMargin).iso8601)
      let query =
        "limit=200&offset=\(offset)&tags=mine&created_before=\(before)&sort=ASC&exclude_params=true"
      return .init(
        .get, "/api/v1/jobs?\(query)", Fixture.reply("{\"jobs\":[\(jobs.joined(separator: ","))]}", status: 200))
    }
    let others = (0..<200).map { "{\"id\":\"j\($0)\",\"tags\":[\"other\"]}" }
    let mine = #"{"id":"here","tags":["x","mine"]}"#
    for (pages, found) in [
      ([page(0, others), page(200, [mine])], JobSearch.found(job: "here")),
      ([page(0, others), page(200, [])], .absent),
      // A server that does not page is not asked for ever.
      ([page(0, others), page(200, others)], .absent), ([page(0, [#"{"id":"j"}"#])], .absent),
    ] {
      let transport = RecordedTransport([try IBMScript.token()] + pages)
      #expect(try await fixture.ibm(transport).search(Self.intent(Self.ibm)) == found)
      #expect(transport.remaining == 0)
    }
  }

  @Test("Braket's pages may be empty and have others behind them")
  func pagesBraket() async throws {
    let fixture = CloudFixture()
    func page(_ tasks: String, _ next: String?) -> Exchange {
      let token = next.map { ",\"nextToken\":\"\($0)\"" } ?? ""
      return .init(.post, "/quantum-tasks", Fixture.reply("{\"quantumTasks\":[\(tasks)]\(token)}", status: 200))
    }
    let other = "{\"quantumTaskArn\":\"arn:x\",\"tags\":{\"shotglass\":\"other\"}},{\"quantumTaskArn\":\"arn:y\"}"
    let mine = "{\"quantumTaskArn\":\"\(BraketScript.arn)\",\"tags\":{\"shotglass\":\"mine\"}}"
    let found = RecordedTransport([page("", "a"), page(other, "b"), page(mine, "c")])
    let intent = Self.intent(Self.ibm)
    #expect(try await fixture.braket(found).search(intent) == .found(job: BraketScript.arn))
    let bodies = found.asked.map { String(decoding: $0.request.body, as: UTF8.self) }
    #expect(!bodies[0].contains("nextToken") && bodies[1].contains(#""nextToken":"a""#))
    let absent = RecordedTransport([page(other, "a"), page("", "b"), page("", "a")])
    #expect(try await fixture.braket(absent).search(intent) == .absent)
    #expect(absent.remaining == 0)
  }

  @Test("IonQ's list is followed by its own marks, and a job is known by its metadata")
  func pagesIonQ() async throws {
    let fixture = CloudFixture()
    let first = #"{"jobs":[{"id":"a","metadata":null},{"id":"b","metadata":{"shotglass":"other"}}],"next":"n 1"}"#
    let second = #"{"jobs":[{"id":"c","metadata":{"shotglass":"mine"}}],"next":null}"#
    let transport = RecordedTransport([
      .init(.get, "/v0.4/jobs?limit=100", Fixture.reply(first, status: 200)),
      .init(.get, "/v0.4/jobs?limit=100&next=n%201", Fixture.reply(second, status: 200)),
    ])
    #expect(try await fixture.ionq(transport).search(Self.intent(Self.ibm)) == .found(job: "c"))
  }

  // MARK: Following

  @Test("a job whose answer was lost is looked for when someone asks how it is")
  func findsWhenAsked() async throws {
    let fixture = CloudFixture()
    let before = PercentEncoding.encode(fixture.clock.now().adding(seconds: IBMProvider.clockMargin).iso8601)
    let list = "/api/v1/jobs?limit=200&offset=0&tags=mine&created_before=\(before)&sort=ASC&exclude_params=true"
    let found = Fixture.reply(#"{"jobs":[{"id":"d0loopbackjob0000001","tags":["mine"]}]}"#, status: 200)
    let (backend, transport) = try Self.backend(
      [.init(.get, list, found), try IBMScript.state("ibmRunning")], fixture,
      events: [.sent, .ambiguous(reason: "lost")])
    let record = try await backend.refreshed("one")
    #expect(record.job == "d0loopbackjob0000001" && record.state == .running && transport.remaining == 0)
  }

  @Test("cancelling is written down, asked for, and followed: a job that ended first keeps its result")
  func cancels() async throws {
    let cancel = "\(IBMScript.job)/cancel"
    let cancelled = Fixture.reply(#"{"id":"x","state":{"status":"Cancelled","reason":"by the user"}}"#, status: 200)
    let state = "\(IBMScript.job)?exclude_params=true"
    let metrics = Exchange(.get, "\(IBMScript.job)/metrics", try Fixture.reply("ibmMetrics"))
    let events: [JobEvent] = [.sent, .answer(job: "d0loopbackjob0000001")]
    let fixture = CloudFixture()
    let (backend, transport) = try Self.backend(
      [
        try IBMScript.state("ibmQueued"), .init(.post, cancel, .success(HTTPResponse(status: 204))),
        .init(.get, state, cancelled), metrics,
      ], fixture, events: events)
    let record = try await backend.cancelled("one")
    #expect(record.state == .cancelled && record.message == "by the user" && record.isCancelAsked && record.isBilled)
    #expect(transport.remaining == 0)
    // Too late is an answer, not an error.
    let late = CloudFixture()
    let (other, played) = try Self.backend(
      [try IBMScript.state("ibmRunning"), .init(.post, cancel, .success(HTTPResponse(status: 409)))]
        + (try IBMScript.end()), late, events: events)
    let kept = try await other.cancelled("one")
    #expect(kept.state == .completed && kept.result != nil && played.remaining == 0)
    // What has ended is not asked to end.
    #expect(try await other.cancelled("one").state == .completed)
    #expect(played.asked.count { $0.request.path == cancel } == 1)
  }

  @Test("a job is nobody's but the account's that began it, and what never ran cannot be waited for")
  func refusesStrangers() async throws {
    let fixture = CloudFixture()
    let (backend, transport) = try Self.backend([], fixture, events: [.sent, .answer(job: "j")])
    let other = Fixture.crn.replacing("a/0123", with: "a/4567")
    let stranger = try fixture.backend(fixture.ibm(transport, instance: other))
    let failure = await #expect(throws: RemoteFailure.self) { try await stranger.cancelled("one") }
    #expect(failure?.kind == .credentials && failure?.help.contains(Fixture.crn) == true)
    #expect(transport.asked.isEmpty)
    let missing = await #expect(throws: RemoteFailure.self) { try await backend.refreshed("two") }
    #expect(missing?.kind == .misuse)
    let planned = CloudFixture()
    let (waiting, _) = try Self.backend([], planned, events: [])
    let never = await #expect(throws: RemoteFailure.self) { try await waiting.settled("one") }
    #expect(never?.message.contains("is not known to run") == true)
    // Another process acts on it: what is known is told, and nothing is asked.
    let lease = try waiting.desk.journal.lease(of: "one")
    #expect(try await waiting.refreshed("one").submission == .planned)
    withExtendedLifetime(lease) {}
  }

  // MARK: Replies

  @Test("an answer that takes a job and cannot be read is ambiguous, and a strange name is none")
  func doubtsAnswers() async throws {
    let fixture = CloudFixture()
    for body in ["", "{", "[]", #"{"id":3}"#, #"{"id":""}"#, #"{"id":"a b"}"#, #"{"id":"a\u0000"}"#, "{}"] {
      let transport = RecordedTransport([.init(.post, "/v0.4/jobs", Fixture.reply(body, status: 201))])
      guard case .ambiguous = try await fixture.ionq(transport).submit([1]) else {
        Issue.record("\(body) was believed")
        continue
      }
    }
  }

  @Test("what an error repeats of the request's keys, tokens and signatures is not shown")
  func hidesConfidences() async throws {
    let told = [
      "Bearer eyJhbGciOi.eyJpYXQiOjE.c2lnbmF0dXJl", "apiKey FAKE+key/of=IonQ",
      "AWS4-HMAC-SHA256 Credential=AKIAFAKE/x, SignedHeaders=host, Signature=0123456789abcdef", "FAKE/SESSION+TOKEN==",
    ]
    let form = "grant_type=x&apikey=FAKE%2Bkey%2Fof%3DIBM"
    let message = (told + [form, "FAKE+key/of=IBM and only eyJpYXQiOjE"]).joined(separator: "\n")
    let body = try JSON.object(["message": .string(message), "code": "FAKE/SESSION+TOKEN=="]).bytes()
    var headers = HTTPHeaders(told.prefix(3).map { ("Authorization", $0) } + [("X-Amz-Security-Token", told[3])])
    headers.add("Content-Type", "application/x-www-form-urlencoded")
    let transport = ConfidentialTransport(
      RecordedTransport([.init(.post, "/x", .success(HTTPResponse(status: 403, body: body)))]))
    let response = try await transport.send(
      HTTPRequest(.post, "/x", headers: headers, body: Array(form.utf8)), to: Endpoint("http://127.0.0.1:1"),
      TransferPolicy(.fresh))
    let reply = ErrorReply(response)
    for secret in ["eyJhbGciOi", "eyJpYXQiOjE", "c2lnbmF0dXJl", "key/of", "key%2Fof", "0123456789abcdef", "SESSION"] {
      #expect(!reply.message.contains(secret) && reply.code?.contains(secret) == false, "\(secret)")
    }
    #expect(reply.message.contains("Credential=AKIAFAKE") && reply.message.contains("grant_type=x"))
  }

  @Test("a provider's words are shown on one line and not for ever, in every shape that is known")
  func readsErrors() {
    func message(_ body: String, _ headers: HTTPHeaders = [:]) -> ErrorReply {
      ErrorReply(HTTPResponse(status: 400, headers: headers, body: Array(body.utf8)))
    }
    let ibm = message(#"{"trace":"t","errors":[{"code":1291,"message":"a","solution":"b"}]}"#)
    #expect(ibm.code == "1291" && ibm.message == "a; b")
    #expect(message(#"{"statusCode":404,"error":"Not Found","message":"no"}"#).message == "no")
    #expect(message(#"{"error":{"type":"t","message":"deep"}}"#).message == "deep")
    #expect(message(#"{"error":"text"}"#).message == "text")
    let braket = message(#"{"message":"m"}"#, ["x-amzn-ErrorType": "ValidationException:http://x"])
    #expect(braket.code == "ValidationException" && braket.message == "m")
    let storage = message("<Error><Code>NoSuchKey</Code><Message>gone</Message></Error>")
    #expect(storage.code == "NoSuchKey" && storage.message == "gone")
    #expect(message("<html>").message == "no reason was given")
    let long = message("{\"message\":\"\\u001b[31m\(String(repeating: "x", count: 9000))\"}").message
    #expect(long.count == 500 && !long.contains("\u{1B}"))
  }
}
