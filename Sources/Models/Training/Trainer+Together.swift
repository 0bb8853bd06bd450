internal import Simulation
internal import Synchronization

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
    let failures = Mutex<[Int: ModelError]>([:])
    ParallelWork.update(&states, threads: threadCount, least: 1) { place, state in
      do throws(ModelError) {
        try trainers[place].train(&state, isCancelled: isCancelled)
      } catch {
        failures.withLock { $0[place] = error }
      }
    }
    if let first = failures.withLock({ $0.min { $0.key < $1.key } }) { throw first.value }
  }
}
