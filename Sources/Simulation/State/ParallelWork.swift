internal import Dispatch

/// Work on amplitudes in parts.
enum ParallelWork {
  /// Does every part, `threads` of them at a time. Parts must not write where others read or write.
  static func forEach(part parts: Int, threads: Int, _ work: (Int) -> Void) {
    guard threads > 1, parts > 1 else {
      for part in 0..<parts { work(part) }
      return
    }
    withoutActuallyEscaping(work) { work in
      let shared = Shared(work: work)
      DispatchQueue.concurrentPerform(iterations: min(threads, parts)) { worker in
        for part in stride(from: worker, to: parts, by: min(threads, parts)) { shared.work(part) }
      }
    }
  }

  /// Carries work over to other threads; that parts keep apart is the caller's promise.
  private struct Shared: @unchecked Sendable {
    let work: (Int) -> Void
  }
}
