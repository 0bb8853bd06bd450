#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Complete reads and writes on an open file of the system.
package struct FileDescriptor {
  private let descriptor: Int32

  package init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Writes all bytes, however many calls it takes.
  package func write(_ bytes: [UInt8], name: String) throws(WriteError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: buffer[written...]))
      }
      if count > 0 {
        written += count
      } else if errno == EAGAIN {
        wait(for: Int16(POLLOUT))
      } else if errno != EINTR {
        throw WriteError(name: name, code: errno)
      }
    }
  }

  /// Reads to the end; nil when there are more than `limit` bytes.
  package func readAll(limit: Int) throws(ReadError) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        guard bytes.count + count <= limit else { return nil }
        bytes += chunk[..<count]
      } else if count == 0 {
        return bytes
      } else if errno == EAGAIN {
        wait(for: Int16(POLLIN))
      } else if errno != EINTR {
        throw ReadError(code: errno)
      }
    }
  }

  private func wait(for events: Int16) {
    var request = pollfd(fd: descriptor, events: events, revents: 0)
    _ = poll(&request, 1, -1)
  }

  /// What the system calls an error.
  package static func message(_ code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    _ = strerror_r(code, &buffer, buffer.count)
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// Reading failed.
package struct ReadError: Error, Equatable {
  /// The system's error number.
  package let code: Int32

  package init(code: Int32) { self.code = code }
}

/// Writing failed.
package struct WriteError: Error, Equatable {
  /// The name of the stream or file.
  package let name: String
  /// The system's error number.
  package let code: Int32

  package init(name: String, code: Int32) {
    self.name = name
    self.code = code
  }
}

/// The system's `write`, outside the type whose method has the same name.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
