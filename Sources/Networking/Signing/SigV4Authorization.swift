package import Formats

/// The header that signs a received request, taken apart.
package struct SigV4Authorization: Sendable, Equatable {
  package let accessKeyID: String
  /// The day that the credential holds for, such as `20261121`.
  package let day: String
  package let signer: SigV4
  /// Names in small letters, in the order of the header.
  package let signedHeaders: [String]
  package let signature: String

  /// Takes the value of a header `Authorization`; nil where it is no such signature.
  package init?(_ header: String) {
    let prefix = SigV4.algorithm + " "
    guard header.hasPrefix(prefix) else { return nil }
    var parts: [Substring: Substring] = [:]
    for part in header.dropFirst(prefix.count).split(separator: ",") {
      let part = part.drop { $0 == " " }
      guard let equals = part.firstIndex(of: "="),
        parts.updateValue(part[part.index(after: equals)...], forKey: part[..<equals]) == nil
      else { return nil }
    }
    guard let credential = parts["Credential"]?.split(separator: "/", omittingEmptySubsequences: false),
      credential.count == 5, credential[4] == SigV4.terminator, credential.allSatisfy({ !$0.isEmpty }),
      let names = parts["SignedHeaders"], let signature = parts["Signature"]
    else { return nil }
    accessKeyID = String(credential[0])
    day = String(credential[1])
    signer = SigV4(service: String(credential[3]), region: String(credential[2]))
    signedHeaders = names.split(separator: ";").map { $0.lowercased() }
    self.signature = String(signature)
  }

  /// What a server finds when it computes a signature again.
  package enum Verdict: Sendable, Equatable {
    case valid
    /// A header that must be there, or must be signed, is not, or does not say what it must.
    case incomplete(String)
    /// The body is not the one that was signed.
    case otherBody
    case otherSignature
    /// The signer's clock is so many seconds before the server's, or behind it where the number is negative.
    case skewed(seconds: Int)
  }

  /// Computes the signature of a received request again, with the secret that belongs to `accessKeyID` and by the
  /// server's own clock.
  package func verify(_ request: HTTPRequest, key: Secret, at time: UTCTime, toleranceInSeconds: Int = 300) -> Verdict {
    for name in ["host", "x-amz-date"] where !signedHeaders.contains(name) || request.headers[name] == nil {
      return .incomplete(name)
    }
    guard let date = request.headers[SigV4.dateHeader], date.hasPrefix(day), let signedAt = UTCTime(compact: date)
    else { return .incomplete("x-amz-date") }
    let digest = SHA256.hexadecimal(of: request.body)
    let stated = request.headers[SigV4.payloadHeader]
    if signer.service == "s3", stated == nil { return .incomplete("x-amz-content-sha256") }
    if let stated, stated != digest, stated != "UNSIGNED-PAYLOAD" { return .otherBody }
    let expected = signer.signature(
      of: request, signing: signedHeaders, payloadDigest: stated ?? digest, date: date, key: key)
    guard Self.isSame(expected, signature) else { return .otherSignature }
    let skew = signedAt.seconds(since: time)
    return skew.magnitude > toleranceInSeconds.magnitude ? .skewed(seconds: skew) : .valid
  }

  /// Compares all characters, so that the time taken does not tell where the first difference is.
  private static func isSame(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count && zip(left.utf8, right.utf8).reduce(0) { $0 | $1.0 ^ $1.1 } == 0
  }
}
