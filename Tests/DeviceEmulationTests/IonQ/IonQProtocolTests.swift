import Formats
import Testing

@testable import DeviceEmulation

@Suite struct IonQProtocolTests {
  private static let account = ["Authorization": "apiKey FAKE1"]

  private static func job(_ body: String) -> ReceivedRequest {
    ReceivedRequest("POST", "/v0.4/jobs", account, body: body)
  }

  private static func get(_ path: String) -> ReceivedRequest { ReceivedRequest("GET", "/v0.4/\(path)", account) }

  private static func gates(_ list: String, backend: String = "simulator", set: String = "qis", shots: Int = 100)
    -> String
  {
    "{\"type\":\"ionq.circuit.v1\",\"backend\":\"\(backend)\",\"shots\":\(shots),\"noise\":\(backend == "simulator" ? "{\"model\":\"ideal\",\"seed\":null}" : "null"),"
      + "\"input\":{\"gateset\":\"\(set)\",\"qubits\":3,\"circuit\":\(list)},\"metadata\":{\"k\":\"v\"}}"
  }

  private func run(_ body: String, in service: inout TestService) async throws -> JSON {
    let reply = try service.reply(Self.job(body))
    let id = try #require(reply.json["id"]?.text, "\(reply.text)")
    return JSON(
      try await service.wait(Self.get("jobs/\(id)")) {
        ["completed", "failed"].contains(JSON($0)["status"]?.text ?? "")
      })
  }

  private func follow(_ url: JSON?, in service: inout TestService) throws -> JSON {
    try service.reply(ReceivedRequest("GET", url?.text ?? "/", Self.account)).json
  }

  /// The probability of each outcome of three qubits.
  private func probabilities(_ list: String, set: String = "qis") async throws -> [Double] {
    var service = try TestService(.ionq)
    let job = try await run(Self.gates(list, set: set), in: &service)
    let shares = try follow(job["results"]?["probabilities"]?["url"], in: &service)
    return (0..<8).map { shares["\($0)"]?.number ?? 0 }
  }

  @Test(
    "Probabilities are exact, with qubit 0 least significant",
    arguments: [
      ("[{\"gate\":\"x\",\"target\":1}]", [0, 0, 1, 0, 0, 0, 0, 0]),
      (
        "[{\"gate\":\"h\",\"targets\":[2]},{\"gate\":\"cnot\",\"control\":2,\"target\":0}]",
        [0.5, 0, 0, 0, 0, 0.5, 0, 0]
      ),
      (
        "[{\"gate\":\"x\",\"targets\":[0]},{\"gate\":\"x\",\"targets\":[2],\"controls\":[0]}]",
        [0, 0, 0, 0, 0, 1, 0, 0]
      ),
      ("[{\"gate\":\"rx\",\"target\":0,\"rotation\":2.0943951023931953}]", [0.25, 0.75, 0, 0, 0, 0, 0, 0]),
      // A z by an angle is a phase: h p(pi/2) h gives one half.
      (
        "[{\"gate\":\"h\",\"target\":0},{\"gate\":\"z\",\"target\":0,\"rotation\":1.5707963267948966},{\"gate\":\"h\",\"target\":0}]",
        [0.5, 0.5, 0, 0, 0, 0, 0, 0]
      ),
      ("[{\"gate\":\"not\",\"target\":0},{\"gate\":\"swap\",\"targets\":[0,2]}]", [0, 0, 0, 0, 1, 0, 0, 0]),
      ("[{\"gate\":\"v\",\"target\":0},{\"gate\":\"v\",\"target\":0}]", [0, 1, 0, 0, 0, 0, 0, 0]),
    ])
  func common(list: String, expected: [Double]) async throws {
    let found = try await probabilities(list)
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-12 }, "\(found)")
  }

  @Test(
    "Native gates count in turns",
    arguments: [
      ("[{\"gate\":\"gpi\",\"target\":0,\"phase\":0.3}]", [0.0, 1, 0, 0, 0, 0, 0, 0]),
      ("[{\"gate\":\"gpi2\",\"target\":1,\"phase\":0}]", [0.5, 0, 0.5, 0, 0, 0, 0, 0]),
      (
        "[{\"gate\":\"gpi2\",\"target\":1,\"phase\":0},{\"gate\":\"gpi2\",\"target\":1,\"phase\":0.5}]",
        [1, 0, 0, 0, 0, 0, 0, 0]
      ),
      ("[{\"gate\":\"ms\",\"targets\":[0,2],\"phases\":[0,0]}]", [0.5, 0, 0, 0, 0, 0.5, 0, 0]),
      ("[{\"gate\":\"ms\",\"targets\":[0,2],\"phases\":[0,0.25],\"angle\":0.5}]", [0, 0, 0, 0, 0, 1, 0, 0]),
    ])
  func native(list: String, expected: [Double]) async throws {
    let found = try await probabilities(list, set: "native")
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-12 }, "\(found)")
  }

  @Test("A text gives its registers, character k being bit k")
  func registers() async throws {
    var service = try TestService(.ionq)
    let source = Crossed.text.replacing("input float[64] theta;", with: "float[64] theta = pi;")
    let body =
      "{\"type\":\"ionq.qasm3.v1\",\"backend\":\"qpu.ideal\",\"shots\":3,\"input\":{\"data\":\(IBMProtocolTests.quoted(source))}}"
    let job = try await run(body, in: &service)
    let artifact = job["results"]?["ionq.result.shots.json.v2"]?["id"]?.text ?? ""
    let shots = try service.reply(Self.get("jobs/\(job["id"]?.text ?? "")/artifacts/\(artifact)")).json["shots"]
    #expect(shots?.list == Array(repeating: ["registers": ["wide": "0010000001", "narrow": "01"]], count: 3))
    let simulated = try await run(body.replacing("qpu.ideal", with: "simulator"), in: &service)
    #expect(simulated["results"]?["ionq.result.shots.json.v2"] == nil)
    let id = simulated["results"]?["ionq.result.probabilities.json.v2"]?["id"]?.text ?? ""
    let shares = try service.reply(Self.get("jobs/\(simulated["id"]?.text ?? "")/artifacts/\(id)")).json
    #expect(shares["probabilities"]?["registers"]?["wide"]?["0010000001"]?.number.map { abs($0 - 1) < 1e-12 } == true)
  }

  @Test("Several circuits are a job with children, in their order")
  func several() async throws {
    var service = try TestService(.ionq)
    let circuits = (0..<3).map { "{\"name\":\"c\($0)\",\"circuit\":[{\"gate\":\"x\",\"target\":\($0)}]}" }
    let job = try await run(
      "{\"type\":\"ionq.multi-circuit.v1\",\"backend\":\"simulator\",\"shots\":10,\"input\":{\"gateset\":\"qis\",\"qubits\":3,"
        + "\"circuits\":[\(circuits.joined(separator: ","))]}}", in: &service)
    let children = job["child_job_ids"]?.list.compactMap(\.text) ?? []
    #expect(children == children.sorted() && children.count == 3)
    let all = try follow(job["results"]?["probabilities"]?["url"], in: &service)
    for (index, id) in children.enumerated() {
      #expect(all[id]?["\(1 << index)"]?.number.map { abs($0 - 1) < 1e-12 } == true)
      let child = try service.reply(Self.get("jobs/\(id)")).json
      #expect(try follow(child["results"]?["probabilities"]?["url"], in: &service) == all[id])
    }
  }

  @Test("A machine samples: shares and shots agree, and metadata comes back")
  func machine() async throws {
    var service = try TestService(.ionq, device: "trapped_ion")
    let job = try await run(
      Self.gates("[{\"gate\":\"x\",\"target\":1}]", backend: "qpu.trapped_ion", shots: 300), in: &service)
    #expect(job["metadata"]?["k"] == "v" && job["stats"]?["qubits"] == 3)
    let shots = try follow(job["results"]?["shots"]?["url"], in: &service).list
    let share = try follow(job["results"]?["probabilities"]?["url"], in: &service)["2"]?.number ?? 0
    #expect(shots.count == 300 && Double(shots.count { $0 == "2" }) == (share * 300).rounded())
    #expect(share > 0.9 && share < 1)
    let figures = try service.reply(ReceivedRequest("GET", "/v0.4/backends/qpu.trapped_ion/characterizations")).json
    #expect(
      figures["characterizations"]?[0]?["fidelity"]?["spam"]?["median"]?.number.map { abs($0 - 0.9937) < 1e-9 } == true)
  }

  @Test(
    "What is no job is refused, and what is no key too",
    arguments: [
      gates("[{\"gate\":\"foo\",\"target\":0}]"), gates("[{\"gate\":\"x\",\"target\":3}]"),
      gates("[{\"gate\":\"x\",\"targets\":[0,1]}]"), gates("[{\"gate\":\"cnot\",\"target\":0,\"control\":0}]"),
      gates("[{\"gate\":\"rx\",\"target\":0}]"), gates("[{\"gate\":\"gpi\",\"target\":0,\"phase\":0}]"),
      gates("[{\"gate\":\"x\",\"target\":0}]", set: "native"), gates("[]", backend: "qpu.other"), gates("[]", shots: 0),
      gates("[{\"gate\":\"rx\",\"target\":0,\"rotation\":\"1\"}]"), "{", "[]",
      gates("[]").replacing("\"ideal\"", with: "\"aria-1\""),
    ])
  func refusals(body: String) throws {
    var service = try TestService(.ionq)
    let reply = try service.reply(Self.job(body))
    #expect(reply.status == 400 && reply.json["statusCode"] == 400, "\(reply.text)")
    var stranger = Self.job(body)
    stranger.headers[1] = .init("Authorization", "apiKey REAL")
    #expect(try service.reply(stranger).status == 401)
  }

  @Test("A dry run costs nothing and has no results")
  func dryRun() async throws {
    var service = try TestService(.ionq)
    let job = try await run(
      Self.gates("[{\"gate\":\"x\",\"target\":1}]").replacing("\"metadata\"", with: "\"dry_run\":true,\"metadata\""),
      in: &service)
    #expect(job["dry_run"] == true && job["results"] == .null)
  }
}
