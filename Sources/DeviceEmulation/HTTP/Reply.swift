package import Formats

/// What the service answers.
package struct Reply: Sendable, Equatable {
  /// How the body is sent: a fault may spoil it.
  package enum Framing: Sendable, Equatable {
    case whole
    /// The first half, and then the connection ends.
    case truncated
    /// A Content-Length that is off by so many bytes; then the connection ends.
    case lengthOff(by: Int)
  }

  package var status: Int
  package var headers: [ReceivedRequest.Header]
  package var body: [UInt8]
  package var framing = Framing.whole

  package init(_ status: Int, headers: [ReceivedRequest.Header] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A document.
  package init(_ status: Int = 200, json: JSON, headers: [ReceivedRequest.Header] = []) {
    // Only numbers that are not finite cannot be written, and the service has none.
    let bytes = (try? json.bytes()) ?? Array("null".utf8)
    self.init(status, headers: [ReceivedRequest.Header("Content-Type", "application/json")] + headers, body: bytes)
  }

  /// The bytes that go over the wire.
  package func bytes(date: String, closes: Bool, omitsBody: Bool = false) -> [UInt8] {
    var length = body.count
    if case .lengthOff(let count) = framing { length = max(0, length.addingReportingOverflow(count).partialValue) }
    var head = "HTTP/1.1 \(status) \(Self.reason(status))\r\nDate: \(date)\r\nServer: shotglass\r\n"
    for header in headers { head += "\(header.name): \(header.value)\r\n" }
    if status != 204 { head += "Content-Length: \(length)\r\n" }
    head += closes || framing != .whole ? "Connection: close\r\n\r\n" : "\r\n"
    if omitsBody || status == 204 { return Array(head.utf8) }
    return Array(head.utf8) + (framing == .truncated ? body.prefix(body.count / 2) : body[...])
  }

  private static func reason(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 201: "Created"
    case 204: "No Content"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 402: "Payment Required"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 409: "Conflict"
    case 410: "Gone"
    case 413: "Content Too Large"
    case 417: "Expectation Failed"
    case 422: "Unprocessable Content"
    case 424: "Failed Dependency"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 502: "Bad Gateway"
    case 503: "Service Unavailable"
    case 504: "Gateway Timeout"
    case 505: "HTTP Version Not Supported"
    default: "Status"
    }
  }
}
