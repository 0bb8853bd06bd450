internal import Formats

extension UTCTime {
  /// The second that a moment lies in, given in seconds since 1970; nothing overflows.
  init(seconds: Double) { self.init(secondsSince1970: Int(min(max(seconds, -1e11), 1e12))) }
}
