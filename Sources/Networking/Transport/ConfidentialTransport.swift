/// Carries requests by another transport, and notes with each answer what of the request nobody may see: servers repeat
/// in their errors what they were sent.
package struct ConfidentialTransport: Transport {
  private let base: any Transport

  package init(_ base: any Transport) { self.base = base }

  package func send(
    _ request: HTTPRequest, to endpoint: Endpoint, _ policy: TransferPolicy
  ) async throws(TransportError) -> HTTPResponse {
    var response = try await base.send(request, to: endpoint, policy)
    response.confidences = Confidences(of: request)
    return response
  }
}

/// The keys, tokens and signatures of a request.
package struct Confidences: Sendable, Equatable, CustomStringConvertible {
  private let secrets: [String]

  /// Shorter ones are no secrets, and would hide words.
  private static let leastLength = 8

  /// None.
  package init() { secrets = [] }

  init(of request: HTTPRequest) {
    var found: [String] = []
    for value in request.headers.values(of: "Authorization") + request.headers.values(of: "X-Amz-Security-Token") {
      // Of what is signed the signature, else what follows the name of the scheme.
      let secret = value.split(separator: "Signature=").last ?? ""
      found.append(String(secret.split(separator: " ").last ?? ""))
    }
    if request.headers["Content-Type"]?.hasPrefix("application/x-www-form-urlencoded") == true {
      for item in String(decoding: request.body, as: UTF8.self).split(separator: "&") where item.hasPrefix("apikey=") {
        let text = String(item.dropFirst("apikey=".count))
        found += [text, PercentEncoding.decode(text) ?? text]
      }
    }
    // The parts of a token tell as much as the whole.
    found += found.flatMap { $0.split(separator: ".").map(String.init) }
    secrets = Set(found).filter { $0.utf8.count >= Self.leastLength }.sorted { $0.utf8.count > $1.utf8.count }
  }

  /// The text without them.
  package func hide(in text: String) -> String {
    secrets.reduce(text) { $0.replacing($1, with: Secret.redacted) }
  }

  package var description: String { Secret.redacted }
}
