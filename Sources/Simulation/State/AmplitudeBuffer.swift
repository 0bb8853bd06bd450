#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The memory of a state: real and imaginary parts, aligned for the kernels. Threads may write to different
/// amplitudes of it at once, and nobody writes to one that is shared.
final class AmplitudeBuffer<Scalar: AmplitudeScalar>: @unchecked Sendable {
  let count: Int
  let real: UnsafeMutablePointer<Scalar>
  let imaginary: UnsafeMutablePointer<Scalar>

  /// Between the two parts, so that equal places in both are in different sets of a cache.
  private static func gap(_ count: Int) -> Int { count < 1 << 10 ? 0 : 1024 / MemoryLayout<Scalar>.stride }

  /// Memory for so many amplitudes, all zero if it is cleared; nil where the system has none.
  /// - Precondition: a multiple of 64.
  init?(count: Int, isCleared: Bool = true) {
    let bytes = (2 * count + Self.gap(count)) * MemoryLayout<Scalar>.stride
    let isHuge = bytes >= 1 << 22
    var memory: UnsafeMutableRawPointer?
    guard posix_memalign(&memory, isHuge ? 1 << 21 : 64, bytes) == 0, let memory else { return nil }
    #if os(Linux)
      if isHuge { madvise(memory, bytes, 14) }
    #endif
    if isCleared { memset(memory, 0, bytes) }
    self.count = count
    real = memory.assumingMemoryBound(to: Scalar.self)
    imaginary = real + count + Self.gap(count)
  }

  deinit { free(real) }

  /// The same amplitudes in memory of their own.
  func copy() -> AmplitudeBuffer? {
    guard let copy = AmplitudeBuffer(count: count, isCleared: false) else { return nil }
    copy.real.update(from: real, count: count)
    copy.imaginary.update(from: imaginary, count: count)
    return copy
  }

  func clear() {
    real.update(repeating: 0, count: count)
    imaginary.update(repeating: 0, count: count)
  }
}
