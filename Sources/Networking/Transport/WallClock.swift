package import Formats

/// Time as the world has it; a test brings its own.
package struct WallClock: Sendable {
  package let now: @Sendable () -> UTCTime
  /// Waits, less when the task is cancelled.
  package let sleep: @Sendable (_ seconds: Double) async -> Void

  package init(now: @escaping @Sendable () -> UTCTime, sleep: @escaping @Sendable (_ seconds: Double) async -> Void) {
    self.now = now
    self.sleep = sleep
  }

  /// The system's clock. Where `scale` is not 1, everything that waits does so for as many times less.
  package static func system(scale: Double = 1) -> WallClock {
    WallClock(
      now: { UTCTime.now() },
      sleep: { seconds in
        let scaled = min(max(seconds / scale, 0), 86_400)
        guard scaled.isFinite else { return }
        try? await Task.sleep(for: .seconds(scaled))
      })
  }
}
