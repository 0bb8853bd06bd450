internal import Formats
package import Numerics

/// Sends requests that may arrive more than once, until there is an answer that will not change soon.
package struct RepeatingSender: Sendable {
  package let transport: any Transport
  package let clock: WallClock
  package let backoff: Backoff

  package init(_ transport: any Transport, clock: WallClock, backoff: Backoff = .requests) {
    self.transport = transport
    self.clock = clock
    self.backoff = backoff
  }

  /// The last answer or error, when the attempts are used up. The request is made anew for each attempt, since a
  /// signature grows old.
  package func send(
    to endpoint: Endpoint, _ policy: TransferPolicy, random: RandomStream, _ request: @Sendable () -> HTTPRequest
  ) async throws(TransportError) -> HTTPResponse {
    var random = random
    var attempt = 0
    while true {
      let outcome: Result<HTTPResponse, TransportError>
      do { outcome = .success(try await transport.send(request(), to: endpoint, policy)) } catch {
        outcome = .failure(error)
      }
      let rest: Double?
      switch outcome {
      case .success(let response):
        guard response.isTemporary else { return response }
        rest = response.restInSeconds(at: clock.now())
      case .failure(let error):
        guard error.isTemporary else { throw error }
        rest = nil
      }
      guard let delay = backoff.delay(afterAttempt: attempt, restInSeconds: rest, random: &random) else {
        return try outcome.get()
      }
      await clock.sleep(delay)
      guard !Task.isCancelled else {
        throw TransportError(.cancelled, .ambiguous, "\(endpoint.authority): cancelled")
      }
      attempt += 1
    }
  }
}

extension TransportError {
  /// Whether the same request may succeed a little later.
  package var isTemporary: Bool {
    switch kind {
    case .resolve, .connect, .timeout, .connectionLost: true
    case .request, .encryption, .replyTooLarge, .cancelled: false
    }
  }
}
