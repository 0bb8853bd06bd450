internal import Formats
internal import Networking

/// A request that a peer signs as well: `service`, `region`, `accessKey`, `secret`, `token` or null, `time` as it is
/// signed, `method`, `host`, `path` and `query` as they go over the wire, `headers` as pairs, and `body`.
struct SignatureQuestion {
  private let signer: SigV4
  private let credentials: AWSCredentials
  private let time: UTCTime
  private let host: String
  private let request: HTTPRequest

  init(_ reader: JSONReader) throws {
    var object = try reader.object()
    func text(_ key: String) throws -> String { try object.required(key).string() }
    signer = SigV4(service: try text("service"), region: try text("region"))
    credentials = AWSCredentials(
      accessKeyID: try text("accessKey"), secretAccessKey: Secret(try text("secret")),
      sessionToken: try object.present("token").map { (token) throws in Secret(try token.string()) })
    guard let time = UTCTime(compact: try text("time")), let method = HTTPMethod(rawValue: try text("method")) else {
      throw BenchmarkError("the time or the method is none")
    }
    self.time = time
    host = try text("host")
    let headers = try object.required("headers").array().map { (pair) throws -> (name: String, value: String) in
      let parts = try pair.array()
      guard parts.count == 2 else { throw BenchmarkError("a header is a pair") }
      return (try parts[0].string(), try parts[1].string())
    }
    request = HTTPRequest(
      method, try text("path"), query: try text("query"), headers: HTTPHeaders(headers),
      body: Array(try text("body").utf8))
    try object.noOtherKeys()
  }

  /// The header that signs the request, and whether a server that computes it again finds the same.
  func answer() -> JSON {
    let signed = signer.sign(request, host: host, with: credentials, at: time)
    let header = signed.headers["Authorization"] ?? ""
    let verdict = SigV4Authorization(header)?.verify(signed, key: credentials.secretAccessKey, at: time)
    return ["authorization": .string(header), "verified": .bool(verdict == .valid)]
  }
}
