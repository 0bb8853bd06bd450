#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Looks at the clock once in a while, so that a simulation ends at its deadline.
struct Pace {
  let deadline: ContinuousClock.Instant?
  var shotsDone = 0
  private var work = 0

  init(deadline: ContinuousClock.Instant?) { self.deadline = deadline }

  /// About a millisecond of work on amplitudes.
  private static let workPerLook = 1 << 18

  /// Counts work on so many amplitudes; everything costs at least as much as a small gate.
  mutating func spend(_ amplitudes: Int) throws(SimulationError) {
    work += max(amplitudes, 256)
    guard work >= Self.workPerLook else { return }
    work = 0
    if let deadline, ContinuousClock.now >= deadline { throw .timeLimit(shotsDone: shotsDone) }
  }
}

/// The memory of the machine that a program may still take.
enum MachineMemory {
  static var bytesAvailable: Int {
    availableOnLinux ?? sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
  }

  /// What the kernel can free for a program, caches included.
  private static var availableOnLinux: Int? {
    guard let file = fopen("/proc/meminfo", "r") else { return nil }
    defer { fclose(file) }
    var line = Array(repeating: CChar(0), count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard text.hasPrefix("MemAvailable:") else { continue }
      return Int(text.filter(\.isNumber)).map { $0 * 1024 }
    }
    return nil
  }
}
