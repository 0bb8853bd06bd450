package import Formats
package import Numerics

/// How long to wait before a request is sent again, or a job is asked about again: full jitter, a random share of a
/// span that doubles (M. Brooker, "Exponential Backoff And Jitter", 2015).
package struct Backoff: Sendable, Equatable {
  package var firstSpanInSeconds: Double
  package var longestSpanInSeconds: Double
  /// The least share of a span that is waited; 0 is full jitter.
  package var leastShare: Double
  /// How often something is tried in all.
  package var mostAttempts: Int
  /// A server that asks for a longer rest is not waited for.
  package var longestRestInSeconds: Double

  package init(
    firstSpanInSeconds: Double, longestSpanInSeconds: Double, leastShare: Double = 0, mostAttempts: Int,
    longestRestInSeconds: Double = 3600
  ) {
    self.firstSpanInSeconds = firstSpanInSeconds
    self.longestSpanInSeconds = longestSpanInSeconds
    self.leastShare = leastShare
    self.mostAttempts = mostAttempts
    self.longestRestInSeconds = longestRestInSeconds
  }

  /// Of requests that may be sent again.
  package static let requests = Backoff(firstSpanInSeconds: 1, longestSpanInSeconds: 30, mostAttempts: 6)
  /// Of questions about a job, which go on for as long as it takes.
  package static let polling = Backoff(
    firstSpanInSeconds: 2, longestSpanInSeconds: 60, leastShare: 0.5, mostAttempts: .max)

  /// The seconds to wait after attempt number `attempt`, the first being 0; nil when it was the last one, or the server
  /// asks for too long a rest.
  package func delay(afterAttempt attempt: Int, restInSeconds rest: Double? = nil, random: inout RandomStream)
    -> Double?
  {
    guard attempt < mostAttempts - 1, rest ?? 0 <= longestRestInSeconds else { return nil }
    let span = min(longestSpanInSeconds, firstSpanInSeconds * Double(1 << UInt64(min(max(attempt, 0), 40))))
    let jittered = span * (leastShare + (1 - leastShare) * random.uniform())
    // Everyone who was told to rest comes back a little later than told, and not all at once.
    return rest.map { max($0, 0) + min(jittered, firstSpanInSeconds) } ?? jittered
  }
}

extension HTTPResponse {
  /// How many seconds the server asks to be left alone for: `Retry-After` as a number or a date.
  package func restInSeconds(at now: UTCTime) -> Double? {
    guard let text = headers["Retry-After"] else { return nil }
    if let seconds = Double(text), seconds.isFinite, seconds >= 0 { return seconds }
    return UTCTime(httpDate: text).map { Double(max(0, $0.seconds(since: now))) }
  }

  /// Whether the server may answer otherwise a little later.
  package var isTemporary: Bool {
    switch status {
    case 408, 425, 429, 500, 502...504, 520...530: true
    default: false
    }
  }
}
