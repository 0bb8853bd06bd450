internal import Execution
internal import Formats
internal import Networking
internal import Numerics
internal import Synchronization

/// Signs requests. It learns how far a server's clock is from ours when it refuses a signature for its time, and reads
/// the keys again when they have expired.
final class AWSClient: Sendable {
  /// What came of a request that is sent once.
  enum Outcome: Sendable {
    case answered(HTTPResponse)
    /// The keys have expired and cannot be renewed: nothing was taken.
    case expired(HTTPResponse, RemoteFailure)
    case failed(TransportError)
  }

  private let transport: any Transport
  private let clock: WallClock
  /// Where is asked whose keys they are, and for which region.
  private let accounts: Endpoint
  private let region: String
  private let keys: Mutex<AWSKeys>
  /// Reads the keys again from where they are.
  private let reread: @Sendable () throws(RemoteFailure) -> AWSKeys?
  /// The account of the keys, once it was asked for: renewed keys must be of the same.
  private let known = Mutex<String?>(nil)
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
    _ transport: any Transport, clock: WallClock, accounts: Endpoint, region: String, keys: AWSKeys,
    now: @escaping @Sendable () -> UTCTime = UTCTime.now,
    reread: @escaping @Sendable () throws(RemoteFailure) -> AWSKeys?
  ) {
    self.transport = transport
    self.clock = clock
    self.accounts = accounts
    self.region = region
    self.keys = Mutex(keys)
    self.now = now
    self.reread = reread
  }

  // MARK: Requests

  /// An answer of any status to a request that may arrive twice.
  func answer(
    _ request: HTTPRequest, to endpoint: Endpoint, _ signer: SigV4,
    _ policy: TransferPolicy = TransferPolicy(.reusable, replyLimit: CloudClient.ordinaryReply)
  ) async throws(RemoteFailure) -> HTTPResponse {
    let used = keys.withLock { $0 }
    let response = try await answer(request, to: endpoint, signer, policy, with: used)
    guard let renewed = try await renewed(used, after: response) else { return response }
    let second = try await answer(request, to: endpoint, signer, policy, with: renewed)
    // Keys that have expired as well are said to have, or serve the next request.
    _ = try await self.renewed(renewed, after: second)
    return second
  }

  /// Sends a request once, and once more where its signature was refused for its time or its keys, which takes nothing.
  func once(_ request: HTTPRequest, to endpoint: Endpoint, _ signer: SigV4) async -> Outcome {
    let used = keys.withLock { $0 }
    let response: HTTPResponse
    do { response = try await once(request, to: endpoint, signer, with: used) } catch { return .failed(error) }
    let renewed: AWSKeys
    do throws(RemoteFailure) {
      guard let fresh = try await self.renewed(used, after: response) else { return .answered(response) }
      renewed = fresh
    } catch { return .expired(response, error) }
    let second: HTTPResponse
    do { second = try await once(request, to: endpoint, signer, with: renewed) } catch { return .failed(error) }
    do { _ = try await self.renewed(renewed, after: second) } catch { return .expired(second, error) }
    return .answered(second)
  }

  private func answer(
    _ request: HTTPRequest, to endpoint: Endpoint, _ signer: SigV4, _ policy: TransferPolicy, with keys: AWSKeys
  ) async throws(RemoteFailure) -> HTTPResponse {
    let sender = RepeatingSender(transport, clock: clock)
    let random = RandomStream(seed: UInt64.random(in: 0 ... .max))
    do throws(TransportError) {
      let response = try await sender.send(to: endpoint, policy, random: random) { [self] in
        sign(request, endpoint, signer, keys)
      }
      guard learns(from: response, endpoint) else { return response }
      return try await sender.send(to: endpoint, policy, random: random) { [self] in
        sign(request, endpoint, signer, keys)
      }
    } catch { throw RemoteFailure(error) }
  }

  private func once(
    _ request: HTTPRequest, to endpoint: Endpoint, _ signer: SigV4, with keys: AWSKeys
  ) async throws(TransportError) -> HTTPResponse {
    let policy = TransferPolicy(.fresh, replyLimit: CloudClient.ordinaryReply)
    let response = try await transport.send(sign(request, endpoint, signer, keys), to: endpoint, policy)
    guard learns(from: response, endpoint) else { return response }
    return try await transport.send(sign(request, endpoint, signer, keys), to: endpoint, policy)
  }

  private func sign(_ request: HTTPRequest, _ endpoint: Endpoint, _ signer: SigV4, _ keys: AWSKeys) -> HTTPRequest {
    signer.sign(
      request, host: endpoint.authority, with: keys.credentials, at: now(),
      offsetInSeconds: offsets.withLock { $0[endpoint.host] ?? 0 })
  }

  // MARK: Keys

  /// Other keys for a request that was refused since those that it was signed with have expired; nil where that is not
  /// why. Throws where there are none, or none of the same account.
  private func renewed(_ used: AWSKeys, after response: HTTPResponse) async throws(RemoteFailure) -> AWSKeys? {
    let reply = ErrorReply(response)
    guard reply.isOfExpiredKeys(areTemporary: used.areTemporary) else { return nil }
    // Another request may have found them meanwhile.
    let current = keys.withLock { $0 }
    if !current.sign(like: used) { return current }
    guard let fresh = try reread(), !fresh.sign(like: used) else {
      guard used.areTemporary else { return nil }
      let over = reply.isOfStranger ? "has expired, or was never one" : "has expired"
      throw RemoteFailure(
        .credentials,
        "Amazon Braket: the session token of \(used.source) \(over): \(reply.message) (\(reply.status), "
          + "\(reply.code ?? ""))", help: used.source.renewal)
    }
    if let account = known.withLock({ $0 }) {
      let other = try await self.account(of: fresh)
      guard other == account else {
        throw RemoteFailure(
          .credentials, "the new keys of \(fresh.source) are of the account '\(other)', the old ones of '\(account)'",
          help: "use keys of the account '\(account)' and run the same command again: it goes on")
      }
    }
    keys.withLock { $0 = fresh }
    return fresh
  }

  /// The number of the account that the keys are of.
  func account() async throws(RemoteFailure) -> String {
    let account = try Self.account(in: await answer(Self.question, to: accounts, signerOfAccounts))
    known.withLock { $0 = account }
    return account
  }

  private func account(of keys: AWSKeys) async throws(RemoteFailure) -> String {
    let policy = TransferPolicy(.reusable, replyLimit: CloudClient.ordinaryReply)
    return try Self.account(in: await answer(Self.question, to: accounts, signerOfAccounts, policy, with: keys))
  }

  private var signerOfAccounts: SigV4 { SigV4(service: "sts", region: region) }

  private static let question = HTTPRequest(
    .post, "/", headers: ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"],
    body: Array("Action=GetCallerIdentity&Version=2011-06-15".utf8))

  private static func account(in response: HTTPResponse) throws(RemoteFailure) -> String {
    guard (200..<300).contains(response.status) else {
      throw ErrorReply(response).failure(of: .braket, doing: "did not name the account")
    }
    let text = String(decoding: response.body, as: UTF8.self)
    guard let open = text.firstRange(of: "<Account>"),
      let close = text[open.upperBound...].firstRange(of: "</Account>"),
      case let account = text[open.upperBound..<close.lowerBound], account.utf8.count == 12,
      account.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else {
      throw .unreadable(.braket, "the account", FormatError("there is no account number"))
    }
    return String(account)
  }

  // MARK: Clocks

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

extension ErrorReply {
  private static let expiryCodes = ["ExpiredToken", "ExpiredTokenException", "RequestExpired"]
  /// What is also said of a session token that is none any more.
  private static let strangerCodes = ["UnrecognizedClientException", "InvalidClientTokenId"]

  /// The code without the name of its service.
  private var shortCode: String? { code?.split(separator: "#").last.map(String.init) }

  fileprivate var isOfStranger: Bool { shortCode.map(Self.strangerCodes.contains) ?? false }

  /// Whether a request was refused since the keys that it was signed with are over.
  fileprivate func isOfExpiredKeys(areTemporary: Bool) -> Bool {
    guard status == 400 || status == 403, let shortCode else { return false }
    return Self.expiryCodes.contains(shortCode) || status == 403 && areTemporary && isOfStranger
  }
}
