import DeviceEmulation
import Testing

@Suite struct HTTPRequestParserTests {
  private static let post = "POST /a?b=c HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"
  private static let chunked =
    "PUT /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3;e=1\r\nabc\r\nA\r\n0123456789\r\n0\r\nX: y\r\n\r\n"
  private static let get = "GET / HTTP/1.0\r\n\r\n"

  private func events(_ text: String, pieces: Int, limits: HTTPRequestParser.Limits = .init())
    -> [HTTPRequestParser.Event]
  {
    var parser = HTTPRequestParser(limits: limits)
    var events: [HTTPRequestParser.Event] = []
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      parser.append(bytes[start..<min(start + pieces, bytes.count)])
      while let event = parser.next() { events.append(event) }
    }
    return events
  }

  @Test("Requests come out whole, in whatever pieces they went in", arguments: [1, 2, 3, 7, 1000])
  func pieces(size: Int) {
    let events = events(Self.post + Self.chunked + Self.get + Self.post, pieces: size)
    let requests = events.compactMap { event -> ReceivedRequest? in
      if case .request(let request) = event { request } else { nil }
    }
    #expect(requests.count == 4 && events.count == 4)
    #expect(requests.map(\.method) == ["POST", "PUT", "GET", "POST"])
    #expect(requests[0].path == "/a" && requests[0].query == "b=c" && requests[0].header("HOST") == "x")
    #expect(requests.map { String(decoding: $0.body, as: UTF8.self) } == ["hello", "abc0123456789", "", "hello"])
    #expect(requests.map(\.keepsConnection) == [true, true, false, true])
  }

  @Test(
    "Connection decides whether the connection stays",
    arguments: [("close", "1.1", false), ("Keep-Alive", "1.0", true)])
  func connection(word: String, version: String, keeps: Bool) {
    let events = events("GET / HTTP/\(version)\r\nHost: x\r\nConnection: foo, \(word)\r\n\r\n", pieces: 100)
    guard case .request(let request)? = events.first else {
      Issue.record("no request")
      return
    }
    #expect(request.keepsConnection == keeps)
  }

  @Test("A client that waits is told to go on before its body, and not after")
  func expectation() {
    let head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
    var parser = HTTPRequestParser()
    parser.append(Array(head.utf8))
    #expect(parser.next() == .expectsContinue)
    #expect(parser.next() == nil)
    parser.append(Array("ok".utf8))
    guard case .request? = parser.next() else {
      Issue.record("no request")
      return
    }
    #expect(events(head + "ok", pieces: 1000).count == 1)
  }

  @Test(
    "What is no request is refused once, and nothing follows",
    arguments: [
      ("GET /\r\n\r\n", 400), ("GET / HTTP/2.0\r\n\r\n", 505), ("GET / FTP/1.1\r\n\r\n", 400),
      ("GET  / HTTP/1.1\r\n\r\n", 400), ("G@T / HTTP/1.1\r\n\r\n", 400), ("GET x HTTP/1.1\r\n\r\n", 400),
      ("GET / HTTP/1.1\n\n", 400), ("GET / HTTP/1.1\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400), ("GET / HTTP/1.1\r\n Host: x\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nHost: x\u{1}\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: x\rY: z\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1, 1\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
      ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400),
      ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n", 400),
      ("POST / HTTP/1.1\r\nHost: x\r\nExpect: more\r\n\r\n", 417),
    ])
  func refusals(text: String, status: Int) {
    for size in [1, 1000] {
      let events = events(text + Self.post, pieces: size)
      guard events.count == 1, case .refusal(status, _) = events[0] else {
        Issue.record("\(events)")
        return
      }
    }
  }

  @Test("Limits hold before memory is taken")
  func limits() {
    var limits = HTTPRequestParser.Limits()
    (limits.headBytes, limits.bodyBytes, limits.headers) = (100, 10, 2)
    let cases = [
      (String(repeating: "a", count: 101), 431),
      ("GET / HTTP/1.1\r\nHost: \(String(repeating: "a", count: 100))", 431),
      ("GET / HTTP/1.1\r\nHost: x\r\nA: b\r\nC: d\r\n", 431),
      ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n", 413),
      ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n01234567\r\n3\r\n", 413),
      ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;\(String(repeating: "a", count: 100))", 431),
    ]
    for (text, status) in cases {
      guard case .refusal(status, _)? = events(text, pieces: 1, limits: limits).first else {
        Issue.record("\(text)")
        continue
      }
    }
  }

  @Test("Damaged requests give a request or a refusal, the same in any pieces")
  func damage() {
    let text = Array((Self.post + Self.chunked).utf8)
    for place in text.indices {
      for byte in [0x00, 0x0A, 0x20, 0x30, 0x3A, 0xFF] as [UInt8] {
        var damaged = text
        damaged[place] = byte
        var (whole, pieces) = (HTTPRequestParser(), HTTPRequestParser())
        whole.append(damaged)
        var first: [HTTPRequestParser.Event] = []
        var second: [HTTPRequestParser.Event] = []
        while let event = whole.next() { first.append(event) }
        for byte in damaged {
          pieces.append([byte])
          while let event = pieces.next() { second.append(event) }
        }
        #expect(first == second, "at \(place)")
      }
    }
  }
}
