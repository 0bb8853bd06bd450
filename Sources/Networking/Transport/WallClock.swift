package import Formats

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Time as the world has it; a test brings its own.
package struct WallClock: Sendable {
  package let now: @Sendable () -> UTCTime
  /// Waits, less when the task is cancelled.
  package let sleep: @Sendable (_ seconds: Double) async -> Void

  package init(now: @escaping @Sendable () -> UTCTime, sleep: @escaping @Sendable (_ seconds: Double) async -> Void) {
    self.now = now
    self.sleep = sleep
  }

  /// The system's clock, or one that runs so many times faster since 2026 began: the same in every process.
  package static func system(scale: Double = 1) -> WallClock {
    WallClock(
      now: { scale == 1 ? UTCTime.now() : scaled(by: scale) },
      sleep: { seconds in
        let shortened = min(max(seconds / scale, 0), 86_400)
        guard shortened.isFinite else { return }
        try? await Task.sleep(for: .seconds(shortened))
      })
  }

  private static func scaled(by scale: Double) -> UTCTime {
    let start = 1_767_225_600
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let passed = Double(now.tv_sec - start) + Double(now.tv_nsec) * 1e-9
    return UTCTime(secondsSince1970: start).adding(seconds: Int((passed * scale).rounded(.down)))
  }
}
