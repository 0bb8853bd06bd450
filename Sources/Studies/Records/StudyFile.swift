internal import Formats

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Files of a study's folder, as the system has them.
enum StudyFile {
  /// Makes a folder with those above it.
  static func makeFolder(_ path: String) throws(StudyError) {
    var above = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      above += above.isEmpty && part.isEmpty ? "/" : part + "/"
      guard mkdir(above, 0o777) != 0, errno != EEXIST, errno != EISDIR else { continue }
      // Somewhere above there may be no right to make what is there already.
      let code = errno
      guard access(above, F_OK) != 0 else { continue }
      throw error("cannot make the folder", above, code)
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw StudyError(.misuse, "'\(path)' is no folder", help: "name another folder with -o")
    }
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Writes a file as a whole: who reads it sees the old bytes or the new ones, after a crash too.
  static func replace(_ path: String, with bytes: [UInt8]) throws(StudyError) {
    let draft = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max)).new"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw error("cannot write", path, errno) }
    do throws(StudyError) {
      try append(bytes, to: descriptor, path)
      guard fsync(descriptor) == 0 else { throw error("cannot write", path, errno) }
    } catch {
      close(descriptor)
      unlink(draft)
      throw error
    }
    close(descriptor)
    guard rename(draft, path) == 0 else {
      let code = errno
      unlink(draft)
      throw error("cannot write", path, code)
    }
  }

  /// A new file that no other process has.
  static func create(_ path: String) throws(StudyError) -> Int32 {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw error("cannot write", path, errno) }
    return descriptor
  }

  static func append(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(StudyError) {
    do { try FileDescriptor(descriptor).write(bytes, name: path) } catch {
      throw Self.error("cannot write", path, error.code)
    }
  }

  static func read(_ path: String) throws(StudyError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path, errno) }
    defer { close(descriptor) }
    do { return try FileDescriptor(descriptor).readAll(limit: .max) ?? [] } catch {
      throw unreadable(path, error.code)
    }
  }

  /// Names within a folder, sorted; none where there is no such folder.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static func unreadable(_ path: String, _ code: Int32) -> StudyError {
    StudyError(
      code == EIO ? .fault : .misuse, "cannot read '\(path)': \(FileDescriptor.message(code))",
      help: code == EIO ? "run the same command again" : "allow reading it: chmod u+r \(path)")
  }

  /// Of what cannot be made or written: a fault of the disk, unless the path cannot be one.
  private static func error(_ what: String, _ path: String, _ code: Int32) -> StudyError {
    let message = "\(what) '\(path)': \(FileDescriptor.message(code))"
    switch code {
    case ENOSPC, EDQUOT, EFBIG:
      return StudyError(
        .fault, message, help: "make room and run the same command again: what is recorded is not lost")
    case EACCES, EPERM, EROFS:
      return StudyError(
        .fault, message,
        help: "allow writing there and run the same command again, or name another folder with -o; what is recorded is "
          + "not lost")
    case EIO: return StudyError(.fault, message, help: "run the same command again")
    default: return StudyError(.misuse, message, help: "name a folder that may be written to with -o")
    }
  }
}
