internal import Formats
internal import Numerics
internal import Synchronization

/// Runs the cells of a study that nobody has run yet.
package struct StudyRunner: Sendable {
  /// How far a run is.
  package struct Progress: Sendable {
    package var done = 0
    package var total: Int
    package var shots = 0
    package var failures = 0
    /// Of all cells together, on their threads.
    package var seconds = 0.0
  }

  private let plan: StudyPlan
  private let bench: Workbench
  private let folder: StudyFolder
  private let threadCount: Int

  package init(_ plan: StudyPlan, on bench: Workbench, in folder: StudyFolder, threadCount: Int) {
    self.plan = plan
    self.bench = bench
    self.folder = folder
    self.threadCount = max(1, threadCount)
  }

  /// Runs what is left of a shard; `report` is told after each cell.
  package func run(
    _ shard: Shard, report: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws(StudyError) -> Progress {
    let recorded = try folder.recorded()
    let cells = plan.cells(of: shard).filter { !recorded.isSettled($0.id) }
    guard !cells.isEmpty else { return Progress(total: 0) }
    let writer = try folder.startPart(of: shard)
    let work = Work(cells, report)
    let (bench, studyID) = (await bench.keeping(in: folder, threadCount: threadCount), plan.study.id)
    await withTaskGroup { group in
      for _ in 0..<min(threadCount, cells.count) {
        group.addTask {
          while let cell = work.next() {
            do throws(StudyError) {
              let (record, seconds) = try await Self.record(of: cell, on: bench, studyID: studyID)
              try writer.append(record, seconds: seconds)
              work.finish(record, seconds)
            } catch {
              work.stop(error)
            }
          }
        }
      }
    }
    if let error = work.error { throw error }
    try writer.finish()
    return work.progress
  }

  /// A cell's record: what it found, or why it could not.
  private static func record(
    of cell: Cell, on bench: Workbench, studyID: String
  ) async throws(StudyError) -> (Record, seconds: Double) {
    var record = try Record(cell, on: bench, studyID: studyID)
    let began = ContinuousClock.now
    do {
      let stream = RandomStream(seed: bench.study.seed).substream(cell.id)
      record.set(try await cell.analysis.measure(at: cell.point, on: bench, stream: stream))
    } catch {
      guard error.remote == nil else { throw error }
      record.status = error.kind == .unsupported ? .unsupported : .failed
      record.message = error.message
    }
    let (seconds, attoseconds) = (ContinuousClock.now - began).components
    return (record, Double(seconds) + Double(attoseconds) * 1e-18)
  }

  /// What is left to do, for all threads.
  private final class Work: Sendable {
    private struct State {
      var next = 0
      var progress: Progress
      var error: StudyError?
    }

    private let cells: [Cell]
    private let report: @Sendable (Progress) -> Void
    private let state: Mutex<State>

    init(_ cells: [Cell], _ report: @escaping @Sendable (Progress) -> Void) {
      self.cells = cells
      self.report = report
      state = Mutex(State(progress: Progress(total: cells.count)))
    }

    var progress: Progress { state.withLock { $0.progress } }
    var error: StudyError? { state.withLock { $0.error } }

    func next() -> Cell? {
      state.withLock { state in
        guard state.error == nil, state.next < cells.count else { return nil }
        defer { state.next += 1 }
        return cells[state.next]
      }
    }

    func finish(_ record: Record, _ seconds: Double) {
      state.withLock { state in
        state.progress.done += 1
        state.progress.shots += record.shotsReceived
        state.progress.seconds += seconds
        if record.status != .done { state.progress.failures += 1 }
        report(state.progress)
      }
    }

    func stop(_ error: StudyError) {
      state.withLock { if $0.error == nil { $0.error = error } }
    }
  }
}
