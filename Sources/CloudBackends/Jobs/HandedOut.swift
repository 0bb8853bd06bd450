internal import Synchronization

/// Jobs whose results this process has been given. They count as delivered elsewhere only once the process has passed
/// them on: a process that dies before has lost nothing.
final class HandedOut: Sendable {
  private let state = Mutex<(all: Set<String>, unconfirmed: [String])>(([], []))

  func add(_ ids: [String]) {
    state.withLock { state in
      state.unconfirmed += ids.filter { state.all.insert($0).inserted }
    }
  }

  func contains(_ id: String) -> Bool { state.withLock { $0.all.contains(id) } }

  /// Those that were not taken before.
  func takeUnconfirmed() -> [String] {
    state.withLock { state in
      defer { state.unconfirmed = [] }
      return state.unconfirmed
    }
  }
}
