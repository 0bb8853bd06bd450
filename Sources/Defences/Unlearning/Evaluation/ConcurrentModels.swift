internal import Simulation

/// Work on many models at once, whose results do not depend on the number of threads.
enum ConcurrentModels {
  static func map<Result: Sendable>(
    _ count: Int, threadCount: Int, _ body: @Sendable (Int) throws(DefenceError) -> Result
  ) throws(DefenceError) -> [Result] {
    let results = ParallelWork.map(Array(0..<count), threads: threadCount, least: 1) {
      place -> Swift.Result<Result, DefenceError> in
      do throws(DefenceError) { return .success(try body(place)) } catch { return .failure(error) }
    }
    return try results.map { (result) throws(DefenceError) in try result.get() }
  }
}
