import Formats
import Foundation
import Testing

@testable import DeviceEmulation

@Suite struct JobStoreTests {
  private static let job = IBMProtocolTests.job(
    "[[\"OPENQASM 3.0; include \\\"stdgates.inc\\\"; qubit q; bit c; h q; c = measure q;\",null,64]]")

  private func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("store-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
  }

  private func results(_ id: String, in service: inout TestService) async throws -> String {
    _ = try await service.wait(IBMProtocolTests.get("jobs/\(id)")) { JSON($0)["status"] == "Completed" }
    return try service.reply(IBMProtocolTests.get("jobs/\(id)/results")).text
  }

  @Test("A service that starts again knows its jobs, gives the same results, and bills nothing twice")
  func restart() async throws {
    try await withFolder { folder in
      var ids: [String] = []
      var before = ""
      do {
        var service = try TestService(.ibm, store: JobStore(folder: folder, identity: "x"))
        for _ in 0..<3 { ids.append(try #require(try service.reply(Self.job).json["id"]?.text)) }
        #expect(Set(ids).count == 3)
        #expect(
          try service.reply(ReceivedRequest("POST", "/api/v1/jobs/\(ids[1])/cancel", IBMProtocolTests.account)).status
            == 204)
        before = try await results(ids[0], in: &service)
        // The lock goes with the service.
        #expect(throws: EmulationError.self) { try JobStore(folder: folder, identity: "x") }
        service.service.closeStore()
      }
      let log = folder + "/log.jsonl"
      var again = try TestService(
        .ibm, log: RequestLog(path: log), store: JobStore(folder: folder, identity: "x"), now: TestService.start + 60)
      #expect(try await results(ids[0], in: &again) == before)
      #expect(try await results(ids[2], in: &again) != before)
      #expect(try again.reply(IBMProtocolTests.get("jobs/\(ids[1])")).json["status"] == "Cancelled")
      let billed = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").filter {
        $0.contains("\"billed\":2")
      }
      #expect(billed.count == 1 && billed[0].contains(ids[2]))
      #expect(try !ids.contains(again.reply(Self.job).json["id"]?.text ?? ids[0]))
      again.service.closeStore()
    }
  }

  @Test("A line that was cut is dropped, a damaged one or another service's store is refused")
  func damage() async throws {
    try await withFolder { folder in
      var service = try TestService(.ibm, store: JobStore(folder: folder, identity: "x"))
      _ = try service.reply(Self.job)
      service.service.closeStore()
      let path = URL(fileURLWithPath: folder + "/jobs.jsonl")
      let whole = try Data(contentsOf: path)
      try (whole + Data("{\"kind\":\"canc".utf8)).write(to: path)
      let mended = try JobStore(folder: folder, identity: "x")
      #expect(mended.history.count == 1)
      mended.close()
      #expect(try Data(contentsOf: path) == whole)
      #expect(throws: EmulationError.self) { try JobStore(folder: folder, identity: "y") }
      try (whole + Data("{\"kind\":\"other\",\"job\":0}\n".utf8)).write(to: path)
      let error = try #require(throws: EmulationError.self) { try JobStore(folder: folder, identity: "x") }
      #expect(error.place?.hasSuffix("jobs.jsonl:3") == true)
    }
  }
}
