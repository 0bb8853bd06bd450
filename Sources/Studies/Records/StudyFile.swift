internal import Formats

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Files of a study's folder, with errors that say what to do about it.
enum StudyFile {
  /// Makes a folder with those above it.
  static func makeFolder(_ path: String) throws(StudyError) {
    do { try StoredFile.makeFolder(path) } catch { throw Self.error(error) }
    guard StoredFile.isFolder(path) else {
      throw StudyError(.misuse, "'\(path)' is no folder", help: "name another folder with -o")
    }
  }

  static func exists(_ path: String) -> Bool { StoredFile.exists(path) }

  /// Writes a file as a whole: who reads it sees the old bytes or the new ones, after a crash too.
  static func replace(_ path: String, with bytes: [UInt8]) throws(StudyError) {
    do { try StoredFile.replace(path, with: bytes) } catch { throw Self.error(error) }
  }

  /// A new file that no other process has.
  static func create(_ path: String) throws(StudyError) -> OpenFile {
    do { return try OpenFile(path, .create) } catch { throw Self.error(error) }
  }

  static func append(_ bytes: [UInt8], to file: OpenFile) throws(StudyError) {
    do { try file.append(bytes) } catch { throw Self.error(error) }
  }

  /// Returns when what was appended is on the disk.
  static func sync(_ file: OpenFile) throws(StudyError) {
    do { try file.sync() } catch { throw Self.error(error) }
  }

  static func read(_ path: String) throws(StudyError) -> [UInt8] {
    do { return try StoredFile.read(path) } catch { throw Self.error(error) }
  }

  /// Names within a folder, sorted; none where there is no such folder.
  static func names(in folder: String) -> [String] { StoredFile.names(in: folder) }

  /// What cannot be made or written is a fault of the disk, unless the path cannot be one.
  private static func error(_ error: FileError) -> StudyError {
    let message = error.message
    switch (error.action, error.code) {
    case (.read, EIO): return StudyError(.fault, message, help: "run the same command again")
    case (.read, _): return StudyError(.misuse, message, help: "allow reading it: chmod u+r \(error.path)")
    case (_, ENOSPC), (_, EDQUOT), (_, EFBIG):
      return StudyError(
        .fault, message, help: "make room and run the same command again: what is recorded is not lost")
    case (_, EACCES), (_, EPERM), (_, EROFS):
      return StudyError(
        .fault, message,
        help: "allow writing there and run the same command again, or name another folder with -o; what is recorded is "
          + "not lost")
    case (_, EIO): return StudyError(.fault, message, help: "run the same command again")
    default: return StudyError(.misuse, message, help: "name a folder that may be written to with -o")
    }
  }
}
