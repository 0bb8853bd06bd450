internal import Dispatch

extension Trainer {
  /// Goes on with many trainings at once, as many as there are threads, each to its end or until `isCancelled`. Each
  /// gives the same bits as alone.
  ///
  /// A thread takes one training after the other: all rows of a batch share the angles of their weights, which rows
  /// of different models would not.
  package static func trainTogether(
    _ trainers: [Trainer], _ states: inout [TrainingState], threadCount: Int,
    isCancelled: @Sendable () -> Bool = { false }
  ) throws(ModelError) {
    guard trainers.count == states.count else {
      throw .wrongCount(of: "states", expected: trainers.count, found: states.count)
    }
    let failure = states.withUnsafeMutableBufferPointer { states in
      let work = Work(trainers: trainers, states: states)
      let threads = min(max(threadCount, 1), trainers.count)
      DispatchQueue.concurrentPerform(iterations: threads) { thread in
        for place in stride(from: thread, to: trainers.count, by: threads) { work.run(place, isCancelled) }
      }
      return work.failures.lazy.compactMap(\.self).first
    }
    if let failure { throw failure }
  }

  /// States that threads work on, none of them on the same.
  private final class Work: @unchecked Sendable {
    private let trainers: [Trainer]
    private let states: UnsafeMutableBufferPointer<TrainingState>
    private let results: UnsafeMutableBufferPointer<ModelError?>

    init(trainers: [Trainer], states: UnsafeMutableBufferPointer<TrainingState>) {
      self.trainers = trainers
      self.states = states
      results = .allocate(capacity: trainers.count)
      results.initialize(repeating: nil)
    }

    deinit {
      results.deinitialize()
      results.deallocate()
    }

    var failures: [ModelError?] { Array(results) }

    func run(_ place: Int, _ isCancelled: () -> Bool) {
      do {
        try trainers[place].train(&states[place], isCancelled: isCancelled)
      } catch {
        results[place] = error
      }
    }
  }
}
