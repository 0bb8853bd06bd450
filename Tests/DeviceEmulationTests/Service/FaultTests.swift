import Formats
import Foundation
import Testing

@testable import DeviceEmulation

/// What each fault does to a request, seen from the outside.
@Suite struct FaultTests {
  private static let job = IBMProtocolTests.job(
    "[[\"OPENQASM 3.0; qubit q; bit c; c = measure q;\",null,1]]", more: "\"tags\":[\"t\"],")

  private func service(_ fault: String, path: String = "/api/v1/jobs", value: String = "") throws -> TestService {
    try TestService(
      .ibm,
      faults: "[{\"match\":{\"method\":\"POST\",\"path\":\"\(path)\"},\"occurrence\":1,\"fault\":\"\(fault)\"\(value)}]"
    )
  }

  private func count(_ service: inout TestService) throws -> JSON? {
    try service.reply(IBMProtocolTests.get("jobs")).json["count"]
  }

  @Test("A dropped connection has done the work, or not, or does it later")
  func drops() throws {
    var before = try service("drop-before")
    #expect(before.exchange(Self.job) == .drop)
    #expect(try count(&before) == 0)
    var after = try service("drop-after")
    #expect(after.exchange(Self.job) == .drop)
    #expect(try count(&after) == 1)
    var late = try service("accept-late", value: ",\"value\":10")
    #expect(late.exchange(Self.job) == .drop)
    #expect(try count(&late) == 0)
    late.pass(9)
    #expect(try count(&late) == 0)
    #expect(late.service.nextDue.map { abs($0 - TestService.start - 10) < 1e-6 } == true)
    late.pass(1.5)
    #expect(try count(&late) == 1)
  }

  @Test("Statuses, delays and spoilt bodies come as the script says")
  func replies() throws {
    var status = try service("status", value: ",\"value\":429")
    let refusal = try status.reply(Self.job)
    #expect(refusal.status == 429 && refusal.headers.contains(.init("Retry-After", "1")))
    #expect(refusal.json["errors"] != nil)
    #expect(try count(&status) == 0)
    var slow = try service("slow", value: ",\"value\":3")
    guard case .reply(_, after: 3) = slow.exchange(Self.job) else {
      Issue.record("not delayed")
      return
    }
    var truncated = try service("truncate")
    #expect(try truncated.reply(Self.job).framing == .truncated)
    var wrong = try service("wrong-length", value: ",\"value\":-3")
    #expect(try wrong.reply(Self.job).framing == .lengthOff(by: -3))
    #expect(try count(&wrong) == 1)
  }

  @Test("A doubled request is two jobs, unless a client token makes it one")
  func doubled() throws {
    var ibm = try service("duplicate")
    _ = try ibm.reply(Self.job)
    #expect(try count(&ibm) == 2)
    var braket = try TestService(
      .braket, faults: "[{\"match\":{\"method\":\"POST\"},\"occurrence\":1,\"fault\":\"duplicate\"}]")
    #expect(try braket.reply(BraketProtocolTests.task()).status == 201)
    let search = BraketProtocolTests.signed("POST", "/quantum-tasks", body: "{\"filters\":[]}")
    #expect(try braket.reply(search).json["quantumTasks"]?.list.count == 1)
  }

  @Test("A job can stay out of lists for a time, fail, or lose its result")
  func jobs() async throws {
    var lag = try service("list-lag", value: ",\"value\":5")
    let id = try #require(try lag.reply(Self.job).json["id"]?.text)
    #expect(try count(&lag) == 0)
    #expect(try lag.reply(IBMProtocolTests.get("jobs/\(id)")).status == 200)
    lag.pass(5.1)
    #expect(try count(&lag) == 1)
    var failed = try service("job-failed")
    #expect(try await IBMProtocolTests.run(Self.job, in: &failed).1["status"] == "Failed")
    #expect(try await IBMProtocolTests.run(Self.job, in: &failed).1["status"] == "Completed")
    var gone = try service("result-gone")
    let (lost, _) = try await IBMProtocolTests.run(Self.job, in: &gone)
    #expect(try gone.reply(IBMProtocolTests.get("jobs/\(lost)/results")).status == 404)
  }

  @Test("Expired tokens are refused until a new one is asked for")
  func expiry() throws {
    var service = try TestService(
      .ibm, faults: "[{\"match\":{\"path\":\"/api/v1/backends\"},\"occurrence\":2,\"fault\":\"expire-token\"}]")
    func token(_ service: inout TestService) throws -> String {
      let form = "grant_type=urn:ibm:params:oauth:grant-type:apikey&apikey=FAKE"
      return try service.reply(ReceivedRequest("POST", "/identity/token", body: form)).json["access_token"]?.text ?? ""
    }
    func status(_ token: String, _ service: inout TestService) throws -> Int {
      let headers = ["Authorization": "Bearer \(token)", "Service-CRN": "crn:v1:one"]
      return try service.reply(ReceivedRequest("GET", "/api/v1/backends", headers)).status
    }
    let first = try token(&service)
    #expect(try status(first, &service) == 200)
    #expect(try status(first, &service) == 401)
    #expect(try status(token(&service), &service) == 200)
    #expect(try status(first, &service) == 401)
  }

  @Test("Only the loopback is served, and no web page")
  func gate() throws {
    var service = try TestService(.ibm)
    for host in ["127.0.0.1", "127.0.0.1:1", "localhost:80", "[::1]:5", "LOCALHOST"] {
      #expect(EmulatedService.isLoopback(host), "\(host)")
    }
    for host in ["example.com", "127.0.0.1.example.com", "127.0.0.1:x", "[::2]", "", "[::1].x"] {
      var request = IBMProtocolTests.get("backends")
      request.headers[0] = .init("Host", host)
      #expect(try service.reply(request).status == 403, "\(host)")
    }
    var request = IBMProtocolTests.get("backends")
    request.headers.append(.init("Origin", "http://127.0.0.1"))
    #expect(try service.reply(request).status == 403)
  }

  @Test("The log says what was asked, met, taken and billed, and no secret")
  func log() async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("log-\(UUID()).jsonl").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var service = try TestService(
      .ibm,
      faults: "[{\"match\":{\"method\":\"POST\",\"path\":\"/api/v1/jobs\"},\"occurrence\":1,\"fault\":\"drop-after\"}]",
      log: RequestLog(path: path))
    let form = "grant_type=urn:ibm:params:oauth:grant-type:apikey&apikey=FAKESECRET"
    _ = try service.reply(ReceivedRequest("POST", "/identity/token", body: form))
    #expect(service.exchange(Self.job) == .drop)
    _ = try await service.wait(IBMProtocolTests.get("jobs")) { JSON($0)["jobs"]?[0]?["status"] == "Completed" }
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(!text.contains("FAKE") && text.last == "\n")
    let lines = try text.split(separator: "\n").map { JSON(try JSONNode(parsing: Array($0.utf8))) }
    #expect(lines.enumerated().allSatisfy { $1["seq"] == .integer($0 + 1) })
    let taken = lines.filter { $0["accepted"] == true }
    #expect(
      taken.count == 1 && taken[0]["fault"] == "drop-after" && taken[0]["status"] == .null && taken[0]["tag"] == "t")
    #expect(taken[0]["bodySha256"]?.text?.count == 64)
    let billed = lines.filter { $0["billed"] != .null }
    #expect(billed.count == 1 && billed[0]["billed"] == 2 && billed[0]["jobId"] == taken[0]["jobId"])
  }
}
