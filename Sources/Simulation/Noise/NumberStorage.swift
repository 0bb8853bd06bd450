import Execution

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Zeroed memory for numbers, aligned for the kernels; large memory asks for large pages.
final class NumberStorage: @unchecked Sendable {
  let base: UnsafeMutablePointer<Double>
  let count: Int

  private static let hugePage = 1 << 21

  /// Nil where the machine does not have the memory.
  init?(count: Int) {
    let bytes = max(64, count * MemoryLayout<Double>.stride)
    let isLarge = bytes >= Self.hugePage
    var memory: UnsafeMutableRawPointer?
    guard posix_memalign(&memory, isLarge ? Self.hugePage : 64, bytes) == 0, let memory else { return nil }
    #if canImport(Glibc)
      if isLarge { madvise(memory, bytes, Int32(MADV_HUGEPAGE)) }
    #endif
    memset(memory, 0, bytes)
    base = memory.assumingMemoryBound(to: Double.self)
    self.count = count
  }

  deinit { free(base) }
}
