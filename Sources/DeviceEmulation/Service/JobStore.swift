internal import Formats

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What a service must not forget when it ends: one JSON document a line, synced before the client hears of it.
///
/// Results are not kept: they follow from the seed, the job's number and what was asked for, and are computed again.
package struct JobStore: Sendable {
  /// What is told of a job.
  enum Event: Sendable, Equatable {
    case accepted(ordinal: Int, account: String, time: Double, listed: Double, fault: String?, body: String)
    case cancelled(ordinal: Int, time: Double)
    case settled(ordinal: Int)
    case deleted(ordinal: Int)
    case read(ordinal: Int)
    case tagged(ordinal: Int, tags: [String])
  }

  private let descriptor: Int32?
  private let path: String
  /// What earlier runs wrote.
  private(set) var history: [Event] = []

  /// Nothing is kept.
  package init() { (descriptor, path) = (nil, "") }

  private static let largestFile = 1 << 30

  /// Opens the store in a folder, or makes it; `identity` says for which service it is.
  package init(folder: String, identity: String) throws(EmulationError) {
    let path = "\(folder)/jobs.jsonl"
    _ = mkdir(folder, 0o777)
    let opened = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard opened >= 0 else { throw Self.error("cannot be opened: \(FileDescriptor.message(errno))", path) }
    (descriptor, self.path) = (opened, path)
    do throws(EmulationError) { try readAll(opened, identity: identity) } catch {
      closeFile(opened)
      throw error
    }
  }

  private mutating func readAll(_ opened: Int32, identity: String) throws(EmulationError) {
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      throw Self.error("is used by another emulator", path, help: "give this one another folder")
    }
    let bytes: [UInt8]?
    do { bytes = try FileDescriptor(opened).readAll(limit: Self.largestFile) } catch {
      throw Self.error("cannot be read: \(FileDescriptor.message(error.code))", path)
    }
    guard let bytes else { throw Self.error("has more than \(Self.largestFile) bytes", path) }
    try read(bytes, identity: identity)
  }

  /// Lets others have the file; nothing is kept from then on.
  func close() { if let descriptor { closeFile(descriptor) } }

  private static func error(_ what: String, _ path: String, help: String = "name another folder") -> EmulationError {
    EmulationError(.misuse, "the emulator's store \(what)", place: path, help: help)
  }

  private mutating func read(_ bytes: [UInt8], identity: String) throws(EmulationError) {
    guard !bytes.isEmpty else { return try append(["schema": 1, "service": .string(identity)]) }
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    // A line without its end was not synced, so nobody was told of it.
    if let descriptor, let cut = lines.popLast(), !cut.isEmpty, ftruncate(descriptor, bytes.count - cut.count) != 0 {
      throw Self.error("cannot be mended: \(FileDescriptor.message(errno))", path)
    }
    for (index, line) in lines.enumerated() {
      do {
        var object = try JSONReader(parsing: Array(line)).object()
        if index == 0 {
          let service = try object.required("service").string()
          guard service == identity else {
            throw EmulationError(
              .misuse, "the emulator's store is of \(service), not of \(identity)", place: path,
              help: "name another folder, or the same protocol, device and seed")
          }
        } else {
          history.append(try Self.event(&object))
        }
      } catch let error as EmulationError {
        throw error
      } catch {
        throw EmulationError(
          .misuse, "the emulator's store is damaged: \(error)", place: "\(path):\(index + 1)",
          help: "name another folder")
      }
    }
  }

  private static func event(_ object: inout JSONObjectReader) throws(FormatError) -> Event {
    let kind = try object.required("kind").string()
    let ordinal = try object.required("job").integer(in: 0...ServiceLimits.jobs)
    switch kind {
    case "accepted":
      return .accepted(
        ordinal: ordinal, account: try object.required("account").string(), time: try object.required("time").double(),
        listed: try object.required("listed").double(), fault: try object.present("fault")?.string(),
        body: try object.required("body").string())
    case "cancelled": return .cancelled(ordinal: ordinal, time: try object.required("time").double())
    case "settled": return .settled(ordinal: ordinal)
    case "deleted": return .deleted(ordinal: ordinal)
    case "read": return .read(ordinal: ordinal)
    case "tagged":
      let tags = try object.required("tags").array().map { (tag) throws(FormatError) in try tag.string() }
      return .tagged(ordinal: ordinal, tags: tags)
    default: throw FormatError("the kind \(kind) is unknown")
    }
  }

  mutating func write(_ event: Event) throws(EmulationError) {
    switch event {
    case .accepted(let ordinal, let account, let time, let listed, let fault, let body):
      try append([
        "kind": "accepted", "job": .integer(ordinal), "account": .string(account), "time": .number(time),
        "listed": .number(listed), "fault": JSON(fault), "body": .string(body),
      ])
    case .cancelled(let ordinal, let time):
      try append(["kind": "cancelled", "job": .integer(ordinal), "time": .number(time)])
    case .settled(let ordinal): try append(["kind": "settled", "job": .integer(ordinal)])
    case .deleted(let ordinal): try append(["kind": "deleted", "job": .integer(ordinal)])
    case .read(let ordinal): try append(["kind": "read", "job": .integer(ordinal)])
    case .tagged(let ordinal, let tags):
      try append(["kind": "tagged", "job": .integer(ordinal), "tags": .array(tags.map { .string($0) })])
    }
  }

  /// Writes a line and waits until the disk has it.
  private func append(_ line: JSON) throws(EmulationError) {
    guard let descriptor, let bytes = try? line.bytes() else { return }
    do { try FileDescriptor(descriptor).write(bytes + [0x0A], name: path) } catch {
      throw EmulationError(
        .fault, "the emulator's store cannot be written: \(FileDescriptor.message(error.code))", place: path,
        help: "make room on the disk")
    }
    guard fdatasync(descriptor) == 0 else {
      throw EmulationError(
        .fault, "the emulator's store cannot be synced: \(FileDescriptor.message(errno))", place: path)
    }
  }
}

/// The system's `close`, outside the type whose method has the same name.
private func closeFile(_ descriptor: Int32) { close(descriptor) }
