#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file that stays open, to append to, to read from and to lock. It closes with its last reference, which also lets
/// go of its lock.
package final class OpenFile: Sendable {
  package enum Purpose: Sendable {
    /// To append to a new file that no other process has.
    case create
    /// To append to a file and read it; made where there is none.
    case append
  }

  package let path: String
  private let descriptor: Int32

  package init(_ path: String, _ purpose: Purpose, mode: UInt32 = 0o666) throws(FileError) {
    self.path = path
    let flags =
      switch purpose {
      case .create: O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC
      case .append: O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC
      }
    descriptor = open(path, flags, mode_t(mode))
    guard descriptor >= 0 else { throw FileError(.write, path, errno) }
  }

  deinit { close(descriptor) }

  /// Appends all bytes, by one call of the system where it takes them at once.
  package func append(_ bytes: [UInt8]) throws(FileError) {
    do { try FileDescriptor(descriptor).write(bytes, name: path) } catch { throw FileError(.write, path, error.code) }
  }

  /// Returns when what was appended is on the disk.
  package func sync() throws(FileError) {
    #if canImport(Glibc)
      let result = fdatasync(descriptor)
    #else
      let result = fsync(descriptor)
    #endif
    guard result == 0 else { throw FileError(.write, path, errno) }
  }

  package func size() throws(FileError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(.read, path, errno) }
    return Int(status.st_size)
  }

  /// All bytes from an offset on.
  package func read(from offset: Int) throws(FileError) -> [UInt8] {
    let count = try size() - offset
    guard count > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let received = bytes.withUnsafeMutableBytes { buffer in
        pread(descriptor, buffer.baseAddress?.advanced(by: done), count - done, off_t(offset + done))
      }
      if received > 0 {
        done += received
      } else if received == 0 {
        return Array(bytes[..<done])
      } else if errno != EINTR {
        throw FileError(.read, path, errno)
      }
    }
    return bytes
  }

  package enum Waiting: Sendable { case forever, never }

  /// Takes the file's lock (`flock`, which belongs to this opening of the file: closing another one does not drop it).
  /// False when someone else holds it and nothing is to be waited for.
  package func lock(waiting: Waiting) throws(FileError) -> Bool {
    while flock(descriptor, LOCK_EX | (waiting == .never ? LOCK_NB : 0)) != 0 {
      if errno == EWOULDBLOCK, waiting == .never { return false }
      guard errno == EINTR else { throw FileError(.lock, path, errno) }
    }
    return true
  }

  package func unlock() { flock(descriptor, LOCK_UN) }

  /// Whether the limit on the size of this process's files lets the file grow by so many bytes.
  package func mayGrow(by count: Int) throws(FileError) -> Bool {
    var limit = rlimit()
    #if canImport(Glibc)
      let result = getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    #else
      let result = getrlimit(RLIMIT_FSIZE, &limit)
    #endif
    guard result == 0, let most = Int(exactly: limit.rlim_cur) else { return true }
    return try size() <= most - count
  }
}
