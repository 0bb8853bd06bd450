#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The memory of the machine that a program may still take.
package enum MachineMemory {
  package static var bytesAvailable: Int {
    availableOnLinux ?? sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
  }

  /// Whether the amplitudes of so many qubits fit, 16 bytes each and as many more to work with; few always do.
  package static func holds(qubits: Int) -> Bool { qubits <= 20 || qubits < 57 && 1 << (qubits + 5) <= bytesAvailable }

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
