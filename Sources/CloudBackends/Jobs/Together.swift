internal import Execution

/// Does something for each element, a few of them at once, and gives the results in their order.
///
/// After a failure nothing more is begun, and what is under way comes to its end: a request that is cut off may have
/// been taken.
func together<Element: Sendable, Value: Sendable>(
  _ elements: [Element], width: Int = 8, _ body: @escaping @Sendable (Element) async throws(RemoteFailure) -> Value
) async throws(RemoteFailure) -> [Value] {
  let outcome = await withTaskGroup(
    of: (place: Int, result: Result<Value, RemoteFailure>).self
  ) { group -> Result<[Value], RemoteFailure> in
    var results: [Value?] = elements.map { _ in nil }
    var failure: (place: Int, error: RemoteFailure)?
    var next = 0
    func begin(_ group: inout TaskGroup<(place: Int, result: Result<Value, RemoteFailure>)>) {
      guard next < elements.count, failure == nil else { return }
      let (place, element) = (next, elements[next])
      next += 1
      group.addTask {
        do throws(RemoteFailure) { return (place, .success(try await body(element))) } catch {
          return (place, .failure(error))
        }
      }
    }
    for _ in 0..<width { begin(&group) }
    while let (place, result) = await group.next() {
      switch result {
      case .success(let value): results[place] = value
      case .failure(let error): if place < failure?.place ?? .max { failure = (place, error) }
      }
      begin(&group)
    }
    return failure.map { .failure($0.error) } ?? .success(results.compactMap { $0 })
  }
  return try outcome.get()
}
