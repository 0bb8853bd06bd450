package import Formats
internal import Networking
internal import Synchronization

/// The memory of what was submitted, in a folder that several processes may share.
///
/// A job is written down, and is on the disk, before the first byte of its request leaves; whatever comes of it is
/// appended. Nothing is ever changed or removed.
package final class Journal: Sendable {
  /// So many bytes are kept free for the answers to what is about to be sent.
  package static let reservedBytes = 1 << 16

  package let folder: String
  private let path: String
  private let file: OpenFile
  private let now: @Sendable () -> UTCTime
  private let writer = Intent.randomID()

  private let text: Mutex<JournalText>

  /// Opens the journal of a folder, which is made where there is none; nobody else may read it.
  package init(folder: String, now: @escaping @Sendable () -> UTCTime) throws(JournalError) {
    self.folder = folder
    self.now = now
    path = "\(folder)/journal"
    text = Mutex(JournalText(path: path))
    do {
      for name in ["leases", "results"] { try StoredFile.makeFolder("\(folder)/\(name)", mode: 0o700, syncing: true) }
      let isNew = !StoredFile.exists(path)
      file = try OpenFile(path, .append, mode: 0o600)
      if isNew { try StoredFile.syncFolder(of: path) }
    } catch { throw .file(error) }
  }

  // MARK: Reading

  /// What is known of all jobs, and how many torn lines were passed over.
  package func records() throws(JournalError) -> (jobs: JobRecords, skippedLines: Int) {
    try text.withLock { (text) throws(JournalError) in
      try catchUp(&text)
      return (text.records, text.skipped + (text.rest.isEmpty ? 0 : 1))
    }
  }

  package func record(_ id: String) throws(JournalError) -> JobRecord? {
    try text.withLock { (text) throws(JournalError) in
      try catchUp(&text)
      return text.records[id]
    }
  }

  private func catchUp(_ text: inout JournalText) throws(JournalError) {
    let bytes: [UInt8]
    do { bytes = try file.read(from: text.end) } catch { throw .file(error) }
    try text.read(bytes)
  }

  // MARK: Writing

  /// Writes down what is about to be submitted, unless it would spend more than the limits; then it is on the disk.
  /// No other process can spend in between. Jobs that are written down already and are about to be sent, `resending`,
  /// are held to the limits with the new ones.
  ///
  /// False, with nothing written, where a job for the same work is there that the caller has not seen: another process
  /// was faster.
  @discardableResult
  package func commit(
    _ intents: [Intent], resending: Set<String> = [], within limits: SpendLimits, seen: Set<String>? = nil
  ) throws(JournalError) -> Bool {
    try exclusively { (text) throws(JournalError) in
      if let seen {
        let works = Set(intents.map(\.work))
        let isNew = text.records.all.contains { works.contains($0.intent.work) && !seen.contains($0.intent.id) }
        guard !isNew else { return false }
      }
      // What another process has sent meanwhile is spent, and not to be refused any more.
      let again = text.records.all.filter {
        resending.contains($0.intent.id) && $0.maySend(resubmittingAbsent: true)
      }.map(\.intent)
      let plan = intents + again
      if !plan.isEmpty {
        try SpendLedger(text.records, planned: Set(again.map(\.id))).check(plan, within: limits)
      }
      try reserve()
      try append(intents.map { ($0.id, .intent($0)) }, &text)
      try sync()
      return true
    }
  }

  /// Appends an event, which is on the disk when this returns, unless the provider can be asked for it again.
  package func note(_ event: JobEvent, of id: String) throws(JournalError) {
    do throws(JournalError) { try write(event, of: id) } catch {
      guard case .file = error else { throw error }
      // What was kept free is for this.
      StoredFile.remove(sparePath)
      do throws(JournalError) { try write(event, of: id) } catch {
        guard case .file(let cause) = error, case .answer(let job) = event,
          let intent = text.withLock({ $0.records[id]?.intent })
        else { throw error }
        throw .answerLost(provider: intent.identity.provider, job: job, tag: intent.tag, cause)
      }
    }
  }

  /// Appends events of several jobs, which are on the disk when this returns: all of them, or those before the first that
  /// found no room.
  package func note(_ events: [(id: String, event: JobEvent)]) throws(JournalError) {
    guard !events.isEmpty else { return }
    try exclusively { (text) throws(JournalError) in
      try append(events, &text)
      try sync()
    }
  }

  private func write(_ event: JobEvent, of id: String) throws(JournalError) {
    try exclusively { (text) throws(JournalError) in
      try append([(id, event)], &text)
      if !event.canBeAskedAgain { try sync() }
    }
  }

  /// Writes down that a request is about to leave, unless the account has sent as many as it may within a span of time;
  /// then it gives the seconds to wait.
  package func depart(_ id: String, most: Int = .max, perSeconds span: Int = 60) throws(JournalError) -> Int? {
    try exclusively { (text) throws(JournalError) in
      let time = now()
      if most < .max, let account = text.records[id]?.intent.identity.account {
        let recent = text.departures.filter { $0.account == account && time.seconds(since: $0.time) < span }
        if recent.count >= most, let first = recent.suffix(most).first {
          return max(1, span - time.seconds(since: first.time))
        }
      }
      try append([(id, .sent)], &text)
      try sync()
      return nil
    }
  }

  /// Keeps a provider's answer as it came, before anybody reads it.
  package func keep(_ bytes: [UInt8], of id: String) throws(JournalError) -> StoredResult {
    let name = "results/\(id)"
    do { try StoredFile.replace("\(folder)/\(name)", with: bytes, mode: 0o600, syncingFolder: true) } catch {
      StoredFile.remove(sparePath)
      do { try StoredFile.replace("\(folder)/\(name)", with: bytes, mode: 0o600, syncingFolder: true) } catch {
        throw .file(error)
      }
    }
    let result = StoredResult(file: name, digest: SHA256.hexadecimal(of: bytes))
    try note(.result(file: name, digest: result.digest, isDelivered: false), of: id)
    return result
  }

  /// The answer that was kept.
  package func bytes(of result: StoredResult) throws(JournalError) -> [UInt8] {
    let bytes: [UInt8]
    do { bytes = try StoredFile.read("\(folder)/\(result.file)") } catch { throw .file(error) }
    guard SHA256.hexadecimal(of: bytes) == result.digest else {
      throw .damaged(path: "\(folder)/\(result.file)", line: 1, reason: "the result is not the one that was kept")
    }
    return bytes
  }

  /// The right to act on a job, held until it is let go; nil where another process, or another part of this one, has
  /// it.
  package func lease(of id: String) throws(JournalError) -> Lease? {
    do {
      let file = try OpenFile("\(folder)/leases/\(id)", .append, mode: 0o600)
      return try file.lock(waiting: .never) ? Lease(file) : nil
    } catch { throw .file(error) }
  }

  // MARK: Disk

  private var sparePath: String { "\(folder)/spare" }

  /// Makes sure that answers will find room.
  private func reserve() throws(JournalError) {
    do {
      guard try file.mayGrow(by: Self.reservedBytes) else { throw FileError(.write, path, 0) }
      guard !StoredFile.exists(sparePath) else { return }
      // Bytes that no file system can leave out or pack.
      var random = SystemRandomNumberGenerator()
      let bytes = (0..<Self.reservedBytes).map { _ in UInt8.random(in: 0...255, using: &random) }
      try StoredFile.replace(sparePath, with: bytes, mode: 0o600)
    } catch { throw .noRoom(path: folder) }
  }

  /// Does something while no other process writes, with all that they have written.
  private func exclusively<Value: Sendable>(
    _ body: (inout JournalText) throws(JournalError) -> Value
  ) throws(JournalError) -> Value {
    try text.withLock { (text) throws(JournalError) -> Value in
      try lock()
      defer { file.unlock() }
      try catchUp(&text)
      return try body(&text)
    }
  }

  private func lock() throws(JournalError) {
    do { _ = try file.lock(waiting: .forever) } catch { throw .file(error) }
  }

  /// Appends lines by one call of the system. A torn line before them is left as it is, and marked as seen.
  private func append(_ events: [(id: String, event: JobEvent)], _ text: inout JournalText) throws(JournalError) {
    let torn = text.rest
    let isOpen = !torn.isEmpty && torn.last != 0x0A || torn.isEmpty && !text.isTerminated
    var bytes: [UInt8] = isOpen ? [0x0A] : []
    let time = now()
    let written = text.lineCount(of: writer)
    for (index, event) in events.enumerated() {
      let line = JournalLine(
        sequence: written + index + 1, writer: writer, time: time, intent: event.id, event: event.event,
        tornBytes: index == 0 && !torn.isEmpty ? torn.count + (isOpen ? 1 : 0) : nil)
      bytes += line.bytes
    }
    do { try file.append(bytes) } catch { throw .file(error) }
    try catchUp(&text)
  }

  private func sync() throws(JournalError) {
    do { try file.sync() } catch { throw .file(error) }
  }
}

/// The right to act on one job.
package final class Lease: Sendable {
  private let file: OpenFile

  init(_ file: OpenFile) { self.file = file }
}
