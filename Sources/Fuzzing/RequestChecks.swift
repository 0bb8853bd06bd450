import DeviceEmulation

/// Whatever comes over a connection is the same requests and refusals in whatever pieces it comes, and every reply to
/// one can be written.
func checkRequests(_ bytes: [UInt8]) {
  var limits = HTTPRequestParser.Limits()
  (limits.headBytes, limits.bodyBytes) = (1 << 11, 1 << 11)
  let whole = events(of: bytes, pieces: max(1, bytes.count), limits)
  require(whole == events(of: bytes, pieces: 1, limits), "pieces change what a connection says")
  for case .request(let request) in whole {
    require(request.body.count <= limits.bodyBytes, "a body is longer than its limit")
    require(request.path.first == "/" && request.segments.count > 0, "a path has no part")
    _ = request.fields
  }
}

private func events(
  of bytes: [UInt8], pieces: Int, _ limits: HTTPRequestParser.Limits
) -> [HTTPRequestParser.Event] {
  var parser = HTTPRequestParser(limits: limits)
  var events: [HTTPRequestParser.Event] = []
  for start in stride(from: 0, to: bytes.count, by: pieces) {
    parser.append(bytes[start..<min(start + pieces, bytes.count)])
    while let event = parser.next() {
      events.append(event)
      require(events.count <= bytes.count, "more events than bytes")
    }
  }
  return events.droppingWaits
}

extension [HTTPRequestParser.Event] {
  /// Whether a client is told to go on depends on what has come already.
  fileprivate var droppingWaits: Self { filter { $0 != .expectsContinue } }
}
