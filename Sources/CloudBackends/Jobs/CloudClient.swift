internal import Execution
internal import Formats
internal import Journals
internal import Networking
internal import Numerics

/// How a provider's server is spoken to: what may be repeated is, and what may not never is.
struct CloudClient: Sendable {
  let provider: CloudProviderName
  let endpoint: Endpoint
  let transport: any Transport
  let clock: WallClock

  /// Of replies that are not results.
  static let ordinaryReply = 16 << 20

  /// An answer of any status to a request that may arrive twice.
  func answer(
    _ policy: TransferPolicy = TransferPolicy(.reusable, replyLimit: ordinaryReply), at other: Endpoint? = nil,
    backoff: Backoff = .requests, _ request: @Sendable () -> HTTPRequest
  ) async throws(RemoteFailure) -> HTTPResponse {
    let random = RandomStream(seed: UInt64.random(in: 0 ... .max))
    do {
      return try await RepeatingSender(transport, clock: clock, backoff: backoff).send(
        to: other ?? endpoint, policy, random: random, request)
    } catch { throw RemoteFailure(error) }
  }

  /// The answer, or the failure that its status stands for.
  func accepted(_ response: HTTPResponse, doing what: String) throws(RemoteFailure) -> HTTPResponse {
    guard (200..<300).contains(response.status) else {
      throw ErrorReply(response).failure(of: provider, doing: what)
    }
    return response
  }

  /// Reads a reply's body, or says that it cannot be read.
  func read<Value>(
    _ response: HTTPResponse, _ what: String, _ body: (inout JSONObjectReader) throws(FormatError) -> Value
  ) throws(RemoteFailure) -> Value {
    do {
      var object = try JSONReader(parsing: response.body).object()
      return try body(&object)
    } catch { throw .unreadable(provider, what, error) }
  }

  /// Sends a request that submits a job, once, and says what came of it.
  func submit(
    _ request: HTTPRequest, connection: TransferPolicy.Connection = .fresh,
    job: (inout JSONObjectReader) throws(FormatError) -> String
  ) async -> SubmissionAnswer {
    let response: HTTPResponse
    do {
      response = try await transport.send(
        request, to: endpoint, TransferPolicy(connection, replyLimit: Self.ordinaryReply))
    } catch {
      guard error.stage == .notSent else { return .ambiguous(error.message) }
      return .refused(
        Refusal(status: nil, reason: error.message, isTemporary: error.isTemporary || error.kind == .cancelled),
        RemoteFailure(error))
    }
    return submission(response, job: job)
  }

  func submission(
    _ response: HTTPResponse, job: (inout JSONObjectReader) throws(FormatError) -> String
  ) -> SubmissionAnswer {
    guard (200..<300).contains(response.status) else {
      let reply = ErrorReply(response)
      let failure = reply.failure(of: provider, doing: "did not take the job")
      guard reply.isRefusal else { return .ambiguous(failure.message) }
      let refusal = Refusal(
        status: response.status, reason: reply.message, isTemporary: [401, 403, 429].contains(response.status))
      return .refused(refusal, failure)
    }
    do {
      let name = try read(response, "the answer to a job", job)
      guard Self.isName(name) else { return .ambiguous("the answer names the job '\(quotedText(name))'") }
      return .taken(job: name)
    } catch { return .ambiguous(error.message) }
  }

  /// Whether a text may be the name of a job: it becomes part of addresses.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 300 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }
}
