#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Whole files and folders of the system.
package enum StoredFile {
  /// Makes a folder with those above it. What is there already may be something else than a folder.
  /// With `syncing`, a power failure does not undo it.
  package static func makeFolder(_ path: String, mode: UInt32 = 0o777, syncing: Bool = false) throws(FileError) {
    var above = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      above += above.isEmpty && part.isEmpty ? "/" : part + "/"
      let isMade = mkdir(above, mode_t(mode)) == 0
      if isMade, syncing { try syncFolder(of: above.last == "/" ? String(above.dropLast()) : above) }
      guard !isMade, errno != EEXIST, errno != EISDIR else { continue }
      // Somewhere above there may be no right to make what is there already.
      let code = errno
      guard access(above, F_OK) != 0 else { continue }
      throw FileError(.makeFolder, above, code)
    }
  }

  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Writes a file as a whole: who reads it sees the old bytes or the new ones, after a crash too.
  /// With `syncingFolder`, a power failure does not undo it either.
  package static func replace(
    _ path: String, with bytes: [UInt8], mode: UInt32 = 0o666, syncingFolder: Bool = false
  ) throws(FileError) {
    let draft = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max)).new"
    let file = try OpenFile(draft, .create, mode: mode)
    do throws(FileError) {
      try file.append(bytes)
      try file.sync()
      guard rename(draft, path) == 0 else { throw FileError(.write, path, errno) }
    } catch {
      unlink(draft)
      throw FileError(error.action, path, error.code)
    }
    if syncingFolder { try syncFolder(of: path) }
  }

  /// Makes sure that the names within the folder that holds a path are on the disk.
  package static func syncFolder(of path: String) throws(FileError) {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(.write, folder, errno) }
    defer { close(descriptor) }
    // Some file systems of networks have no such call for folders, and need none.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileError(.write, folder, errno) }
  }

  package static func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(.read, path, errno) }
    defer { close(descriptor) }
    do { return try FileDescriptor(descriptor).readAll(limit: .max) ?? [] } catch {
      throw FileError(.read, path, error.code)
    }
  }

  /// Removes a file, if it is there.
  package static func remove(_ path: String) { unlink(path) }

  /// Names within a folder, sorted; none where there is no such folder.
  package static func names(in folder: String) -> [String] {
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

  /// The bits of permission that group and others have; nil where there is no such file.
  package static func othersPermissions(_ path: String) -> UInt32? {
    var status = stat()
    return stat(path, &status) == 0 ? UInt32(status.st_mode) & 0o077 : nil
  }
}
