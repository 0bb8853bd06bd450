import Formats
import Networking
import Numerics
import Synchronization
import Testing

@Suite struct BackoffTests {
  @Test("waits are a random share of spans that double up to the longest, and end after the last attempt")
  func doubles() {
    let backoff = Backoff(firstSpanInSeconds: 2, longestSpanInSeconds: 30, mostAttempts: 8)
    var random = RandomStream(seed: 1)
    for attempt in 0..<7 {
      let span = min(30, 2 * Double(1 << attempt))
      let waits = (0..<400).compactMap { _ in backoff.delay(afterAttempt: attempt, random: &random) }
      #expect(waits.count == 400 && waits.allSatisfy { (0..<span).contains($0) })
      // Uniform: the mean's standard error is the span / sqrt(12 * 400).
      let mean = waits.reduce(0, +) / 400
      #expect(abs(mean - span / 2) < 5 * span / (12.0 * 400).squareRoot())
    }
    #expect(backoff.delay(afterAttempt: 7, random: &random) == nil)
    #expect(Backoff.polling.delay(afterAttempt: .max - 2, random: &random).map { (30...60).contains($0) } == true)
  }

  @Test("a rest that the server asks for is kept, unless it is too long")
  func rests() {
    let backoff = Backoff.requests
    var random = RandomStream(seed: 2)
    for _ in 0..<100 {
      let wait = backoff.delay(afterAttempt: 4, restInSeconds: 12, random: &random)
      #expect(wait.map { (12...13).contains($0) } == true)
    }
    #expect(backoff.delay(afterAttempt: 0, restInSeconds: 3601, random: &random) == nil)
    #expect(backoff.delay(afterAttempt: 0, restInSeconds: -5, random: &random).map { $0 >= 0 } == true)
  }

  @Test("Retry-After is read as seconds or as a date")
  func readsRetryAfter() {
    let now = UTCTime(secondsSince1970: 784_111_770)
    func rest(_ text: String) -> Double? {
      HTTPResponse(status: 429, headers: ["retry-after": text]).restInSeconds(at: now)
    }
    #expect(rest("12") == 12 && rest("0.5") == 0.5 && rest("Sun, 06 Nov 1994 08:49:37 GMT") == 7)
    #expect(rest("Sun, 06 Nov 1993 08:49:37 GMT") == 0)
    for text in ["", "soon", "-1", "nan", "inf", "1e400"] { #expect(rest(text) == nil) }
    #expect(HTTPResponse(status: 429).restInSeconds(at: now) == nil)
  }

  @Test("a request that may be repeated is, after rests and losses, until an answer stays")
  func repeats() async throws {
    let lost = TransportError(.connectionLost, .ambiguous, "x")
    let transport = RecordedTransport([
      .init(.get, "/a", .failure(lost)), .init(.get, "/a", .success(HTTPResponse(status: 503))),
      .init(.get, "/a", .success(HTTPResponse(status: 429, headers: ["Retry-After": "9"]))),
      .init(.get, "/a", .success(HTTPResponse(status: 404))),
    ])
    let waits = Mutex<[Double]>([])
    let clock = WallClock(
      now: { UTCTime(secondsSince1970: 0) }, sleep: { wait in waits.withLock { $0.append(wait) } })
    let response = try await RepeatingSender(transport, clock: clock).send(
      to: Endpoint("https://x"), TransferPolicy(.reusable), random: RandomStream(seed: 3)
    ) { HTTPRequest(.get, "/a") }
    #expect(response.status == 404 && transport.remaining == 0)
    let all = waits.withLock { $0 }
    #expect(all.count == 3 && all[0] <= 1 && all[1] <= 2 && (9...10).contains(all[2]))
  }

  @Test("repeating ends with the last answer or error, and at once where it would not help")
  func givesUp() async throws {
    let clock = WallClock(now: { UTCTime(secondsSince1970: 0) }, sleep: { _ in })
    func outcome(_ outcomes: [Result<HTTPResponse, TransportError>]) async throws -> (Int?, TransportError?, Int) {
      let transport = RecordedTransport(outcomes.map { .init(.get, "/", $0) })
      do {
        let response = try await RepeatingSender(transport, clock: clock).send(
          to: Endpoint("https://x"), TransferPolicy(.reusable), random: RandomStream(seed: 4)
        ) { HTTPRequest(.get, "/") }
        return (response.status, nil, transport.asked.count)
      } catch { return (nil, error as? TransportError, transport.asked.count) }
    }
    let busy = try await outcome(Array(repeating: .success(HTTPResponse(status: 500)), count: 9))
    #expect(busy.0 == 500 && busy.2 == 6)
    let lost = TransportError(.timeout, .ambiguous, "x")
    let silent = try await outcome(Array(repeating: .failure(lost), count: 9))
    #expect(silent.1 == lost && silent.2 == 6)
    let refused = try await outcome([.failure(TransportError(.encryption, .notSent, "x"))])
    #expect(refused.1?.kind == .encryption && refused.2 == 1)
  }
}
