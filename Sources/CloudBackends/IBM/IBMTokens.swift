internal import Execution
internal import Formats
internal import Networking

/// The bearer token of IBM's identity service, renewed when most of its life is over.
actor IBMTokens {
  private let client: CloudClient
  private let key: Secret
  /// A question that is under way, whose answer serves everyone who needs a token meanwhile.
  private var asking: Task<Result<Secret, RemoteFailure>, Never>?
  private var current: (token: Secret, until: UTCTime, boot: ContinuousClock.Instant)?

  /// The share of its life after which a token is renewed.
  private static let usedLife = 0.8

  /// Asks the identity service that the client's endpoint is.
  init(_ client: CloudClient, key: Secret) {
    self.client = client
    self.key = key
  }

  func forget() { current = nil }

  func token() async throws(RemoteFailure) -> Secret {
    // Whichever clock says first that it is over: one may be set, the other may have slept.
    if let current, client.clock.now() < current.until, ContinuousClock.now < current.boot { return current.token }
    let asking = self.asking ?? Task { await ask() }
    self.asking = asking
    return try await asking.value.get()
  }

  private func ask() async -> Result<Secret, RemoteFailure> {
    defer { asking = nil }
    do throws(RemoteFailure) { return .success(try await freshToken()) } catch { return .failure(error) }
  }

  private func freshToken() async throws(RemoteFailure) -> Secret {
    let body = PercentEncoding.query([
      ("grant_type", "urn:ibm:params:oauth:grant-type:apikey"), ("apikey", key.revealed),
      ("response_type", "cloud_iam"),
    ])
    let request = HTTPRequest(
      .post, "/identity/token",
      headers: ["Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"],
      body: Array(body.utf8))
    let asked = (wall: client.clock.now(), boot: ContinuousClock.now)
    let response = try await client.answer { request }
    if response.status == 400 {
      throw RemoteFailure(
        .credentials, "IBM does not know the key: \(ErrorReply(response).message)",
        help: "check QISKIT_IBM_TOKEN: shotglass doctor")
    }
    let accepted = try client.accepted(response, doing: "gave no token")
    let (token, life) = try client.read(accepted, "the token") { (object) throws(FormatError) in
      (Secret(try object.required("access_token").string()), try object.required("expires_in").double())
    }
    let used = min(max(life * Self.usedLife, 0), 86_400)
    current = (token, asked.wall.adding(seconds: Int(used)), asked.boot + .seconds(used))
    return token
  }
}
