import Synchronization
import Testing

@testable import Networking

@Suite struct LoggingTransportTests {
  @Test("a request is a line with its status and sizes, and without what may be a secret")
  func lines() async throws {
    let lines = Mutex<[String]>([])
    let lost = TransportError(.connectionLost, .ambiguous, "the connection was lost")
    let transport = LoggingTransport(
      RecordedTransport([
        .init(.post, "/jobs?limit=1&X-Amz-Signature=SECRET", .success(HTTPResponse(status: 201, body: [1, 2, 3]))),
        .init(.get, "/jobs/1", .failure(lost)),
      ])
    ) { line in lines.withLock { $0.append(line) } }
    let endpoint = try Endpoint("https://example.org")
    let request = HTTPRequest(
      .post, "/jobs", query: "limit=1&X-Amz-Signature=SECRET", headers: ["Authorization": "Bearer SECRET"],
      body: Array("apikey=SECRET".utf8))
    #expect(try await transport.send(request, to: endpoint, TransferPolicy(.fresh)).status == 201)
    await #expect(throws: lost) {
      try await transport.send(HTTPRequest(.get, "/jobs/1"), to: endpoint, TransferPolicy(.fresh))
    }
    let told = lines.withLock { $0 }
    #expect(told.count == 2)
    #expect(
      told[0].hasPrefix("http: POST https://example.org/jobs?limit=1&X-Amz-Signature=<redacted>, 13 bytes: 201 after "))
    #expect(
      told[0].hasSuffix(" ms, 3 bytes") && told[1].contains("GET https://example.org/jobs/1, 0 bytes: the connection"))
    #expect(!told.joined().contains("SECRET"))
  }
}
