internal import Synchronization

/// Plays answers from a list, in its order, and keeps what was asked.
package final class RecordedTransport: Transport {
  /// A request that is expected, and what comes of it.
  package struct Exchange: Sendable {
    package let method: HTTPMethod
    /// Path and query.
    package let target: String
    package let outcome: Result<HTTPResponse, TransportError>

    package init(_ method: HTTPMethod, _ target: String, _ outcome: Result<HTTPResponse, TransportError>) {
      self.method = method
      self.target = target
      self.outcome = outcome
    }
  }

  package struct Asked: Sendable {
    package let request: HTTPRequest
    package let endpoint: Endpoint
    package let policy: TransferPolicy
  }

  private let state: Mutex<(rest: ArraySlice<Exchange>, asked: [Asked])>

  package init(_ exchanges: [Exchange]) { state = Mutex((exchanges[...], [])) }

  /// All that was asked so far.
  package var asked: [Asked] { state.withLock { $0.asked } }
  /// How many answers were not asked for yet.
  package var remaining: Int { state.withLock { $0.rest.count } }

  package func send(
    _ request: HTTPRequest, to endpoint: Endpoint, _ policy: TransferPolicy
  ) async throws(TransportError) -> HTTPResponse {
    let next = state.withLock { state in
      state.asked.append(Asked(request: request, endpoint: endpoint, policy: policy))
      return state.rest.popFirst()
    }
    guard let next, next.method == request.method, next.target == request.target else {
      let expected = next.map { "\($0.method.rawValue) \($0.target)" } ?? "nothing"
      throw TransportError(
        .request, .notSent, "\(request.method.rawValue) \(request.target) was asked, the recording has \(expected)")
    }
    return try next.outcome.get()
  }
}
