import Foundation
import Testing

@testable import DeviceEmulation

/// The server over real sockets of the loopback.
@Suite struct EmulationServerTests {
  /// Serves while the body runs, and ends at once when told.
  private func withServer(_ service: TestService, _ body: (UInt16) async throws -> Void) async throws {
    let server = try EmulationServer()
    let (ends, end) = AsyncStream.makeStream(of: (isGood: Bool, at: ContinuousClock.Instant).self)
    // Before anything waits: the clients of these tests hold their threads while they do.
    server.start(service.service) { breakdown in
      end.yield((breakdown == nil, .now))
      end.finish()
    }
    defer { server.stop() }
    try await body(server.port)
    let start = ContinuousClock.now
    server.stop()
    // The server's own thread says when: others may be busy with other tests.
    for await end in ends { #expect(end.isGood && end.at - start < .seconds(5)) }
  }

  /// A service whose clock is the machine's.
  private func service(faults: String? = nil) throws -> TestService {
    try TestService(.ibm, faults: faults, now: Socket.wallClock)
  }

  private static let get =
    "GET /api/v1/backends HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: apikey FAKE\r\nService-CRN: crn:v1:x\r\n"

  @Test("A connection serves one request after the other, also those sent ahead")
  func keepAlive() async throws {
    try await withServer(service()) { port in
      let client = try RawClient(port: port)
      try client.send(Self.get + "\r\n")
      #expect(try client.answer().contains("200 OK"))
      try client.send(
        Self.get + "\r\n" + Self.get + "\r\nGET /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
      let rest = try client.rest()
      #expect(rest.components(separatedBy: "HTTP/1.1 200").count == 3 && rest.contains("HTTP/1.1 404"))
    }
  }

  @Test("Bodies in chunks and after a word of the server arrive whole")
  func bodies() async throws {
    try await withServer(service()) { port in
      let client = try RawClient(port: port)
      let form = "grant_type=urn:ibm:params:oauth:grant-type:apikey&apikey=FAKE"
      let head = "POST /identity/token HTTP/1.1\r\nHost: localhost\r\n"
      try client.send(head + "Transfer-Encoding: chunked\r\n\r\n8\r\n\(form.prefix(8))\r\n")
      try await Task.sleep(for: .milliseconds(20))
      try client.send(String(form.count - 8, radix: 16) + "\r\n\(form.dropFirst(8))\r\n0\r\n\r\n")
      #expect(try client.answer().contains("access_token"))
      try client.send(head + "Content-Length: \(form.count)\r\nExpect: 100-continue\r\n\r\n")
      #expect(try client.read() == "HTTP/1.1 100 Continue\r\n\r\n")
      try client.send(form)
      #expect(try client.answer().contains("access_token"))
    }
  }

  @Test(
    "What is no request is answered with 400, and the connection ends",
    arguments: ["nonsense\r\n\r\n", "\0\0\0\n", "GET / HTTP/1.1\r\n\r\n"])
  func malformed(text: String) async throws {
    try await withServer(service()) { port in
      let client = try RawClient(port: port)
      try client.send(text)
      let answer = try client.rest()
      #expect(answer.hasPrefix("HTTP/1.1 400 ") && answer.contains("Connection: close"))
      #expect(try RawClient(port: port).ask(Self.get + "Connection: close\r\n\r\n").contains("200 OK"))
    }
  }

  @Test("Faults of the connection reach the client")
  func faults() async throws {
    let rules = """
      [{"occurrence":1,"fault":"drop-before"}, {"occurrence":2,"fault":"truncate"},
       {"occurrence":3,"fault":"slow","value":0.1}]
      """
    try await withServer(service(faults: rules)) { port in
      let request = Self.get + "Connection: close\r\n\r\n"
      #expect(try RawClient(port: port).ask(request).isEmpty)
      let half = try RawClient(port: port).ask(request)
      let clock = ContinuousClock()
      let start = clock.now
      let whole = try RawClient(port: port).ask(request)
      #expect(clock.now - start >= .milliseconds(100))
      #expect(whole.contains("devices") && !half.isEmpty && half.count < whole.count)
    }
  }

  @Test("Many clients at once, and some that leave in between")
  func crowd() async throws {
    try await withServer(service()) { port in
      let leavers = try (0..<20).map { _ in try RawClient(port: port) }
      for client in leavers { try client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf") }
      let clients = try (0..<20).map { _ in try RawClient(port: port) }
      for client in clients { try client.send(Self.get + "\r\n") }
      for client in leavers { client.close() }
      for client in clients { #expect(try client.answer().contains("200 OK")) }
    }
  }

  @Test("Clients that only hold connections make way for one that asks")
  func holders() async throws {
    try await withServer(service()) { port in
      let holders = try (0..<250).map { _ in try RawClient(port: port) }
      for client in holders.prefix(100) { try client.send("GET / HT") }
      #expect(try RawClient(port: port).ask(Self.get + "Connection: close\r\n\r\n").contains("200 OK"))
      for client in holders { client.close() }
    }
  }

  @Test("A port that is taken is a fault")
  func takenPort() throws {
    let server = try EmulationServer()
    let error = try #require(throws: EmulationError.self) { try EmulationServer(port: server.port) }
    #expect(error.kind == .fault && error.message.contains("\(server.port)"))
  }
}

/// A client that sends any bytes.
private final class RawClient {
  private let descriptor: Int32
  private var isOpen = true

  init(port: UInt16) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var time = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else { throw NoReply() }
  }

  deinit { close() }

  func close() {
    if isOpen { Foundation.close(descriptor) }
    isOpen = false
  }

  func send(_ text: String) throws {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { throw NoReply() }
      bytes = bytes.dropFirst(count)
    }
  }

  /// What comes next; nothing where the server has ended.
  func read() throws -> String {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    guard count >= 0 || errno == ECONNRESET else { throw NoReply() }
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  /// Everything until the server ends.
  func rest() throws -> String {
    var text = ""
    while true {
      let more = try read()
      if more.isEmpty { return text }
      text += more
    }
  }

  func ask(_ text: String) throws -> String {
    try send(text)
    return try rest()
  }

  /// One answer with its body.
  func answer() throws -> String {
    var text = ""
    while true {
      let more = try read()
      guard !more.isEmpty else { throw NoReply() }
      text += more
      if let head = text.range(of: "\r\n\r\n"), let field = text.range(of: "Content-Length: ") {
        let length = Int(text[field.upperBound...].prefix { $0.isNumber }) ?? 0
        if text[head.upperBound...].utf8.count >= length { return text }
      }
    }
  }
}
