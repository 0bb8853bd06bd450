internal import Formats
internal import Networking

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What happened, one JSON document a line, written before the client can know of it.
package struct RequestLog: Sendable {
  /// What a line says besides when.
  struct Entry: Sendable {
    var method: String?
    var path: String?
    var status: Int?
    var fault: FaultScript.Kind?
    var jobID: String?
    var idempotencyKey: String?
    var tag: String?
    /// Whether work was taken.
    var isAccepted = false
    /// What a finished job costs, in the unit of its provider.
    var billed: Double?
    var bodyDigest: String?
  }

  private let descriptor: Int32?
  private let path: String
  private var next = 1

  /// No log.
  package init() { (descriptor, path) = (nil, "") }

  /// Adds to a file, which is made where it is not there.
  package init(path: String) throws(EmulationError) {
    let opened = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard opened >= 0 else {
      throw EmulationError(
        .misuse, "the log cannot be written: \(FileDescriptor.message(errno))", place: path, help: "name another file")
    }
    (descriptor, self.path) = (opened, path)
  }

  mutating func write(_ entry: Entry, at time: Double) throws(EmulationError) {
    defer { next += 1 }
    guard let descriptor else { return }
    let line: JSON = [
      "seq": .integer(next), "time": .number((time * 1000).rounded() / 1000), "method": JSON(entry.method),
      "path": JSON(entry.path), "status": JSON(entry.status), "fault": JSON(entry.fault?.rawValue),
      "jobId": JSON(entry.jobID), "idempotencyKey": JSON(entry.idempotencyKey), "tag": JSON(entry.tag),
      "accepted": .bool(entry.isAccepted), "billed": JSON(entry.billed), "bodySha256": JSON(entry.bodyDigest),
    ]
    do {
      try FileDescriptor(descriptor).write(((try? line.bytes()) ?? []) + [0x0A], name: path)
    } catch {
      throw EmulationError(
        .fault, "the log cannot be written: \(FileDescriptor.message(error.code))", place: path,
        help: "make room on the disk")
    }
  }

  /// What a log may say of a secret.
  static func trace(of secret: String) -> String {
    "sha256:" + SHA256.hexadecimal(of: Array(secret.utf8)).prefix(12)
  }
}
