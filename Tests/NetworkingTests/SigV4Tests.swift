import Formats
import Networking
import Testing

@Suite struct SigV4Tests {
  /// A request that a peer signed.
  fileprivate struct Recorded {
    let request: HTTPRequest
    let authorization: SigV4Authorization
    let header: String

    init(_ reader: JSONReader) throws {
      var object = try reader.object()
      var headers = HTTPHeaders()
      var named = try object.required("headers").object()
      for (name, value) in named.all() { headers[name] = try value.string() }
      header = try object.required("authorization").string()
      headers["Authorization"] = header
      request = HTTPRequest(
        try #require(HTTPMethod(rawValue: object.required("method").string())), try object.required("path").string(),
        query: try object.required("query").string(), headers: headers,
        body: Array(try object.required("body").string().utf8))
      authorization = try #require(SigV4Authorization(header))
    }

    var time: UTCTime? { request.headers["X-Amz-Date"].flatMap { UTCTime(compact: $0) } }
  }

  private static let key = Secret("fake/secret")

  private static func recorded() throws -> [Recorded] {
    var object = try JSONReader(parsing: Fixture.bytes("braket-signatures.json")).object()
    return try object.required("requests").array().map { try Recorded($0) }
  }

  @Test("the signatures of Amazon's own client on Braket and S3 are found again, by a signer and by a server")
  func reproducesRecordings() throws {
    let all = try Self.recorded()
    #expect(all.count >= 10 && Set(all.map(\.authorization.signer.service)) == ["braket", "s3"])
    for recorded in all {
      let time = try #require(recorded.time)
      #expect(recorded.authorization.verify(recorded.request, key: Self.key, at: time) == .valid)
      let token = try #require(recorded.request.headers["X-Amz-Security-Token"])
      let credentials = AWSCredentials(
        accessKeyID: recorded.authorization.accessKeyID, secretAccessKey: Self.key, sessionToken: Secret(token))
      let host = try #require(recorded.request.headers["Host"])
      let signed = recorded.authorization.signer.sign(
        recorded.request, host: host, with: credentials, at: time.adding(seconds: -7), offsetInSeconds: 7)
      #expect(signed.headers["authorization"] == recorded.header)
    }
  }

  @Test("a server refuses a signature when anything that it covers is another, and when the clock is")
  func refusesChanges() throws {
    for recorded in try Self.recorded() {
      let time = try #require(recorded.time)
      let authorization = recorded.authorization
      func verdict(_ change: (inout HTTPRequest) -> Void) -> SigV4Authorization.Verdict {
        var request = recorded.request
        change(&request)
        return authorization.verify(request, key: Self.key, at: time)
      }
      #expect(verdict { $0.method = .delete } == .otherSignature)
      #expect(verdict { $0.path += "x" } == .otherSignature)
      #expect(verdict { $0.path = PercentEncoding.decode($0.path) ?? "" } == .otherSignature || !recorded.isEncoded)
      #expect(verdict { $0.query += "&x=1" } == .otherSignature)
      #expect(verdict { $0.headers["X-Amz-Security-Token"] = "OTHER" } == .otherSignature)
      #expect(verdict { $0.headers["X-Amz-Date"] = nil } == .incomplete("x-amz-date"))
      #expect(verdict { $0.headers["Host"] = nil } == .incomplete("host"))
      let isStored = authorization.signer.service == "s3"
      #expect(verdict { $0.body.append(0) } == (isStored ? .otherBody : .otherSignature))
      #expect(verdict { $0.headers["Unsigned"] = "1" } == .valid)
      let late = time.adding(seconds: 301)
      #expect(authorization.verify(recorded.request, key: Self.key, at: late) == .skewed(seconds: -301))
      #expect(authorization.verify(recorded.request, key: Self.key, at: time.adding(seconds: 300)) == .valid)
      #expect(authorization.verify(recorded.request, key: Secret("x"), at: time) == .otherSignature)
    }
  }

  @Test(
    "requests of Amazon's test suite get its signatures",
    arguments: [
      ("GET", "/", "", [:], "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
      ("GET", "/example/..", "", [:], "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
      ("GET", "//", "", [:], "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
      ("GET", "//example//", "", [:], "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"),
      ("GET", "/example space/", "", [:], "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"),
      ("GET", "/\u{1234}", "", [:], "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
      (
        "GET", "/", "Param2=value2&Param1=value1", [:],
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
      ),
      (
        "GET", "/", "", ["My-Header1": " value1", "My-Header2": " \"a   b   c\""],
        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"
      ),
      ("POST", "/", "", [:], "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
    ])
  func passesSuite(method: String, path: String, query: String, headers: [String: String], signature: String) throws {
    let request = HTTPRequest(
      try #require(HTTPMethod(rawValue: method)), path, query: query,
      headers: HTTPHeaders(headers.map { (name: $0.key, value: $0.value) }))
    let credentials = AWSCredentials(
      accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"))
    let signed = SigV4(service: "service", region: "us-east-1").sign(
      request, host: "example.amazonaws.com", with: credentials,
      at: try #require(UTCTime(compact: "20150830T123600Z")))
    #expect(signed.headers["Authorization"]?.hasSuffix("Signature=\(signature)") == true)
  }

  @Test("what is no signature's header is refused")
  func refusesHeaders() throws {
    let header = try #require(Self.recorded().first).header
    #expect(SigV4Authorization(header) != nil)
    for broken in [
      "", "Bearer x", header.replacing("Credential", with: "Credentials"), header.replacing("/aws4_request", with: ""),
      header.replacing("AKIAFAKEFAKEFAKEFAKE", with: ""), header.replacing("SignedHeaders=", with: "Signature="),
      header.replacing("us-east-1/", with: "us-east-1/x/"), String(header.prefix(60)),
    ] { #expect(SigV4Authorization(broken) == nil, "\(broken)") }
  }
}

extension SigV4Tests.Recorded {
  /// Whether the path on the wire holds what is encoded.
  fileprivate var isEncoded: Bool { request.path.contains("%") }
}
