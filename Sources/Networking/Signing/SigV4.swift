package import Formats

/// Amazon's Signature Version 4 with a signed body, for one service in one region.
package struct SigV4: Sendable, Equatable {
  package let service: String
  package let region: String

  package init(service: String, region: String) {
    self.service = service
    self.region = region
  }

  static let algorithm = "AWS4-HMAC-SHA256"
  static let terminator = "aws4_request"
  static let payloadHeader = "X-Amz-Content-SHA256"
  static let dateHeader = "X-Amz-Date"
  static let tokenHeader = "X-Amz-Security-Token"

  /// Headers that proxies or the transport change, so that a signature must not hold them.
  private static let unsigned: Set<String> = [
    "authorization", "connection", "expect", "transfer-encoding", "user-agent", "x-amzn-trace-id",
  ]

  /// The request with the headers that sign it, all its own headers included. The host is what the header `Host` will
  /// say, with the port where it is not the scheme's own; the offset is how far the server's clock is before ours.
  package func sign(
    _ request: HTTPRequest, host: String, with credentials: AWSCredentials, at time: UTCTime, offsetInSeconds: Int = 0
  ) -> HTTPRequest {
    let time = time.adding(seconds: offsetInSeconds)
    var signed = request
    signed.headers["Authorization"] = nil
    signed.headers["Host"] = host
    signed.headers[Self.dateHeader] = time.compact
    signed.headers[Self.tokenHeader] = credentials.sessionToken?.revealed
    let digest = SHA256.hexadecimal(of: request.body)
    if service == "s3" || signed.headers[Self.payloadHeader] != nil { signed.headers[Self.payloadHeader] = digest }
    let names = Set(signed.headers.fields.map { $0.name.lowercased() }).subtracting(Self.unsigned)
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let signature = signature(
      of: signed, signing: names, payloadDigest: digest, date: time.compact, key: credentials.secretAccessKey)
    signed.headers["Authorization"] =
      "\(Self.algorithm) Credential=\(credentials.accessKeyID)/\(scope(date: time.compact)), "
      + "SignedHeaders=\(names.joined(separator: ";")), Signature=\(signature)"
    return signed
  }

  /// The signature in hexadecimal: "Calculate the signature" over "Create a string to sign".
  func signature(
    of request: HTTPRequest, signing names: [String], payloadDigest: String, date: String, key: Secret
  ) -> String {
    let canonical = CanonicalRequest(
      request, signing: names, payloadDigest: payloadDigest, encodesPath: service != "s3")
    let text = [
      Self.algorithm, date, scope(date: date), SHA256.hexadecimal(of: Array(canonical.text.utf8)),
    ].joined(separator: "\n")
    var chain = Array("AWS4\(key.revealed)".utf8)
    for part in [String(date.prefix(8)), region, service, Self.terminator] {
      chain = SHA256.authenticationCode(of: Array(part.utf8), key: chain)
    }
    return hexadecimal(SHA256.authenticationCode(of: Array(text.utf8), key: chain))
  }

  /// Day, region and service that a signature holds for.
  private func scope(date: String) -> String {
    [String(date.prefix(8)), region, service, Self.terminator].joined(separator: "/")
  }
}
