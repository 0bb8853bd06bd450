internal import Formats

/// What was read of a journal so far. Reading goes on where it ended, since others append.
struct JournalText: Sendable {
  private let path: String
  private(set) var records = JobRecords()
  /// Times at which requests left, by account, for limits on how many may in a minute.
  private(set) var departures: [(account: String, time: UTCTime)] = []
  /// Bytes that are read and understood.
  private(set) var end = 0
  /// Torn lines that were left where they are.
  private(set) var skipped = 0
  /// What follows `end`: a line that is not whole, or not yet.
  private(set) var rest: [UInt8] = []
  /// Whether the last line that was taken has its end.
  private(set) var isTerminated = true
  private var lineNumber = 0
  private var sequences: [String: Int] = [:]

  init(path: String) { self.path = path }

  /// How many lines a writer has written.
  func lineCount(of writer: String) -> Int { sequences[writer] ?? 0 }

  /// Takes what the file holds from `end` on.
  ///
  /// A bad line is an error, unless nothing follows it or the next line says that its writer saw it.
  mutating func read(_ bytes: [UInt8]) throws(JournalError) {
    var torn: Range<Int>?
    var tornLine = 0
    var start = 0
    rest = []
    while start < bytes.count {
      let newline = bytes[start...].firstIndex(of: 0x0A)
      let next = newline.map { $0 + 1 } ?? bytes.count
      let content = Array(bytes[start..<(newline ?? bytes.count)])
      // The end of a line that was taken without it.
      let isRemainder = start == 0 && !isTerminated && content.isEmpty
      if !isRemainder { lineNumber += 1 }
      isTerminated = newline != nil
      if let line = isRemainder ? nil : try self.line(content) {
        if let torn {
          guard line.tornBytes == torn.count else {
            lineNumber = tornLine
            throw damaged("the line is damaged")
          }
          skipped += 1
        }
        torn = nil
        try take(line)
      } else if !isRemainder {
        if torn == nil { tornLine = lineNumber }
        // Two bad lines in a row are one torn line that holds a line end.
        torn = (torn?.lowerBound ?? start)..<next
      }
      start = next
    }
    if let torn {
      lineNumber -= bytes[torn].split(separator: 0x0A, omittingEmptySubsequences: false).count
      lineNumber += bytes[torn].last == 0x0A ? 1 : 0
      rest = Array(bytes[torn])
    }
    end += bytes.count - rest.count
  }

  private func line(_ content: [UInt8]) throws(JournalError) -> JournalLine? {
    do { return try JournalLine(content) } catch { throw damaged("\(error)") }
  }

  private mutating func take(_ line: JournalLine) throws(JournalError) {
    let expected = lineCount(of: line.writer) + 1
    guard line.sequence == expected else {
      throw damaged("line \(expected) of the writer '\(line.writer)' is missing")
    }
    sequences[line.writer] = line.sequence
    guard records.apply(line.event, to: line.intent, at: line.time) else {
      throw damaged("the intent \(quotedText(line.intent)) was never written down")
    }
    if case .sent = line.event, let account = records[line.intent]?.intent.identity.account {
      departures.append((account, line.time))
    }
  }

  private func damaged(_ reason: String) -> JournalError {
    .damaged(path: path, line: lineNumber, reason: reason)
  }
}
