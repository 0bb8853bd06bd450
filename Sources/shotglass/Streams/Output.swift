import Formats
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where text goes: a file descriptor, or a buffer in tests.
struct Output: Sendable {
  let isTerminal: Bool
  private let writeBytes: @Sendable ([UInt8]) throws(WriteError) -> Void

  func write(_ text: String) throws(WriteError) {
    try writeBytes(Array(text.utf8))
  }

  func write(_ bytes: [UInt8]) throws(WriteError) {
    try writeBytes(bytes)
  }

  /// An output that keeps what is written to it in `buffer`.
  static func collecting(in buffer: OutputBuffer, isTerminal: Bool = false) -> Output {
    Output(isTerminal: isTerminal) { (bytes) throws(WriteError) in buffer.append(bytes) }
  }

  /// An output that writes to an open file descriptor and waits until all is written.
  static func fileDescriptor(_ descriptor: Int32, name: String) -> Output {
    Output(isTerminal: isatty(descriptor) == 1) { (bytes) throws(WriteError) in
      try FileDescriptor(descriptor).write(bytes, name: name)
    }
  }

  static let standardOutput = fileDescriptor(STDOUT_FILENO, name: "standard output")
  static let standardError = fileDescriptor(STDERR_FILENO, name: "standard error")
}

/// The streams that a process is given.
enum StandardStreams {
  /// Takes the places of those that are closed, so that no file of ours comes to stand in one: reading from it and
  /// writing to it stays an error.
  static func holdClosed() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}

/// Text that was written, for tests.
final class OutputBuffer: Sendable {
  private let bytes = Mutex<[UInt8]>([])

  var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

  func append(_ more: [UInt8]) {
    bytes.withLock { $0 += more }
  }
}

extension WriteError {
  /// Whether the reader went away, which is no fault: `shotglass ... | head`.
  var isClosedPipe: Bool { code == EPIPE }

  var failure: Failure {
    guard code != EBADF else {
      return Failure(.fault, "\(name) is closed", help: "leave it open: '>&-' closes it, '>/dev/null' throws it away")
    }
    let help = code == ENOSPC || code == EDQUOT ? "make room on the disk and try again" : "write to another place"
    return Failure(.fault, "cannot write to \(name): \(FileDescriptor.message(code))", help: help)
  }
}
