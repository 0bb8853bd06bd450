internal import Synchronization

/// Simulates jobs one after the other, beside the thread that answers requests.
final class JobWorker: Sendable {
  private struct Work: Sendable {
    let ordinal: Int
    let order: JobOrder
  }

  typealias Outcome = (ordinal: Int, result: Result<[JobItem.Reading], JobFailure>)

  private struct Shared: Sendable {
    var finished: [Outcome] = []
    var skipped: Set<Int> = []
    var wake: (@Sendable () -> Void)?
  }

  private let queue: AsyncStream<Work>.Continuation
  private let shared = Mutex(Shared())

  init(_ runner: JobRunner) {
    let (works, queue) = AsyncStream.makeStream(of: Work.self)
    self.queue = queue
    Task.detached { [weak self] in
      for await work in works {
        guard let worker = self else { return }
        if worker.shared.withLock({ $0.skipped.remove(work.ordinal) != nil }) { continue }
        worker.finish(work.ordinal, await runner.run(work.order, ordinal: work.ordinal))
      }
    }
  }

  deinit { queue.finish() }

  /// Is called, from any thread, when something is finished.
  func onFinish(_ wake: @escaping @Sendable () -> Void) { shared.withLock { $0.wake = wake } }

  func start(_ order: JobOrder, ordinal: Int) { queue.yield(Work(ordinal: ordinal, order: order)) }

  /// Nobody waits for this job any more.
  func skip(_ ordinal: Int) { shared.withLock { _ = $0.skipped.insert(ordinal) } }

  /// What was finished since the last call.
  func takeFinished() -> [Outcome] {
    shared.withLock { shared in
      defer { shared.finished = [] }
      return shared.finished
    }
  }

  private func finish(_ ordinal: Int, _ result: Result<[JobItem.Reading], JobFailure>) {
    let wake = shared.withLock { shared in
      shared.finished.append((ordinal, result))
      return shared.wake
    }
    wake?()
  }
}
