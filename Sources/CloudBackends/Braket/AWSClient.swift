internal import Execution
internal import Formats
internal import Networking
internal import Numerics
internal import Synchronization

/// Signs requests, and learns how far a server's clock is from ours when it refuses a signature for its time.
final class AWSClient: Sendable {
  private let transport: any Transport
  private let clock: WallClock
  private let credentials: AWSCredentials
  /// What a signature's time is taken from: never scaled, since servers check it.
  private let now: @Sendable () -> UTCTime
  /// Seconds by which a host's clock is before ours.
  private let offsets = Mutex<[String: Int]>([:])

  /// An offset above this is no clock that is a little wrong.
  private static let mostSeconds = 86_400
  private static let clockCodes = [
    "RequestTimeTooSkewed", "RequestExpired", "InvalidSignatureException", "SignatureDoesNotMatch", "ExpiredToken",
  ]

  init(
    _ transport: any Transport, clock: WallClock, credentials: AWSCredentials,
    now: @escaping @Sendable () -> UTCTime = UTCTime.now
  ) {
    self.transport = transport
    self.clock = clock
    self.credentials = credentials
    self.now = now
  }

  private func sign(_ request: HTTPRequest, _ endpoint: Endpoint, _ signer: SigV4) -> HTTPRequest {
    signer.sign(
      request, host: endpoint.authority, with: credentials, at: now(),
      offsetInSeconds: offsets.withLock { $0[endpoint.host] ?? 0 })
  }

  /// An answer of any status to a request that may arrive twice.
  func answer(
    _ request: HTTPRequest, to endpoint: Endpoint, _ signer: SigV4,
    _ policy: TransferPolicy = TransferPolicy(.reusable, replyLimit: CloudClient.ordinaryReply)
  ) async throws(RemoteFailure) -> HTTPResponse {
    let sender = RepeatingSender(transport, clock: clock)
    let random = RandomStream(seed: UInt64.random(in: 0 ... .max))
    do throws(TransportError) {
      let response = try await sender.send(to: endpoint, policy, random: random) { [self] in
        sign(request, endpoint, signer)
      }
      guard learns(from: response, endpoint) else { return response }
      return try await sender.send(to: endpoint, policy, random: random) { [self] in sign(request, endpoint, signer) }
    } catch { throw RemoteFailure(error) }
  }

  /// Sends a request once, and once more where its signature was refused for its time, which takes nothing.
  func once(
    _ request: HTTPRequest, to endpoint: Endpoint, _ signer: SigV4
  ) async -> Result<HTTPResponse, TransportError> {
    let policy = TransferPolicy(.fresh, replyLimit: CloudClient.ordinaryReply)
    do throws(TransportError) {
      let response = try await transport.send(sign(request, endpoint, signer), to: endpoint, policy)
      guard learns(from: response, endpoint) else { return .success(response) }
      return .success(try await transport.send(sign(request, endpoint, signer), to: endpoint, policy))
    } catch { return .failure(error) }
  }

  /// Whether the answer says that the clock is wrong, and by how much.
  private func learns(from response: HTTPResponse, _ endpoint: Endpoint) -> Bool {
    guard response.status == 400 || response.status == 403 else { return false }
    let reply = ErrorReply(response)
    let isTooSkewed = reply.code == "RequestTimeTooSkewed"
    let isOfSignature = reply.code.map(Self.clockCodes.contains) ?? false
    let text = reply.message.lowercased()
    guard isTooSkewed || isOfSignature && (text.contains("expired") || text.contains("not yet current")),
      let date = response.headers["Date"].flatMap({ UTCTime(httpDate: $0) })
    else { return false }
    let offset = date.seconds(since: now())
    return offsets.withLock { offsets in
      guard offset.magnitude <= Self.mostSeconds, offset != offsets[endpoint.host] ?? 0 else { return false }
      offsets[endpoint.host] = offset
      return true
    }
  }
}
