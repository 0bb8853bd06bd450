/// Tells of every request that another transport carries: a line each, without headers and bodies, where secrets are.
package struct LoggingTransport: Transport {
  private let base: any Transport
  private let log: @Sendable (String) -> Void

  package init(_ base: any Transport, log: @escaping @Sendable (String) -> Void) {
    self.base = base
    self.log = log
  }

  package func send(
    _ request: HTTPRequest, to endpoint: Endpoint, _ policy: TransferPolicy
  ) async throws(TransportError) -> HTTPResponse {
    let began = ContinuousClock.now
    let what = "\(request.method.rawValue) \(endpoint)\(request.path)\(Self.shown(request.query))"
    do {
      let response = try await base.send(request, to: endpoint, policy)
      log(
        "http: \(what), \(request.body.count) bytes: \(response.status) after \(Self.milliseconds(since: began)) ms, "
          + "\(response.body.count) bytes")
      return response
    } catch {
      log(
        "http: \(what), \(request.body.count) bytes: \(error.message) after \(Self.milliseconds(since: began)) ms")
      throw error
    }
  }

  private static func milliseconds(since began: ContinuousClock.Instant) -> Int64 {
    let (seconds, attoseconds) = (ContinuousClock.now - began).components
    return seconds * 1000 + attoseconds / 1_000_000_000_000_000
  }

  /// Names that may stand before a secret in a query.
  private static let secretNames = ["key", "secret", "sig", "token", "password", "credential"]

  /// A query with what may be a secret left out.
  static func shown(_ query: String) -> String {
    guard !query.isEmpty else { return "" }
    let items = query.split(separator: "&", omittingEmptySubsequences: false).map { item -> String in
      guard let equals = item.firstIndex(of: "=") else { return String(item) }
      let name = item[..<equals]
      let isSecret = secretNames.contains { name.lowercased().contains($0) }
      return isSecret ? "\(name)=<redacted>" : String(item)
    }
    return "?" + items.joined(separator: "&")
  }
}
