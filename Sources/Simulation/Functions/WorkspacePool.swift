import Synchronization

/// Memory that evaluations work in, kept for the next one.
final class WorkspacePool: Sendable {
  private struct Workspace: @unchecked Sendable {
    let start: UnsafeMutableRawPointer
    let bytes: Int
  }

  private let free = Mutex<[Workspace]>([])

  deinit { free.withLock { for workspace in $0 { workspace.start.deallocate() } } }

  /// Lends memory of at least so many bytes, aligned to a vector.
  func withMemory<Result>(bytes: Int, _ body: (UnsafeMutableRawPointer) -> Result) -> Result {
    let kept = free.withLock { $0.isEmpty ? nil : $0.removeLast() }
    var workspace: Workspace
    if let kept, kept.bytes >= bytes {
      workspace = kept
    } else {
      kept?.start.deallocate()
      workspace = Workspace(start: .allocate(byteCount: bytes, alignment: 64), bytes: bytes)
    }
    defer { free.withLock { $0.append(workspace) } }
    return body(workspace.start)
  }
}
