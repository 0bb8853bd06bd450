import Foundation
import Networking
import Testing

@Suite struct CurlTransportTests {
  private static let transport = CurlTransport(environment: [:])

  /// Runs against a server that stops with the test.
  private static func with(
    _ answer: @escaping @Sendable (Int, LoopbackServer.Received) -> LoopbackServer.Action,
    _ body: (LoopbackServer, Endpoint) async throws -> Void
  ) async throws {
    let server = try LoopbackServer(answer)
    defer { server.stop() }
    try await body(server, Endpoint("http://127.0.0.1:\(server.port)"))
  }

  private static func error(
    _ request: HTTPRequest, _ endpoint: Endpoint, _ policy: TransferPolicy = TransferPolicy(.fresh)
  ) async -> TransportError? {
    do {
      _ = try await transport.send(request, to: endpoint, policy)
      return nil
    } catch { return error }
  }

  @Test("method, target, headers and body arrive as they are, without headers that nobody asked for")
  func sends() async throws {
    // Of its own: transfers of other tests may take the place of an idle connection.
    let transport = CurlTransport(environment: [:])
    try await Self.with({ _, _ in .reply(LoopbackServer.ok("{}", headers: "X-One: a b \r\nx-two:2\r\n")) }) {
      server, endpoint in
      let path = "/quantum-task/arn%3Aaws%3A%2Fx/./../y//"
      let body = String(repeating: "ü", count: 3000)
      for method in [HTTPMethod.post, .put, .patch, .delete, .get] {
        let response = try await transport.send(
          HTTPRequest(
            method, path, query: "a=%20&a", headers: ["X-Empty": "", "X-Mark": "~"],
            body: method == .get ? [] : Array(body.utf8)),
          to: endpoint, TransferPolicy(.reusable))
        #expect(response.status == 200 && response.body == Array("{}".utf8))
        #expect(response.headers["x-one"] == "a b" && response.headers["X-Two"] == "2")
        let text = try #require(server.requests.last?.text)
        #expect(text.hasPrefix("\(method.rawValue) \(path)?a=%20&a HTTP/1.1\r\n"))
        #expect(text.contains("\r\nX-Empty:\r\n") && text.contains("\r\nX-Mark: ~\r\n"))
        #expect(text.hasSuffix(method == .get ? "\r\n\r\n" : "\r\n\r\n\(body)"))
        for name in ["Expect", "Content-Type", "Transfer-Encoding"] { #expect(!text.contains("\(name):")) }
      }
      #expect(Set(server.requests.map(\.connection)).count == 1)
    }
  }

  @Test("an empty POST and a PUT without a body say that they are empty")
  func sendsEmptyBodies() async throws {
    try await Self.with({ _, _ in .reply("HTTP/1.1 204 No Content\r\n\r\n") }) { server, endpoint in
      for method in [HTTPMethod.post, .put] {
        let response = try await Self.transport.send(
          HTTPRequest(method, "/x"), to: endpoint, TransferPolicy(.reusable))
        #expect(response.status == 204 && response.body.isEmpty)
      }
      #expect(server.requests.allSatisfy { $0.text.contains("Content-Length: 0\r\n") })
    }
  }

  @Test("a POST whose connection dies is sent once and ambiguous, where libcurl would send it again")
  func neverSendsTwice() async throws {
    for connection in [TransferPolicy.Connection.fresh, .reusable] {
      try await Self.with({ number, request in
        // The first request leaves a connection that looks alive; the second one dies without a word.
        request.firstLine.hasPrefix("GET") ? .reply(LoopbackServer.ok("")) : .replyAndClose("")
      }) { server, endpoint in
        // A transport of its own, so that no other test's connection is in the way.
        let transport = CurlTransport(environment: [:])
        _ = try await transport.send(HTTPRequest(.get, "/"), to: endpoint, TransferPolicy(.reusable))
        let error = await #expect(throws: TransportError.self) {
          try await transport.send(
            HTTPRequest(.post, "/jobs", body: Array("{}".utf8)), to: endpoint, TransferPolicy(connection))
        }
        #expect(error?.stage == .ambiguous && error?.kind == .connectionLost)
        let posts = server.requests.filter { $0.firstLine.hasPrefix("POST") }
        // The second count is the fault that the first one avoids: it shows that this test can see it.
        #expect(posts.count == (connection == .fresh ? 1 : 2))
        if connection == .fresh { #expect(posts[0].connection == 1) }
      }
    }
  }

  @Test("a request that no server took was not sent; one that a server may have taken is ambiguous")
  func tellsStages() async throws {
    let post = HTTPRequest(.post, "/jobs", body: [1])
    let free = try LoopbackServer { _, _ in .stall }
    free.stop()
    let closed = await Self.error(post, try Endpoint("http://127.0.0.1:\(free.port)"))
    #expect(closed?.kind == .connect && closed?.stage == .notSent)
    let unknown = await Self.error(post, try Endpoint("https://nobody.invalid"))
    #expect(unknown?.kind == .resolve && unknown?.stage == .notSent)
    let answers: [(LoopbackServer.Action, TransportError.Kind)] = [
      (.replyAndClose(""), .connectionLost), (.replyAndClose("HTTP/1.1 200 OK\r\nContent-Le"), .connectionLost),
      (.replyAndClose("HTTP/1.1 201 Created\r\nContent-Length: 9\r\n\r\n{}"), .connectionLost),
      (.replyAndClose("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"), .connectionLost),
      (.stall, .timeout), (.replyAndClose("no answer at all\r\n\r\n"), .connectionLost),
      (.replyAndClose("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n"), .replyTooLarge),
    ]
    for (action, kind) in answers {
      try await Self.with({ _, _ in action }) { _, endpoint in
        let error = await Self.error(post, endpoint, TransferPolicy(.fresh, timeoutInSeconds: 0.1))
        #expect(error?.kind == kind && error?.stage == .ambiguous, "\(action): \(error?.message ?? "answered")")
      }
    }
  }

  @Test("an answer above the limit is refused, whether it states its length or not")
  func limitsReplies() async throws {
    let long = String(repeating: "x", count: 1001)
    let stated = LoopbackServer.ok(long)
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n\(long)\r\n0\r\n\r\n"
    for answer in [stated, chunked] {
      try await Self.with({ _, _ in .replyAndClose(answer) }) { _, endpoint in
        let error = await Self.error(
          HTTPRequest(.get, "/"), endpoint, TransferPolicy(.reusable, replyLimit: 1000))
        #expect(error?.kind == .replyTooLarge)
        let whole = try await Self.transport.send(
          HTTPRequest(.get, "/"), to: endpoint, TransferPolicy(.reusable, replyLimit: 1001))
        #expect(whole.body.count == 1001)
      }
    }
  }

  @Test("a redirect is an answer, and nothing is sent to where it points")
  func followsNothing() async throws {
    try await Self.with({ _, _ in .reply(LoopbackServer.ok("", status: "307 Moved", headers: "Location: /there\r\n")) })
    {
      server, endpoint in
      let response = try await Self.transport.send(
        HTTPRequest(.post, "/jobs", headers: ["Authorization": "x"]), to: endpoint, TransferPolicy(.fresh))
      #expect(response.status == 307 && response.headers["location"] == "/there" && server.requests.count == 1)
    }
  }

  @Test("a cancelled request ends at once, ambiguous where it was on its way")
  func cancels() async throws {
    try await Self.with({ _, _ in .stall }) { server, endpoint in
      let task = Task { await Self.error(HTTPRequest(.post, "/jobs"), endpoint) }
      while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
      task.cancel()
      let error = await task.value
      #expect(error?.kind == .cancelled && error?.stage == .ambiguous)
      let early = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return await Self.error(HTTPRequest(.post, "/jobs"), endpoint)
      }
      #expect(await early.value?.kind == .cancelled)
      #expect(await early.value?.stage == .notSent && server.requests.count == 1)
    }
  }

  @Test("many requests at once each get their own answer")
  func carriesManyAtOnce() async throws {
    try await Self.with({ _, request in .reply(LoopbackServer.ok(request.firstLine)) }) { _, endpoint in
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<40 {
          group.addTask {
            let response = try await Self.transport.send(
              HTTPRequest(.get, "/\(number)"), to: endpoint, TransferPolicy(.reusable))
            return response.body == Array("GET /\(number) HTTP/1.1".utf8)
          }
        }
        for try await isOwn in group { #expect(isOwn) }
      }
    }
  }

  @Test("headers and paths that would be more than they seem are not sent")
  func refusesRequests() async throws {
    let endpoint = try Endpoint("http://127.0.0.1:9")
    for request in [
      HTTPRequest(.get, "/", headers: ["X": "a\r\nY: b"]), HTTPRequest(.get, "/", headers: ["X Y": "a"]),
      HTTPRequest(.get, "/", headers: ["": "a"]), HTTPRequest(.get, "/a b"), HTTPRequest(.get, "/a#b"),
      HTTPRequest(.get, "@host/"), HTTPRequest(.get, "/a?b"), HTTPRequest(.get, "/\r\nX: y"),
    ] {
      let error = await Self.error(request, endpoint)
      #expect(error?.kind == .request && error?.stage == .notSent)
    }
  }
}
