import Formats
import Testing

@testable import DeviceEmulation

@Suite struct TokenIssuerTests {
  @Test("A token is good for its time, for its signer, and until all are called back")
  func life() {
    var issuer = TokenIssuer(seed: 1)
    let (token, expires) = issuer.issue(subject: "me", at: 1000.5, seconds: 60)
    #expect(expires == 1060)
    #expect(issuer.subject(of: token, at: 1059) == "me")
    #expect(issuer.subject(of: token, at: 1060) == nil)
    #expect(TokenIssuer(seed: 2).subject(of: token, at: 1001) == nil)
    let (second, _) = issuer.issue(subject: "me", at: 1001, seconds: 60)
    #expect(second != token)
    issuer.expireAll()
    #expect(issuer.subject(of: second, at: 1002) == nil)
    let (third, _) = issuer.issue(subject: "you", at: 1002, seconds: 60)
    #expect(issuer.subject(of: third, at: 1003) == "you")
  }

  @Test("A token that was changed anywhere is none")
  func tampering() {
    var issuer = TokenIssuer(seed: 1)
    let token = issuer.issue(subject: "me", at: 1000, seconds: 60).token
    for place in token.indices {
      var changed = token
      changed.replaceSubrange(place...place, with: token[place] == "A" ? "B" : "A")
      #expect(issuer.subject(of: changed, at: 1001) == nil, "at \(token.distance(from: token.startIndex, to: place))")
    }
    for text in ["", ".", "..", "a.b.c", token + ".", "." + token] {
      #expect(issuer.subject(of: text, at: 1001) == nil)
    }
  }
}
