import Formats
import Networking
import Testing

@testable import DeviceEmulation

@Suite struct BraketProtocolTests {
  private static let simulator = "arn:aws:braket:::device/quantum-simulator/amazon/sv1"

  /// A request with a good signature, unless told otherwise.
  static func signed(
    _ method: String, _ target: String, body: String = "", service: String = "braket", region: String = "us-east-1",
    key: String = BraketProtocol.accessKey, secret: String = BraketProtocol.secretKey, token: String? = nil,
    at time: Double = TestService.start
  ) -> ReceivedRequest {
    let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
    let request = HTTPRequest(
      HTTPMethod(rawValue: method) ?? .get, parts[0], query: parts.count > 1 ? parts[1] : "",
      headers: ["Content-Type": "application/json"], body: Array(body.utf8))
    let credentials = AWSCredentials(
      accessKeyID: key, secretAccessKey: Secret(secret), sessionToken: token.map { Secret($0) })
    let result = SigV4(service: service, region: region).sign(
      request, host: "127.0.0.1:80", with: credentials, at: UTCTime(secondsSince1970: Int(time)))
    return ReceivedRequest(
      method: method, target: target, headers: result.headers.fields.map { .init($0.name, $0.value) },
      body: Array(body.utf8))
  }

  private static func text(_ json: JSON) -> String { (try? json.text()) ?? "" }

  static func task(
    _ source: String = "OPENQASM 3.0; qubit q; h q;", inputs: JSON = [:], shots: Int = 4, token: String = "t1",
    arn: String = simulator, region: String = "us-east-1"
  ) -> ReceivedRequest {
    let action: JSON = [
      "braketSchemaHeader": ["name": "braket.ir.openqasm.program", "version": "1"], "source": .string(source),
      "inputs": inputs,
    ]
    let body: JSON = [
      "deviceArn": .string(arn), "outputS3Bucket": "bucket", "outputS3KeyPrefix": "a/b", "shots": .integer(shots),
      "clientToken": .string(token), "action": .string(text(action)),
    ]
    return signed("POST", "/quantum-task", body: text(body), region: region)
  }

  private static func path(_ arn: String) -> String { PercentEncoding.encode(arn) }

  /// Runs a task to its end and gives its document and result.
  private func run(_ request: ReceivedRequest, in service: inout TestService) async throws -> (JSON, JSON) {
    let reply = try service.reply(request)
    let arn = try #require(reply.json["quantumTaskArn"]?.text, "\(reply.text)")
    for _ in 0..<2000 {
      let task = try service.reply(Self.signed("GET", "/quantum-task/\(Self.path(arn))", at: service.now)).json
      if task["status"] == "FAILED" { return (task, .null) }
      if task["status"] == "COMPLETED" {
        let key = "/bucket/\(task["outputS3Directory"]?.text ?? "")/results.json"
        return (task, try service.reply(Self.signed("GET", key, service: "s3", at: service.now)).json)
      }
      service.pass(0.05)
      try await Task.sleep(for: .milliseconds(2))
    }
    throw NoReply()
  }

  @Test("Columns are the measured qubits in the order of their bits")
  func columns() async throws {
    var service = try TestService(.braket)
    let source = """
      OPENQASM 3.0; input float theta; bit[12] b; qubit[4] q; x q[0]; rx(theta) q[1]; x q[3];
      b[11] = measure q[0]; b[4] = measure q[1]; b[0] = measure q[2]; b[1] = measure q[3];
      """
    let (task, result) = try await run(Self.task(source, inputs: ["theta": .number(.pi)]), in: &service)
    #expect(result["measuredQubits"] == [2, 3, 1, 0])
    #expect(result["measurements"]?.list == Array(repeating: [0, 1, 1, 1], count: 4))
    #expect(task["numSuccessfulShots"] == 4 && result["additionalMetadata"]?["action"]?["source"] == .string(source))
    let (_, all) = try await run(Self.task("OPENQASM 3.0; qubit[2] t; x t[1];", token: "t2"), in: &service)
    #expect(all["measuredQubits"] == [0, 1] && all["measurements"]?[0] == [0, 1])
  }

  @Test("A client token is one task; with another request it is a conflict")
  func token() throws {
    var service = try TestService(.braket)
    let first = try service.reply(Self.task())
    #expect(try service.reply(Self.task()).json == first.json)
    #expect(try service.reply(Self.task(shots: 5)).status == 409)
    #expect(try service.reply(Self.task(token: "t2")).json != first.json)
    #expect(try service.reply(Self.task(region: "eu-west-2")).json != first.json)
  }

  @Test("Signatures, keys and clocks are checked, for each service in its own words")
  func signatures() throws {
    var service = try TestService(.braket)
    let device = "/device/\(Self.path(Self.simulator))"
    func reply(_ request: ReceivedRequest) throws -> Reply { try service.reply(request) }
    #expect(try reply(Self.signed("GET", device)).status == 200)
    #expect(try reply(Self.signed("GET", device, token: BraketProtocol.sessionToken)).status == 200)
    #expect(try reply(Self.signed("GET", device, at: TestService.start - 299)).status == 200)
    let cases: [(ReceivedRequest, String)] = [
      (ReceivedRequest("GET", device), "MissingAuthenticationTokenException"),
      (Self.signed("GET", device, key: "AKIAOTHER"), "UnrecognizedClientException"),
      (Self.signed("GET", device, token: "OTHER"), "UnrecognizedClientException"),
      (Self.signed("GET", device, secret: "wrong"), "InvalidSignatureException"),
      (Self.signed("GET", device, at: TestService.start - 301), "InvalidSignatureException"),
      (Self.signed("GET", device, at: TestService.start + 301), "InvalidSignatureException"),
    ]
    for (request, type) in cases {
      let refusal = try reply(request)
      #expect(refusal.status == 403 && refusal.headers.contains(.init("x-amzn-ErrorType", type)), "\(type)")
    }
    var changed = Self.task()
    changed.body[10] ^= 1
    #expect(try reply(changed).status == 403)
    let storage = try reply(Self.signed("GET", "/bucket/key", service: "s3", secret: "wrong"))
    #expect(storage.status == 403 && storage.text.contains("<Code>SignatureDoesNotMatch</Code>"))
    let late = try reply(Self.signed("GET", "/bucket/key", service: "s3", at: TestService.start - 1000))
    #expect(late.text.contains("<Code>RequestTimeTooSkewed</Code>"))
    let caller = try reply(
      Self.signed("POST", "/", body: "Action=GetCallerIdentity&Version=2011-06-15", service: "sts"))
    #expect(caller.text.contains("<Account>123456789012</Account>"))
    #expect(try reply(Self.signed("GET", "/bucket/key", service: "s3")).text.contains("NoSuchKey"))
  }

  @Test("Physical qubits and verbatim boxes take native gates only, and the machine is in one region")
  func verbatim() async throws {
    var service = try TestService(.braket, device: "ibm_manila")
    let arn = "arn:aws:braket:us-east-1::device/qpu/shotglass/ibm_manila"
    let box =
      "OPENQASM 3.0; bit[2] b;\n#pragma braket verbatim\nbox { x $3; cnot $3, $4; }\nb[0] = measure $3; b[1] = measure $4;"
    let (task, result) = try await run(Self.task(box, shots: 200, arn: arn), in: &service)
    #expect(task["status"] == "COMPLETED", "\(task)")
    #expect((result["measurements"]?.list.count { $0 == [1, 1] } ?? 0) > 160)
    for (number, source) in [box.replacing("x $3", with: "h $3"), box.replacing("$4", with: "$1")].enumerated() {
      let (failed, _) = try await run(Self.task(source, token: "f\(number)", arn: arn), in: &service)
      #expect(failed["failureReason"]?.text?.contains("is not supported by the target system") == true, "\(failed)")
    }
    #expect(try service.reply(Self.task(arn: arn, region: "eu-west-2")).status == 400)
    let device = try service.reply(Self.signed("GET", "/device/\(Self.path(arn))")).json
    let capabilities = try JSON(JSONNode(parsing: Array((device["deviceCapabilities"]?.text ?? "").utf8)))
    #expect(capabilities["paradigm"]?["connectivity"]?["connectivityGraph"]?["1"] == ["0", "2"])
    #expect(
      Set(capabilities["paradigm"]?["nativeGateSet"]?.list.compactMap(\.text) ?? []) == ["cnot", "i", "rz", "v", "x"])
  }

  @Test(
    "What the simulator does not take fails with the reason",
    arguments: [
      ("OPENQASM 3.0; include \"stdgates.inc\"; qubit q;", "include"), ("OPENQASM 3.0; x $0;", "physical qubits"),
      ("OPENQASM 3.0; bit b; qubit q; b = measure q; if (b == 1) { x q; }", "control flow"),
      ("OPENQASM 3.0; bit a; bit b; qubit[2] q; a = measure q[0]; b = measure q[1];", "single classical register"),
      ("OPENQASM 3.0; qubit q; h q;\n#pragma braket result probability all", "pragma"),
      ("OPENQASM 3.0; qubit[13] q;", "13 qubits"),
    ])
  func failures(source: String, reason: String) async throws {
    var service = try TestService(.braket)
    let (task, _) = try await run(Self.task(source), in: &service)
    #expect(task["failureReason"]?.text?.contains(reason) == true, "\(task)")
  }

  @Test("Tasks are found by filters, page by page, and cancelled ones say so")
  func search() throws {
    var service = try TestService(.braket)
    for number in 0..<3 { _ = try service.reply(Self.task(token: "\(number)")) }
    func page(_ body: String) throws -> JSON {
      try service.reply(Self.signed("POST", "/quantum-tasks", body: body)).json
    }
    let first = try page("{\"filters\":[],\"maxResults\":2}")
    #expect(first["quantumTasks"]?.list.count == 2 && first["nextToken"] == "2")
    #expect(try page("{\"filters\":[],\"maxResults\":2,\"nextToken\":\"2\"}")["quantumTasks"]?.list.count == 1)
    let arn = try #require(first["quantumTasks"]?[0]?["quantumTaskArn"]?.text)
    let cancel = Self.signed("PUT", "/quantum-task/\(Self.path(arn))/cancel", body: "{\"clientToken\":\"c\"}")
    #expect(try service.reply(cancel).json["cancellationStatus"] == "CANCELLED")
    let filter = "{\"filters\":[{\"name\":\"status\",\"operator\":\"EQUAL\",\"values\":[\"CANCELLED\"]}]}"
    #expect(try page(filter)["quantumTasks"]?.list.count == 1)
  }
}
