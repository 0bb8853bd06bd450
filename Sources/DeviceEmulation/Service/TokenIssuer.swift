internal import Formats
internal import Networking

/// Signs the tokens of a service, and knows its own again: JSON web tokens (RFC 7519) with HS256.
struct TokenIssuer: Sendable {
  private let key: [UInt8]
  private var issued = 0
  /// Tokens of lower numbers have expired, whatever they say.
  private var firstValid = 0

  init(seed: UInt64) {
    key = SHA256.digest(of: Array("shotglass emulator \(seed)".utf8))
  }

  /// A token of an account, and the second at which it expires.
  mutating func issue(subject: String, at now: Double, seconds: Double) -> (token: String, expires: Int) {
    let expires = Int(now) + max(1, Int(seconds))
    let claims: JSON = [
      "iss": "shotglass", "sub": .string(subject), "iam_id": .string(subject), "iat": .integer(Int(now)),
      "exp": .integer(expires), "jti": .integer(issued),
    ]
    issued += 1
    let parts = [["alg": "HS256", "typ": "JWT"] as JSON, claims].map { part in
      Base64.text((try? part.bytes()) ?? [], .url)
    }
    let signed = parts.joined(separator: ".")
    return ("\(signed).\(Base64.text(signature(of: signed), .url))", expires)
  }

  /// The subject of a token that this issuer signed and that is still good.
  func subject(of token: String, at now: Double) -> String? {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, Base64.bytes(parts[2], .url) == signature(of: "\(parts[0]).\(parts[1])"),
      let claims = Base64.bytes(parts[1], .url), var object = try? JSONReader(parsing: claims).object(),
      let subject = try? object.required("sub").string(), let expires = try? object.required("exp").integer(),
      let number = try? object.required("jti").integer(), number >= firstValid, now < Double(expires)
    else { return nil }
    return subject
  }

  /// Makes every token so far expire.
  mutating func expireAll() { firstValid = issued }

  private func signature(of text: String) -> [UInt8] {
    SHA256.authenticationCode(of: Array(text.utf8), key: key)
  }
}
