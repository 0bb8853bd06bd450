import Formats
import Testing

@testable import DeviceEmulation

@Suite struct IBMProtocolTests {
  static let account = ["Authorization": "apikey FAKE", "Service-CRN": "crn:v1:one"]

  static func job(
    _ pubs: String, backend: String = "ideal", qiskit: Bool = false, more: String = ""
  ) -> ReceivedRequest {
    ReceivedRequest(
      "POST", "/api/v1/jobs", account,
      body: "{\"program_id\":\"sampler\",\"backend\":\"\(backend)\",\(more)"
        + "\"params\":{\"pubs\":\(pubs),\"version\":2,\"support_qiskit\":\(qiskit)}}")
  }

  static func quoted(_ text: String) -> String { (try? JSON.string(text).text()) ?? "" }

  static func get(_ path: String) -> ReceivedRequest { ReceivedRequest("GET", "/api/v1/\(path)", account) }

  /// Sends a job and waits for its end.
  static func run(_ request: ReceivedRequest, in service: inout TestService) async throws -> (id: String, JSON) {
    let reply = try service.reply(request)
    let id = try #require(reply.json["id"]?.text, "\(reply.text)")
    let job = try await service.wait(get("jobs/\(id)")) { node in
      ["Completed", "Failed"].contains(JSON(node)["status"]?.text ?? "")
    }
    return (id, JSON(job))
  }

  @Test("A token is asked for with a fake key, and opens the door until it expires")
  func token() throws {
    var service = try TestService(.ibm)
    func form(_ key: String) -> ReceivedRequest {
      ReceivedRequest(
        "POST", "/identity/token",
        body: "grant_type=urn%3Aibm%3Aparams%3Aoauth%3Agrant-type%3Aapikey&apikey=\(key)")
    }
    #expect(try service.reply(form("REAL")).status == 401)
    let token = try #require(try service.reply(form("FAKE1")).json["access_token"]?.text)
    var headers = ["Authorization": "Bearer \(token)", "Service-CRN": "crn:v1:one"]
    let devices = ReceivedRequest("GET", "/api/v1/backends", headers)
    #expect(try service.reply(devices).json["devices"]?[0]?["name"] == "ideal")
    service.pass(3601)
    let refusal = try service.reply(devices)
    #expect(refusal.status == 401 && refusal.json["errors"]?[0]?["code"] == 1200)
    headers["Service-CRN"] = nil
    headers["Authorization"] = "apikey FAKE"
    #expect(try service.reply(ReceivedRequest("GET", "/api/v1/backends", headers)).status == 403)
    #expect(try service.reply(ReceivedRequest("GET", "/api/v2/backends", headers)).status == 404)
  }

  @Test("Every bit of two registers stands where it was measured, in hexadecimal")
  func hexadecimal() async throws {
    var service = try TestService(.ibm)
    let pub = "[[\(Self.quoted(Crossed.text)),{\"theta\":3.141592653589793},5],[\(Self.quoted(Crossed.text)),[0],3]]"
    let (id, _) = try await Self.run(Self.job(pub), in: &service)
    let results = try service.reply(Self.get("jobs/\(id)/results")).json["results"]
    #expect(results?[0]?["data"]?["wide"]?["samples"]?.list == Array(repeating: "0x204", count: 5))
    #expect(results?[0]?["data"]?["narrow"]?["samples"]?.list == Array(repeating: "0x2", count: 5))
    #expect(results?[1]?["data"]?["wide"]?["samples"]?.list == Array(repeating: "0x200", count: 3))
  }

  @Test("Qiskit's form holds the bytes of all points, the most significant first")
  func tagged() async throws {
    var service = try TestService(.ibm)
    let points = try NumberArray(shape: [2, 1], values: [.pi, 0]).numPyBytes()
    let values = "{\"__type__\":\"ndarray\",\"__value__\":\"\(Base64.text(Zlib.stored(points)))\"}"
    let (id, _) = try await Self.run(
      Self.job("[[\(Self.quoted(Crossed.text)),\(values),2]]", qiskit: true), in: &service)
    let result = try service.reply(Self.get("jobs/\(id)/results")).json["__value__"]?["pub_results"]?[0]?["__value__"]
    let data = result?["data"]?["__value__"]
    #expect(data?["field_names"] == ["wide", "narrow"] && data?["shape"] == [2])
    let wide = data?["fields"]?["wide"]?["__value__"]
    #expect(wide?["num_bits"] == 10)
    let packed = try #require(Base64.bytes(wide?["array"]?["__value__"]?.text ?? ""))
    let array = try NumberArray(numPy: Zlib.unpack(packed, limit: 1000))
    #expect(array == NumberArray(shape: [2, 2, 2], values: [2, 4, 2, 4, 2, 0, 2, 0]))
  }

  @Test("A job waits, runs and ends by the service's clock, and is billed then")
  func life() async throws {
    var settings = EmulationSettings()
    settings.hasRealLimits = true
    var service = try TestService(.ibm, settings: settings)
    let pub = "[[\"OPENQASM 3.0; qubit q; bit c; c = measure q;\",null,4000]]"
    let id = try #require(try service.reply(Self.job(pub, more: "\"tags\":[\"a\"],")).json["id"]?.text)
    func status() throws -> JSON? { try service.reply(Self.get("jobs/\(id)")).json["status"] }
    #expect(try status() == "Queued")
    #expect(try service.reply(Self.get("jobs/\(id)/results")).status == 204)
    service.pass(2.5)
    #expect(try status() == "Running")
    #expect(try service.reply(Self.get("jobs/\(id)/metrics")).json["usage"]?["status"] == "pending")
    service.pass(2)
    let (other, job) = try await Self.run(Self.job(pub), in: &service)
    #expect(other != id && job["usage"]?["seconds"] == 2)
    #expect(try service.reply(Self.get("jobs/\(id)/metrics")).json["usage"]?["qpu_charge_time_seconds"] == 2)
    #expect(try service.reply(Self.get("instances/usage")).json["usage_consumed_seconds"] == 4)
    let found = try service.reply(Self.get("jobs?tags=a&exclude_params=true&backend=ideal")).json
    #expect(found["count"] == 1 && found["jobs"]?[0]?["id"] == .string(id) && found["jobs"]?[0]?["params"] == nil)
    let pages = try (0..<3).map { try service.reply(Self.get("jobs?limit=1&offset=\($0)&sort=ASC")).json["jobs"]?.list }
    #expect(pages.map { $0?.first?["id"] } == [.string(id), .string(other), nil])
  }

  @Test("Five jobs a minute are taken with real limits, and the sixth says when to come again")
  func rate() throws {
    var settings = EmulationSettings()
    (settings.hasRealLimits, settings.timeScale) = (true, 10)
    var service = try TestService(.ibm, settings: settings)
    let job = Self.job("[[\"OPENQASM 3.0; qubit q; bit c; c = measure q;\",null,1]]")
    for _ in 0..<5 { #expect(try service.reply(job).status == 200) }
    let refusal = try service.reply(job)
    #expect(refusal.status == 429 && refusal.headers.contains(.init("Retry-After", "6")))
    service.pass(6.1)
    #expect(try service.reply(job).status == 200)
  }

  @Test(
    "What is no job is refused with the reason",
    arguments: [
      ("[]", "from 1 to"), ("[[1,null,1]]", "OpenQASM 3 texts"), ("[[\"x\",null,0]]", "from 1 to"),
      ("[[\"x\",{\"a\":\"b\"},1]]", "must be a number"), ("[[\"x\",[[1],[2,3]],1]]", "one shape"),
      ("[[{\"__type__\":\"QuantumCircuit\",\"__value__\":\"\"},null,1]]", "no QPY"),
      ("[[\"x\",{\"__type__\":\"ndarray\",\"__value__\":\"!\"},1]]", "base64"),
      ("[[\"x\",null,99999999]]", "from 1 to"),
      ("[[\"x\",{\"a\":[1,2],\"b\":[1,2,3]},1]]", "one shape"), ("[[\"x\",null,10000000],[\"x\",null,1]]", "at most"),
    ])
  func refusals(pubs: String, reason: String) throws {
    var service = try TestService(.ibm)
    let reply = try service.reply(Self.job(pubs))
    #expect(reply.status == 400 && reply.text.contains(reason), "\(reply.text)")
  }

  @Test(
    "Programs that cannot run fail, and say where",
    arguments: [
      ("OPENQASM 3.0;\\nqubit q;\\nfoo q;", "[line 3]"), ("OPENQASM 3.0; qubit[6] q;", "6 qubits"),
      ("OPENQASM 3.0; include \\\"stdgates.inc\\\"; h $0;", "instruction h on qubits (0)"),
      ("OPENQASM 3.0; include \\\"stdgates.inc\\\"; cx $0, $4;", "instruction cx on qubits (0, 4)"),
      ("OPENQASM 3.0; input float a; qubit q;", "input a has no value"),
    ])
  func failures(text: String, reason: String) async throws {
    var service = try TestService(.ibm, device: "ibm_manila")
    let (id, job) = try await Self.run(Self.job("[[\"\(text)\",null,1]]", backend: "ibm_manila"), in: &service)
    #expect(job["status"] == "Failed" && job["state"]?["reason"]?.text?.contains(reason) == true, "\(job)")
    #expect(job["usage"]?["seconds"] == 0)
    #expect(try service.reply(Self.get("jobs/\(id)/results")).text.contains(reason))
  }

  @Test("Native gates on the device's qubits run as they are, and others are compiled")
  func native() async throws {
    var service = try TestService(.ibm, device: "ibm_manila")
    let native =
      "OPENQASM 3.0; include \\\"stdgates.inc\\\"; bit[2] c; x $3; cx $3, $4; c[0] = measure $3; c[1] = measure $4;"
    let plain =
      "OPENQASM 3.0; include \\\"stdgates.inc\\\"; qubit[2] q; bit[2] c; h q[0]; cz q[0], q[1]; h q[0]; c = measure q;"
    let (id, job) = try await Self.run(
      Self.job("[[\"\(native)\",null,400],[\"\(plain)\",null,400]]", backend: "ibm_manila"), in: &service)
    #expect(job["status"] == "Completed", "\(job)")
    let results = try service.reply(Self.get("jobs/\(id)/results")).json["results"]
    func share(_ place: Int, _ word: JSON) -> Int {
      results?[place]?["data"]?["c"]?["samples"]?.list.count { $0 == word } ?? 0
    }
    // Readout errs in about 5 % of the shots, and some shots err indeed.
    #expect((340..<400).contains(share(0, "0x3")) && (340...400).contains(share(1, "0x0")))
  }

  @Test("Cancelled jobs cost nothing, ended ones cannot be cancelled, others' jobs are not seen")
  func cancelling() async throws {
    var service = try TestService(.ibm)
    let job = Self.job("[[\"OPENQASM 3.0; qubit q; bit c; c = measure q;\",null,1]]")
    let id = try #require(try service.reply(job).json["id"]?.text)
    let cancel = ReceivedRequest("POST", "/api/v1/jobs/\(id)/cancel", Self.account)
    #expect(try service.reply(cancel).status == 204)
    #expect(try service.reply(cancel).status == 409)
    #expect(try service.reply(Self.get("jobs/\(id)")).json["status"] == "Cancelled")
    let (done, _) = try await Self.run(job, in: &service)
    #expect(try service.reply(ReceivedRequest("POST", "/api/v1/jobs/\(done)/cancel", Self.account)).status == 409)
    let stranger = ["Authorization": "apikey FAKE", "Service-CRN": "crn:v1:two"]
    #expect(try service.reply(ReceivedRequest("GET", "/api/v1/jobs/\(done)", stranger)).status == 404)
    #expect(try service.reply(ReceivedRequest("GET", "/api/v1/jobs", stranger)).json["count"] == 0)
  }

  @Test("A private result is read once")
  func privacy() async throws {
    var service = try TestService(.ibm)
    let (id, job) = try await Self.run(
      Self.job("[[\"OPENQASM 3.0; qubit q; bit c; c = measure q;\",null,1]]", more: "\"private\":true,"), in: &service)
    #expect(job["params"] == nil && job["private"] == true)
    #expect(try service.reply(Self.get("jobs/\(id)/results")).status == 200)
    #expect(try service.reply(Self.get("jobs/\(id)/results")).status == 404)
  }

  @Test("Ended jobs can be forgotten, and outcomes beyond all measure are refused")
  func deletion() async throws {
    var service = try TestService(.ibm)
    let (id, job) = try await Self.run(
      Self.job("[[\"OPENQASM 3.0; qubit q; bit[16000] c; c[0] = measure q;\",null,1000000]]"), in: &service)
    #expect(job["state"]?["reason"]?.text?.contains("outcomes have more than") == true)
    let delete = ReceivedRequest("DELETE", "/api/v1/jobs/\(id)", Self.account)
    #expect(try service.reply(delete).status == 204)
    #expect(try service.reply(delete).status == 404)
    #expect(try service.reply(Self.get("jobs")).json["count"] == 0)
  }

  @Test("A session takes jobs until it is closed")
  func sessions() throws {
    var service = try TestService(.ibm)
    func send(_ method: String, _ path: String, _ body: String = "") throws -> Reply {
      try service.reply(ReceivedRequest(method, "/api/v1/sessions\(path)", Self.account, body: body))
    }
    let id = try #require(try send("POST", "", "{\"mode\":\"batch\"}").json["id"]?.text)
    let pub = "[[\"OPENQASM 3.0; qubit q; bit c; c = measure q;\",null,1]]"
    let job = Self.job(pub, more: "\"session_id\":\"\(id)\",")
    #expect(try service.reply(job).status == 200)
    #expect(try service.reply(Self.get("jobs?session_id=\(id)")).json["count"] == 1)
    #expect(try service.reply(Self.job(pub, more: "\"session_id\":\"other\",")).status == 404)
    #expect(try send("PATCH", "/\(id)", "{\"accepting_jobs\":false}").status == 204)
    #expect(try service.reply(job).status == 400)
    #expect(try send("DELETE", "/\(id)/close").status == 204)
    #expect(try send("GET", "/\(id)").json["state"] == "closed")
    #expect(try send("POST", "", "{\"mode\":\"other\"}").status == 400)
    #expect(try send("POST", "", "{\"mode\":\"batch\",\"backend\":\"other\"}").status == 400)
    #expect(try send("POST", "", "{\"mode\":\"batch\",\"max_ttl\":28801}").status == 400)
    #expect(try send("GET", "/other").status == 404)
  }

  @Test("A session ends by itself when its time is over, and faults strike it as they strike jobs")
  func sessionEnds() throws {
    var settings = EmulationSettings()
    settings.timeScale = 10
    var service = try TestService(
      .ibm, settings: settings,
      faults: "[{\"match\":{\"method\":\"POST\",\"path\":\"/api/v1/sessions\"},\"occurrence\":2,\"fault\":\"status\","
        + "\"value\":403}]")
    func open() throws -> Reply {
      try service.reply(
        ReceivedRequest(
          "POST", "/api/v1/sessions", Self.account, body: "{\"mode\":\"batch\",\"backend\":\"ideal\",\"max_ttl\":600}"))
    }
    let opened = try open().json
    let id = try #require(opened["id"]?.text)
    #expect(opened["max_ttl"] == 600 && opened["accepting_jobs"] == true)
    #expect(try open().status == 403)
    let job = Self.job(
      "[[\"OPENQASM 3.0; qubit q; bit c; c = measure q;\",null,1]]", more: "\"session_id\":\"\(id)\",")
    service.pass(59)
    #expect(try service.reply(job).status == 200)
    service.pass(2)
    #expect(try service.reply(job).status == 400)
    let state = try service.reply(Self.get("sessions/\(id)")).json
    #expect(state["state"] == "closed" && state["accepting_jobs"] == false)
  }

  @Test("Where draws follow from what is asked for, a job gives the same in whatever session it is")
  func sessionsDrawTheSame() async throws {
    var settings = EmulationSettings()
    settings.isImmediate = true
    var service = try TestService(.ibm, settings: settings)
    let opened = try service.reply(
      ReceivedRequest("POST", "/api/v1/sessions", Self.account, body: "{\"mode\":\"batch\"}"))
    let session = try #require(opened.json["id"]?.text)
    var samples: [JSON?] = []
    for (more, tag) in [("", "a"), ("\"session_id\":\"\(session)\",", "a"), ("", "b")] {
      let body =
        "{\(more)\"backend\":\"ideal\",\"params\":{\"pubs\":[[\"OPENQASM 3.0; include \\\"stdgates.inc\\\"; qubit q; "
        + "bit c; h q; c = measure q;\",null,64]]},\"program_id\":\"sampler\",\"tags\":[\"\(tag)\"]}"
      let (id, _) = try await Self.run(ReceivedRequest("POST", "/api/v1/jobs", Self.account, body: body), in: &service)
      samples.append(try service.reply(Self.get("jobs/\(id)/results")).json["results"]?[0]?["data"]?["c"])
    }
    #expect(samples[0] != nil && samples[0] == samples[1] && samples[0] != samples[2])
  }

  @Test("The calibration that is shown is the device's")
  func calibration() throws {
    var service = try TestService(.ibm, device: "ibm_manila")
    let configuration = try service.reply(Self.get("backends/ibm_manila/configuration")).json
    #expect(configuration["n_qubits"] == 5 && configuration["coupling_map"]?.list.count == 8)
    #expect(Set(configuration["basis_gates"]?.list.compactMap(\.text) ?? []) == ["cx", "id", "rz", "sx", "x"])
    let properties = try service.reply(Self.get("backends/ibm_manila/properties")).json
    let gates = properties["gates"]?.list.filter { $0["name"] == "cx0_1" }
    #expect(gates?.first?["parameters"]?[0]?["value"]?.number == 0.00882771)
    #expect(properties["qubits"]?[0]?[0]?["value"]?.number.map { abs($0 - 131.529) < 1e-6 } == true)
    #expect(try service.reply(Self.get("backends/other/status")).status == 404)
  }
}
