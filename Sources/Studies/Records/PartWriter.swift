internal import Formats
internal import Synchronization

/// The records of one process: a line each, written whole as soon as its cell is done. No other process writes here.
final class PartWriter: Sendable {
  private let part: OpenFile
  private let timings: OpenFile
  /// Lines do not mix.
  private let turn = Mutex(())

  init(part: String, timings: String) throws(StudyError) {
    self.part = try StudyFile.create(part)
    self.timings = try StudyFile.create(timings)
  }

  func append(_ record: Record, seconds: Double) throws(StudyError) {
    let time: JSON = ["cell": .string(record.cell), "seconds": .number(seconds)]
    let timing = ((try? time.bytes()) ?? []) + [0x0A]
    try turn.withLock { (_) throws(StudyError) in
      try StudyFile.append(record.line, to: part)
      try StudyFile.append(timing, to: timings)
    }
  }

  /// Waits until the disk has it.
  func finish() throws(StudyError) { try StudyFile.sync(part) }
}
