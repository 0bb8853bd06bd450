internal import Formats
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The records of one process: a line each, written whole as soon as its cell is done. No other process writes here.
final class PartWriter: Sendable {
  private let part: (path: String, descriptor: Int32)
  private let timings: (path: String, descriptor: Int32)
  /// Lines do not mix.
  private let turn = Mutex(())

  init(part: String, timings: String) throws(StudyError) {
    self.part = (part, try StudyFile.create(part))
    self.timings = (timings, try StudyFile.create(timings))
  }

  deinit {
    close(part.descriptor)
    close(timings.descriptor)
  }

  func append(_ record: Record, seconds: Double) throws(StudyError) {
    let time: JSON = ["cell": .string(record.cell), "seconds": .number(seconds)]
    let timing = ((try? time.bytes()) ?? []) + [0x0A]
    try turn.withLock { (_) throws(StudyError) in
      try StudyFile.append(record.line, to: part.descriptor, part.path)
      try StudyFile.append(timing, to: timings.descriptor, timings.path)
    }
  }

  /// Waits until the disk has it.
  func finish() throws(StudyError) {
    guard fsync(part.descriptor) == 0 else { throw StudyError(.fault, "cannot write '\(part.path)' to the disk") }
  }
}
