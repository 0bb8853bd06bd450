internal import Dispatch

/// Work on many models at once, whose results do not depend on the number of threads.
enum ConcurrentModels {
  static func map<Result: Sendable>(
    _ count: Int, threadCount: Int, _ body: @Sendable (Int) throws(DefenceError) -> Result
  ) throws(DefenceError) -> [Result] {
    let slots = Slots<Result>(count)
    let threads = min(max(threadCount, 1), max(count, 1))
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      for place in stride(from: thread, to: count, by: threads) {
        do throws(DefenceError) { slots.set(.success(try body(place)), at: place) } catch {
          slots.set(.failure(error), at: place)
        }
      }
    }
    var results: [Result] = []
    for place in 0..<count { if let slot = slots[place] { results.append(try slot.get()) } }
    return results
  }

  /// Places that threads write, none of them the same.
  private final class Slots<Result: Sendable>: @unchecked Sendable {
    private let storage: UnsafeMutableBufferPointer<Swift.Result<Result, DefenceError>?>

    init(_ count: Int) {
      storage = .allocate(capacity: count)
      storage.initialize(repeating: nil)
    }

    deinit {
      storage.deinitialize()
      storage.deallocate()
    }

    func set(_ result: Swift.Result<Result, DefenceError>, at place: Int) { storage[place] = result }
    subscript(place: Int) -> Swift.Result<Result, DefenceError>? { storage[place] }
  }
}
