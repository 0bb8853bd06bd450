import Execution
import Synchronization
import Testing

@testable import CloudBackends

@Suite struct TogetherTests {
  @Test("results come in the order of their elements, and no more than so many are worked on at once")
  func keepsOrder() async throws {
    let running = Mutex((now: 0, most: 0))
    let results = try await together(Array(0..<40), width: 3) { (element) async throws(RemoteFailure) in
      running.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
      for _ in 0..<(40 - element) % 5 { await Task.yield() }
      running.withLock { $0.now -= 1 }
      return 2 * element
    }
    #expect(results == (0..<40).map { 2 * $0 })
    #expect(running.withLock { $0.most } <= 3)
    #expect(try await together([Int]()) { (element) async throws(RemoteFailure) in element } == [])
  }

  @Test("after a failure nothing is begun, what is under way is ended, and the first failure is told")
  func endsWhatIsUnderWay() async throws {
    let begun = Mutex<[Int]>([])
    let ended = Mutex<[Int]>([])
    let failure = await #expect(throws: RemoteFailure.self) {
      try await together(Array(0..<40), width: 4) { (element) async throws(RemoteFailure) in
        begun.withLock { $0.append(element) }
        for _ in 0..<20 * (4 - min(element, 3)) { await Task.yield() }
        guard !Task.isCancelled else { throw RemoteFailure(.fault, "cut off", help: "") }
        ended.withLock { $0.append(element) }
        guard element != 2, element != 3 else { throw RemoteFailure(.fault, "\(element)", help: "") }
      }
    }
    #expect(failure?.message == "2" || failure?.message == "3")
    #expect(begun.withLock { $0.sorted() } == ended.withLock { $0.sorted() })
    #expect(begun.withLock { $0.count } < 40)
  }
}
