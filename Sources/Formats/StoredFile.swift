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

  /// A name beside a file for the bytes that are to become it, which no other process takes.
  package static func draft(for path: String) -> String {
    let name = "\(getpid())-\(UInt32.random(in: 0 ... .max)).new"
    // Some file systems take no longer names than 255 bytes.
    let isShort = path.utf8.reversed().prefix { $0 != UInt8(ascii: "/") }.count <= 220
    return isShort ? "\(path).\(name)" : folder(of: path) + "/" + name
  }

  /// Writes a file as a whole: who reads it sees the old bytes or the new ones, after a crash too.
  /// With `syncingFolder`, a power failure does not undo it either.
  ///
  /// The bytes are first in the `draft`, which is gone when this returns; `permissions` are set whatever the process
  /// takes from the `mode` of its files.
  package static func replace(
    _ path: String, with bytes: [UInt8], draft: String? = nil, mode: UInt32 = 0o666, permissions: UInt32? = nil,
    syncingFolder: Bool = false
  ) throws(FileError) {
    let draft = draft ?? Self.draft(for: path)
    let file: OpenFile
    do { file = try OpenFile(draft, .create, mode: mode) } catch { throw FileError(error.action, path, error.code) }
    do throws(FileError) {
      if let permissions, chmod(draft, mode_t(permissions)) != 0 { throw FileError(.write, path, errno) }
      try file.append(bytes)
      try file.sync()
      guard rename(draft, path) == 0 else { throw FileError(.write, path, errno) }
    } catch {
      unlink(draft)
      throw FileError(error.action, path, error.code)
    }
    if syncingFolder { try syncFolder(of: path) }
  }

  /// The folder that holds a path; the working folder where it names none.
  package static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Makes sure that the names within the folder that holds a path are on the disk.
  package static func syncFolder(of path: String) throws(FileError) {
    let folder = folder(of: path)
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
