internal import Dispatch
import Execution
internal import Synchronization

/// Takes all groups of shots to their end on several threads. What a group's shots give does not depend on who takes
/// it there, or when.
final class TrajectoryPool: Sendable {
  private struct Progress: Sendable {
    var waiting: [Trajectories.Group] = []
    var busy = 0
    var shots: [Trajectories.Shot] = []
    var error: SimulationError?
  }

  private let trajectories: Trajectories
  private let threads: Int
  private let progress = Mutex(Progress())
  /// Signalled once for every group that waits, and for every thread at the end.
  private let changes = DispatchSemaphore(value: 0)

  private init(_ trajectories: Trajectories, threads: Int) {
    self.trajectories = trajectories
    self.threads = threads
  }

  /// All shots of a group with their outcomes, in order.
  static func finish(
    _ group: Trajectories.Group, of trajectories: Trajectories, threads: Int
  ) throws(SimulationError) -> [Trajectories.Shot] {
    let pool = TrajectoryPool(trajectories, threads: threads)
    pool.offer(group)
    if threads > 1 {
      DispatchQueue.concurrentPerform(iterations: threads) { _ in pool.work() }
    } else {
      pool.work()
    }
    let (shots, error) = pool.progress.withLock { ($0.shots, $0.error) }
    if case .timeLimit? = error { throw .timeLimit(shotsDone: shots.count) }
    if let error { throw error }
    return shots.sorted { $0.index < $1.index }
  }

  private func offer(_ group: Trajectories.Group) {
    progress.withLock { $0.waiting.append(group) }
    changes.signal()
  }

  private func work() {
    while true {
      changes.wait()
      let group = progress.withLock { progress -> Trajectories.Group? in
        guard progress.error == nil, let group = progress.waiting.popLast() else { return nil }
        progress.busy += 1
        return group
      }
      guard let group else { return }
      do { try finish(group) } catch { fail(error) }
      let isOver = progress.withLock { progress in
        progress.busy -= 1
        return progress.busy == 0 && progress.waiting.isEmpty || progress.error != nil
      }
      if isOver {
        for _ in 0..<threads { changes.signal() }
      }
    }
  }

  private func fail(_ error: any Error) {
    progress.withLock { progress in
      if let error = error as? SimulationError, progress.error == nil { progress.error = error }
    }
  }

  /// Takes one group to its end. Groups that part from it wait for a thread if few do, so that memory stays bounded;
  /// else they are finished first.
  private func finish(_ group: Trajectories.Group) throws(SimulationError) {
    let shots = try trajectories.finish(group) { (parting) throws(SimulationError) in
      let isTaken = self.threads > 1 && self.progress.withLock { $0.waiting.count < self.threads }
      if isTaken { self.offer(parting) } else { try self.finish(parting) }
    }
    progress.withLock { $0.shots += shots }
  }
}
