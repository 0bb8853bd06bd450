import ArgumentParsing
import Formats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that a command writes its result to.
enum DestinationFile {
  /// Writes the bytes to a file, which is created or replaced.
  ///
  /// A path that cannot be opened is misuse; a write that fails, such as on a full disk, is a fault.
  static func write(_ bytes: [UInt8], to path: String) throws {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw Failure(.misuse, "\(quoted(path)) is no file name", help: "name the file to write, or '-'")
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      let code = errno
      let status: ExitStatus = [ENOSPC, EDQUOT, EIO].contains(code) ? .fault : .misuse
      throw Failure(
        status, "cannot write \(quoted(path)): \(FileDescriptor.message(code))", help: "write to another place")
    }
    do {
      try FileDescriptor(descriptor).write(bytes, name: quoted(path))
    } catch {
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else { throw WriteError(name: quoted(path), code: errno) }
  }
}
