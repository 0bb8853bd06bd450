package import Execution

/// Ends work that takes too long, or that nobody waits for any more: its task is cancelled.
package struct Watch: Sendable {
  package let deadline: ContinuousClock.Instant?
  /// Shots that have come to their end.
  package var shotsDone = 0
  /// Amplitudes worked on since the last look at the clock.
  private var work = 0

  package init(deadline: ContinuousClock.Instant?) { self.deadline = deadline }

  /// Counts work on so many amplitudes; after about a millisecond of it, looks whether the time is over.
  package mutating func spend(_ amplitudes: Int = 0) throws(SimulationError) {
    work += max(amplitudes, 256)
    guard work >= 1 << 20 else { return }
    work = 0
    try look()
  }

  package func look() throws(SimulationError) {
    if Task.isCancelled { throw .timeLimit(shotsDone: shotsDone) }
    if let deadline, ContinuousClock.now >= deadline { throw .timeLimit(shotsDone: shotsDone) }
  }
}
