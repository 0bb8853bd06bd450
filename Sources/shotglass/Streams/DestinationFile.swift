import ArgumentParsing
import Formats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that a command writes its result to, or standard output where it is called `-`.
///
/// A file is written as a whole: whatever ends the command, the file has its old bytes or the new ones. A symbolic link
/// stays and what it leads to is written; a file keeps its permissions; what is no file, such as a pipe, is written as it
/// stands.
struct DestinationFile: Sendable {
  /// The path as the user typed it.
  let path: String
  private let output: Output
  /// What the path leads to.
  private let target: String
  private let draft: String

  /// Makes sure that the place can be written, and changes nothing there.
  ///
  /// A place that cannot be written is misuse; a write that fails, such as on a full disk, is a fault.
  init(_ path: String, output: Output) throws(Failure) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw Failure(.misuse, "\(quoted(path)) is no file name", help: "name the file to write, or '-'")
    }
    self.path = path
    self.output = output
    target = Self.followed(path)
    draft = StoredFile.draft(for: target)
    guard path != "-" else { return }
    if let code = Self.obstacle(to: target) { throw failure(code) }
    Interruption.remove(draft)
  }

  var isStandardOutput: Bool { path == "-" }

  /// Whether a write takes the place of the one before it, and does not come after it.
  var isReplaced: Bool {
    guard !isStandardOutput, let status = Self.status(of: target) else { return !isStandardOutput }
    return Self.isFile(status) && !Self.isOpenFile(target) && Self.openStream(status) == nil
  }

  /// Writes all bytes.
  func write(_ bytes: [UInt8]) throws {
    guard !isStandardOutput else { return try output.write(bytes) }
    let status = Self.status(of: target)
    if let status, let stream = Self.openStream(status) {
      return try FileDescriptor(stream).write(bytes, name: quoted(path))
    }
    guard status.map(Self.isFile) ?? true, !Self.isOpenFile(target) else { return try writeInPlace(bytes) }
    if let code = Self.obstacle(to: target) { throw failure(code) }
    do throws(FileError) {
      try StoredFile.replace(target, with: bytes, draft: draft, permissions: status.map { UInt32($0.st_mode) & 0o777 })
    } catch {
      // A folder that takes no further file, and one file that another system lends, may be there to be written.
      guard status != nil, [EACCES, EPERM, EBUSY].contains(error.code) else { throw failure(error.code) }
      try writeInPlace(bytes)
    }
  }

  private func writeInPlace(_ bytes: [UInt8]) throws {
    let descriptor = open(target, O_WRONLY | O_TRUNC | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno) }
    do {
      try FileDescriptor(descriptor).write(bytes, name: quoted(path))
    } catch {
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else { throw WriteError(name: quoted(path), code: errno) }
  }

  private func failure(_ code: Int32) -> Failure {
    let isMisuse = [
      ENOENT, ENOTDIR, EISDIR, EACCES, EPERM, EROFS, ENAMETOOLONG, ELOOP, ENXIO, ETXTBSY,
    ].contains(code)
    let folder = StoredFile.folder(of: target)
    let help =
      switch code {
      case ENOENT where !StoredFile.exists(folder): "there is no folder \(quoted(folder)): make it, or write elsewhere"
      case ENOSPC, EDQUOT: "make room on the disk and try again"
      default: "write to another place"
      }
    return Failure(
      isMisuse ? .misuse : .fault, "cannot write \(quoted(path)): \(FileDescriptor.message(code))", help: help)
  }

  // MARK: The place

  /// What the last part of a path leads to, where it is a symbolic link: a file that need not be there yet.
  private static func followed(_ path: String) -> String {
    var path = path
    for _ in 0..<40 {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let count = readlink(path, &buffer, buffer.count)
      guard count > 0, !isOpenFile(path) else { return path }
      let next = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
      path = next.hasPrefix("/") ? next : StoredFile.folder(of: path) + "/" + next
    }
    return path
  }

  private static func status(of path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  private static func isFile(_ status: stat) -> Bool { status.st_mode & S_IFMT == S_IFREG }

  /// Whether a path is the system's for what a process has open: what it leads to need not have a name.
  private static func isOpenFile(_ path: String) -> Bool { path.hasPrefix("/proc/") || path.hasPrefix("/dev/fd/") }

  /// The stream of this process that has the file open already, as for `/dev/stdout`: what is written goes on there.
  private static func openStream(_ status: stat) -> Int32? {
    [STDOUT_FILENO, STDERR_FILENO].first { descriptor in
      var own = stat()
      return fstat(descriptor, &own) == 0 && own.st_dev == status.st_dev && own.st_ino == status.st_ino
    }
  }

  /// The system's error number for what keeps a file from being written; nil where nothing does.
  private static func obstacle(to path: String) -> Int32? {
    if let status = status(of: path) {
      if status.st_mode & S_IFMT == S_IFDIR { return EISDIR }
      return access(path, W_OK) == 0 ? nil : errno
    }
    guard errno == ENOENT else { return errno }
    guard path.last != "/" else { return EISDIR }
    return access(StoredFile.folder(of: path), W_OK | X_OK) == 0 ? nil : errno
  }
}
