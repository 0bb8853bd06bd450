import Execution
import Formats
import Journals
import Networking
import OpenQASM
import Testing

@testable import CloudBackends

/// What is sent is a checked-in list of headers and fields: requests.json. A null there is any value.
@Suite struct RequestTests {
  private static func check(_ asked: RecordedTransport.Asked?, _ name: String) throws {
    let asked = try #require(asked)
    var all = try JSONReader(parsing: Fixture.bytes("requests.json")).object()
    var row = try all.required(name).object()
    #expect(try asked.request.method.rawValue == row.required("method").string(), "\(name)")
    #expect(try asked.request.target == row.required("target").string(), "\(name)")
    let connection = try row.required("connection").string()
    #expect(asked.policy.connection == (connection == "fresh" ? .fresh : .reusable), "\(name)")
    var headers = try row.required("headers").object()
    let expected = headers.all()
    #expect(Set(asked.request.headers.fields.map(\.name)) == Set(expected.map(\.key)), "\(name)")
    for (key, value) in expected where !value.isNull { #expect(try asked.request.headers[key] == value.string()) }
    if let form = row.optional("form") { #expect(try asked.request.body == Array(form.string().utf8)) }
    guard let fields = row.optional("fields") else { return }
    var sent: [String: JSON] = [:]
    flatten(JSON(try JSONNode(parsing: asked.request.body)), "", &sent)
    var wanted = try fields.object()
    let rows = wanted.all()
    #expect(Set(sent.keys) == Set(rows.map(\.key)), "\(name)")
    for (key, value) in rows where !value.isNull { #expect(sent[key] == JSON(value.node), "\(name) \(key)") }
  }

  private static func flatten(_ json: JSON, _ path: String, _ result: inout [String: JSON]) {
    switch json {
    case .object(let members):
      for (key, value) in members { flatten(value, path.isEmpty ? key : "\(path).\(key)", &result) }
    case .array(let elements):
      for (index, value) in elements.enumerated() { flatten(value, "\(path)[\(index)]", &result) }
    default: result[path] = json
    }
  }

  @Test("IBM is asked for a token, a job, its state, its result and what it cost")
  func asksIBM() async throws {
    let fixture = CloudFixture()
    let transport = RecordedTransport(try IBMScript.whole())
    let backend = try fixture.backend(fixture.ibm(transport))
    let samples = try await backend.run(CloudFixture.batch())
    try backend.confirm()
    #expect(Fixture.counts(samples.first.map { .counts($0.counts) }) == ["00": 50, "11": 50])
    #expect(transport.remaining == 0)
    let asked = transport.asked
    for (place, name) in [(0, "ibm token"), (1, "ibm submit"), (2, "ibm state")] { try Self.check(asked[place], name) }
    let body = String(decoding: asked[1].request.body, as: UTF8.self)
    #expect(body.contains(#"x $0;\nmeas[1] = measure $0;\nmeas[0] = measure $1;"#))
    let record = try #require(try fixture.journal().records().jobs.all.first)
    #expect(record.isSettled && record.isDelivered && record.isBilled && record.job == "d0loopbackjob0000001")
    #expect(
      body.contains(record.intent.tag) && SHA256.hexadecimal(of: asked[1].request.body) == record.intent.bodyDigest)
  }

  @Test("IonQ is asked for its account, a job without debiasing, its state, and the shots")
  func asksIonQ() async throws {
    let fixture = CloudFixture()
    let job = "617a1f8b-59d4-435d-aa33-695433d7155e"
    let shots = #"{"shots":[{"registers":{"c":"01"}},{"registers":{"c":"01"}}]}"#
    let transport = RecordedTransport([
      .init(.get, "/v0.4/whoami", Fixture.reply(#"{"key_id":"k","key_name":"n","project_id":"p"}"#, status: 200)),
      .init(.post, "/v0.4/jobs", try Fixture.reply("ionqSubmit", 201)),
      .init(.get, "/v0.4/jobs/\(job)", try Fixture.reply("ionqSubmitted")),
      .init(.get, "/v0.4/jobs/\(job)", try Fixture.reply("ionqStarted")),
      .init(.get, "/v0.4/jobs/\(job)", try Fixture.reply("ionqCompleted")),
      .init(.get, "/v0.4/jobs/\(job)", try Fixture.reply("ionqCompleted")),
      .init(.get, "/v0.4/jobs/\(job)/artifacts/art-shots-1", Fixture.reply(shots, status: 200)),
    ])
    let samples = try await fixture.backend(fixture.ionq(transport)).run(CloudFixture.batch())
    // Character 1 is bit 1. The shots received count, not those asked for.
    #expect(Fixture.counts(samples.first.map { .counts($0.counts) }) == ["10": 2] && transport.remaining == 0)
    try Self.check(transport.asked[1], "ionq submit")
    let record = try #require(try fixture.journal().records().jobs.all.first)
    #expect(record.intent.identity.account == "p" && record.intent.identity.device == "qpu.forte-1")
  }

  @Test("Braket is asked for the account, a task with a token, its state, and the bucket for its result")
  func asksBraket() async throws {
    let fixture = CloudFixture()
    let result = #"{"measurements":[[1,0],[1,0],[0,1]],"measuredQubits":[0,1],"measurementProbabilities":null}"#
    let transport = RecordedTransport(
      [BraketScript.account, .init(.post, "/quantum-task", try Fixture.reply("braketSubmit", 201))]
        + (try ["braketQueued", "braketRunning", "braketCompleted", "braketCompleted"].map {
          .init(.get, BraketScript.task, try Fixture.reply($0))
        }) + [.init(.get, BraketScript.result, Fixture.reply(result, status: 200))])
    let samples = try await fixture.backend(fixture.braket(transport)).run(CloudFixture.batch())
    #expect(Fixture.counts(samples.first.map { .counts($0.counts) }) == ["10": 2, "01": 1] && transport.remaining == 0)
    let asked = transport.asked
    for (place, name) in [(1, "braket submit"), (2, "braket state"), (6, "braket result")] {
      try Self.check(asked[place], name)
    }
    for request in asked.map(\.request) {
      let header = try #require(request.headers["Authorization"].flatMap { SigV4Authorization($0) })
      #expect(header.verify(request, key: Secret("fake/secret"), at: fixture.clock.now()) == .valid)
    }
    let record = try #require(try fixture.journal().records().jobs.all.first)
    #expect(record.intent.identity.account == "123456789012" && record.intent.identity.region == "eu-north-1")
  }

  @Test("a task's parameters tell Braket not to move qubits, and a simulator is not told so")
  func disablesRewiring() throws {
    let fixture = CloudFixture()
    let provider = try fixture.braket(RecordedTransport([]))
    let piece = try JobPiece(CloudFixture.batch().entries[0], number: 0, exporter: Exporter(dialect: .braket))
    func parameters(_ machine: String) throws -> String {
      let other = BraketProvider(
        client: provider.client, aws: provider.aws, machine: machine, region: "r", bucket: "b", prefix: "p",
        device: provider.device, storage: nil)
      return try other.body(JobPlan(pieces: [piece]), tag: "t").text()
    }
    #expect(try parameters("arn:aws:braket:::device/qpu/rigetti/Ankaa").contains(#"\"disableQubitRewiring\":true"#))
    #expect(
      try parameters("arn:aws:braket:::device/quantum-simulator/amazon/sv1").contains(
        #"\"disableQubitRewiring\":false"#))
    #expect(try !parameters("arn:aws:braket:::device/qpu/shotglass/x").contains("deviceParameters"))
  }

  @Test("a server's clock is believed once, where it refuses the time of a signature")
  func followsClocks() async throws {
    let fixture = CloudFixture()
    let refusal = HTTPResponse(
      status: 403,
      headers: [
        "x-amzn-ErrorType": "InvalidSignatureException:http://x",
        "Date": fixture.clock.now().adding(seconds: 4000).httpDate,
      ],
      body: Array(#"{"message":"Signature not yet current: 20261121T015330Z is still later than ..."}"#.utf8))
    let transport = RecordedTransport([
      BraketScript.account, .init(.post, "/quantum-task", .success(refusal)),
      .init(.post, "/quantum-task", try Fixture.reply("braketSubmit", 201)),
    ])
    let provider = try fixture.braket(transport)
    _ = try await provider.identity()
    #expect(await provider.submit([1]) == .taken(job: BraketScript.arn))
    let dates = transport.asked.compactMap { $0.request.headers["X-Amz-Date"].flatMap { UTCTime(compact: $0) } }
    #expect(dates.count == 3 && dates[2].seconds(since: dates[1]) == 4000)
  }
}

/// Exchanges of a job at IBM.
enum IBMScript {
  static let job = "/api/v1/jobs/d0loopbackjob0000001"
  typealias Exchange = RecordedTransport.Exchange

  static func token() throws -> Exchange { .init(.post, "/identity/token", try Fixture.reply("ibmToken")) }
  static func submit() throws -> Exchange { .init(.post, "/api/v1/jobs", try Fixture.reply("ibmSubmit")) }
  static func state(_ name: String) throws -> Exchange {
    .init(.get, "\(job)?exclude_params=true", try Fixture.reply(name))
  }

  /// From the completed state on.
  static func end() throws -> [Exchange] {
    [
      try state("ibmCompleted"), .init(.get, "\(job)/results", try Fixture.reply("ibmTagged")),
      .init(.get, "\(job)/metrics", try Fixture.reply("ibmMetrics")),
    ]
  }

  static func whole() throws -> [Exchange] {
    [try token(), try submit(), try state("ibmQueued"), try state("ibmRunning")] + (try end())
  }
}

/// Exchanges of a task at Braket.
enum BraketScript {
  static let arn = "arn:aws:braket:us-east-1:123456789012:quantum-task/11111111-2222-3333-4444-555555555555"
  static let task = "/quantum-task/\(PercentEncoding.encode(arn))"
  static let result = "/amazon-braket-fakebucket/tasks/11111111-2222-3333-4444-555555555555/results.json"
  static let account = RecordedTransport.Exchange(
    .post, "/",
    Fixture.reply(
      "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult>"
        + "</GetCallerIdentityResponse>", status: 200))
}
