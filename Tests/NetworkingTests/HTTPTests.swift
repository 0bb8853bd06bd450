import Networking
import Testing

@Suite struct HTTPTests {
  @Test("texts are percent-encoded byte by byte and decoded again; what is no encoding is refused")
  func encodes() {
    let arn = "arn:aws:braket:::device/quantum-simulator/amazon/sv1"
    #expect(
      PercentEncoding.encode(arn) == "arn%3Aaws%3Abraket%3A%3A%3Adevice%2Fquantum-simulator%2Famazon%2Fsv1")
    #expect(PercentEncoding.encode("a b/ü~+", keeping: "/") == "a%20b/%C3%BC~%2B")
    #expect(PercentEncoding.query([("a b", "1&2"), ("", "=")]) == "a%20b=1%262&=%3D")
    for text in ["", arn, "100 % of ü", "\u{0}\u{7F}"] {
      #expect(PercentEncoding.decode(PercentEncoding.encode(text)) == text)
    }
    for broken in ["%", "%4", "%zz", "%FF", "a%2"] { #expect(PercentEncoding.decode(broken) == nil) }
  }

  @Test("a header is found whatever the case of its letters, and setting it replaces all of its values")
  func findsHeaders() {
    var headers: HTTPHeaders = ["A": "1", "b": "2"]
    headers.add("a", "3")
    #expect(headers["a"] == "1" && headers.values(of: "A") == ["1", "3"])
    headers["a"] = "4"
    #expect(headers.fields.map(\.value) == ["4", "2"])
    headers["B"] = nil
    headers["c"] = nil
    #expect(headers.fields.map(\.name) == ["a"])
  }

  @Test("what is printed of a request and of a response holds no secret, whatever header or body it is in")
  func redacts() {
    let headers: HTTPHeaders = [
      "Authorization": "apiKey hush", "X-Amz-Security-Token": "hush", "New-Vendor-Key": "hush", "Retry-After": "3",
    ]
    let request = HTTPRequest(.post, "/identity/token", headers: headers, body: Array("apikey=hush".utf8))
    let response = HTTPResponse(status: 200, headers: headers, body: Array("hush".utf8))
    for text in ["\(request)", "\(response)"] {
      #expect(!text.contains("hush") && text.contains("Retry-After: 3") && text.contains("Authorization: <redacted>"))
    }
    #expect("\(request)".hasPrefix("POST /identity/token\n") && "\(request)".hasSuffix("(11 bytes)"))
  }

  @Test("a secret never prints itself")
  func redactsSecrets() {
    let secret = Secret("hush")
    var dumped = ""
    dump(secret, to: &dumped)
    dump(AWSCredentials(accessKeyID: "A", secretAccessKey: secret, sessionToken: secret), to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), dumped] { #expect(!text.contains("hush")) }
    #expect("\(secret)" == "<redacted>" && secret.revealed == "hush")
  }
}
