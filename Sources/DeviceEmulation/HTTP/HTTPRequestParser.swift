/// Takes HTTP/1.1 requests out of a stream of bytes, in whatever pieces it comes (RFC 9112).
///
/// A pure value: it reads nothing itself. Every input gives requests or one refusal, after which nothing follows.
package struct HTTPRequestParser: Sendable {
  package enum Event: Sendable, Equatable {
    case request(ReceivedRequest)
    /// The client waits for a word before it sends the body.
    case expectsContinue
    /// The stream is no HTTP, or asks for more than the limits: the status to answer with, and why.
    case refusal(status: Int, message: String)
  }

  package struct Limits: Sendable {
    /// Of the request line and all headers, and again of what is between the pieces of a body.
    package var headBytes = 1 << 16
    package var headers = 100
    package var bodyBytes = 64 << 20

    package init() {}
  }

  private enum Phase: Equatable {
    case start, headers, body(remaining: Int), chunkSize, chunk(remaining: Int), chunkEnd, trailers, refused
  }

  private let limits: Limits
  private var buffer: [UInt8] = []
  /// Where what is not yet used begins, and up to where no end of line was found.
  private var offset = 0
  private var scanned = 0
  private var phase = Phase.start
  private var headBytes = 0
  private var request = ReceivedRequest(method: "", target: "")
  private var isVersion10 = false

  package init(limits: Limits = Limits()) { self.limits = limits }

  /// Bytes that came and belong to no request yet.
  package var bufferedBytes: Int { buffer.count - offset }

  /// Whether a request has begun and is not whole.
  package var isWithinRequest: Bool { phase != .start || bufferedBytes > 0 }

  package mutating func append(_ bytes: some Sequence<UInt8>) {
    if offset > 1 << 16 || offset == buffer.count {
      buffer.removeFirst(offset)
      scanned -= offset
      offset = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next thing that the bytes so far say; nil where more are needed.
  package mutating func next() -> Event? {
    while true {
      let before = (phase, offset)
      let event: Event?
      switch phase {
      case .start, .headers, .chunkSize, .chunkEnd, .trailers: event = takeLine()
      case .body(let remaining): event = takeBody(remaining)
      case .chunk(let remaining): event = takeChunk(remaining)
      case .refused: return nil
      }
      if let event {
        if case .refusal = event { phase = .refused }
        return event
      }
      if before == (phase, offset) { return nil }
    }
  }

  // MARK: Lines

  private mutating func takeLine() -> Event? {
    scanned = max(scanned, offset)
    guard let end = buffer[scanned...].firstIndex(of: UInt8(ascii: "\n")) else {
      scanned = buffer.count
      return headBytes + bufferedBytes > limits.headBytes ? tooLong() : nil
    }
    headBytes += end + 1 - offset
    guard headBytes <= limits.headBytes else { return tooLong() }
    guard end > offset, buffer[end - 1] == UInt8(ascii: "\r") else {
      return .refusal(status: 400, message: "a line does not end in carriage return and line feed")
    }
    let line = buffer[offset..<(end - 1)]
    offset = end + 1
    guard line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
      return .refusal(status: 400, message: "a line holds a control character")
    }
    switch phase {
    case .start: return line.isEmpty ? nil : start(line)
    case .headers: return line.isEmpty ? endHead() : header(line)
    case .chunkSize: return chunkSize(line)
    case .chunkEnd:
      guard line.isEmpty else { return .refusal(status: 400, message: "a chunk is longer than its size says") }
      phase = .chunkSize
    case .trailers: if line.isEmpty { return finish() }
    case .body, .chunk, .refused: break
    }
    return nil
  }

  private func tooLong() -> Event {
    .refusal(status: 431, message: "the head of the request has more than \(limits.headBytes) bytes")
  }

  private mutating func start(_ line: ArraySlice<UInt8>) -> Event? {
    let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard parts.count == 3, Self.isToken(parts[0]), parts[0].count <= 20, parts[1].first == UInt8(ascii: "/"),
      parts[1].allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return .refusal(status: 400, message: "the first line is no request") }
    switch String(decoding: parts[2], as: UTF8.self) {
    case "HTTP/1.1": isVersion10 = false
    case "HTTP/1.0": isVersion10 = true
    case let other where other.hasPrefix("HTTP/"):
      return .refusal(status: 505, message: "only HTTP/1.1 and HTTP/1.0 are spoken here")
    default: return .refusal(status: 400, message: "the first line is no request")
    }
    request = ReceivedRequest(
      method: String(decoding: parts[0], as: UTF8.self), target: String(decoding: parts[1], as: UTF8.self),
      keepsConnection: !isVersion10)
    phase = .headers
    return nil
  }

  private mutating func header(_ line: ArraySlice<UInt8>) -> Event? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), Self.isToken(line[..<colon]) else {
      return .refusal(status: 400, message: "a header has no name")
    }
    guard request.headers.count < limits.headers else {
      return .refusal(status: 431, message: "the request has more than \(limits.headers) headers")
    }
    var value = line[(colon + 1)...]
    while let first = value.first, first == 0x20 || first == 0x09 { value.removeFirst() }
    while let last = value.last, last == 0x20 || last == 0x09 { value.removeLast() }
    request.headers.append(
      ReceivedRequest.Header(String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self)))
    return nil
  }

  private static func isToken(_ bytes: ArraySlice<UInt8>) -> Bool {
    !bytes.isEmpty
      && bytes.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
  }

  // MARK: Bodies

  /// What follows the head.
  private mutating func endHead() -> Event? {
    guard values(of: "host").count == 1 || isVersion10 && values(of: "host").isEmpty else {
      return .refusal(status: 400, message: "the request needs one Host header")
    }
    for word in values(of: "connection").joined(separator: ",").lowercased().split(separator: ",") {
      switch String(word.drop { $0 == " " }.prefix { $0 != " " }) {
      case "close": request.keepsConnection = false
      case "keep-alive": request.keepsConnection = true
      default: break
      }
    }
    let (lengths, codings) = (values(of: "content-length"), values(of: "transfer-encoding"))
    if !codings.isEmpty {
      guard lengths.isEmpty, !isVersion10, codings.count == 1 else {
        return .refusal(status: 400, message: "the length of the body is said in two ways")
      }
      guard codings[0].lowercased() == "chunked" else {
        return .refusal(status: 501, message: "the only transfer coding is chunked")
      }
      phase = .chunkSize
    } else if let length = lengths.first {
      guard lengths.count == 1, let digits = Self.number(length.utf8, radix: 10) else {
        return .refusal(status: 400, message: "the Content-Length is no number")
      }
      guard digits <= limits.bodyBytes else { return tooLarge() }
      phase = .body(remaining: digits)
    } else {
      phase = .body(remaining: 0)
    }
    headBytes = 0
    guard let expectation = values(of: "expect").first else { return nil }
    guard expectation.lowercased() == "100-continue" else {
      return .refusal(status: 417, message: "the only expectation is 100-continue")
    }
    return phase == .body(remaining: 0) || bufferedBytes > 0 ? nil : .expectsContinue
  }

  private func values(of name: String) -> [String] {
    request.headers.filter { $0.name.lowercased() == name }.map(\.value)
  }

  private func tooLarge() -> Event {
    .refusal(status: 413, message: "the body has more than \(limits.bodyBytes) bytes")
  }

  /// Digits only, and not too many.
  private static func number(_ text: some Collection<UInt8>, radix: Int) -> Int? {
    guard (1...15).contains(text.count), text.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else {
      return nil
    }
    return Int(String(decoding: text, as: UTF8.self), radix: radix)
  }

  private mutating func takeBody(_ remaining: Int) -> Event? {
    let count = min(remaining, bufferedBytes)
    request.body += buffer[offset..<(offset + count)]
    offset += count
    guard count == remaining else {
      phase = .body(remaining: remaining - count)
      return nil
    }
    return finish()
  }

  private mutating func chunkSize(_ line: ArraySlice<UInt8>) -> Event? {
    guard let size = Self.number(line.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }, radix: 16) else {
      return .refusal(status: 400, message: "a chunk has no size")
    }
    guard size <= limits.bodyBytes - request.body.count else { return tooLarge() }
    phase = size == 0 ? .trailers : .chunk(remaining: size)
    return nil
  }

  private mutating func takeChunk(_ remaining: Int) -> Event? {
    let count = min(remaining, bufferedBytes)
    request.body += buffer[offset..<(offset + count)]
    offset += count
    phase = count == remaining ? .chunkEnd : .chunk(remaining: remaining - count)
    if count == remaining { headBytes = 0 }
    return nil
  }

  private mutating func finish() -> Event {
    phase = .start
    headBytes = 0
    defer { request = ReceivedRequest(method: "", target: "") }
    return .request(request)
  }
}
