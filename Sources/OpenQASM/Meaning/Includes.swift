#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Why a file cannot be included.
package enum IncludeFailure: Error, Hashable, Sendable {
  case outsideFolder
  case notFound
  case unreadable(reason: String)
}

/// Where a program's `include` may read: its own folder and those below it.
package struct Includes: Sendable {
  private let read: @Sendable (String) -> Result<[UInt8], IncludeFailure>

  /// - Parameter read: the bytes at a path relative to the program's folder, which never starts with `/` nor
  ///   holds `..`.
  package init(read: @escaping @Sendable (String) -> Result<[UInt8], IncludeFailure>) {
    self.read = read
  }

  /// No files: the built-in libraries only.
  package static let none = Includes { _ in .failure(.notFound) }

  /// Files below a folder; a link that leads out of it is refused.
  package static func folder(_ folder: String) -> Includes {
    Includes { path in
      guard let root = realPath(folder) else { return .failure(.notFound) }
      guard let file = realPath(folder + "/" + path) else { return .failure(.notFound) }
      guard root == "/" || file.hasPrefix(root + "/") else { return .failure(.outsideFolder) }
      return readFile(file)
    }
  }

  func contents(of path: String) -> Result<[UInt8], IncludeFailure> {
    guard !path.hasPrefix("/"), !path.split(separator: "/").contains(".."), !path.utf8.contains(0) else {
      return .failure(.outsideFolder)
    }
    return read(path)
  }

  private static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The largest file that is read.
  private static let sizeLimit = 1 << 31

  private static func readFile(_ path: String) -> Result<[UInt8], IncludeFailure> {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(errno == ENOENT ? .notFound : .unreadable(reason: systemMessage())) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return .failure(.unreadable(reason: systemMessage())) }
    guard status.st_mode & S_IFMT == S_IFREG else { return .failure(.unreadable(reason: "it is not a file")) }
    guard status.st_size < sizeLimit else { return .failure(.unreadable(reason: "it is larger than 2 GiB")) }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
      }
      if count < 0 { return .failure(.unreadable(reason: systemMessage())) }
      if count == 0 { break }
      filled += count
    }
    return .success(Array(bytes.prefix(filled)))
  }

  private static func systemMessage() -> String { String(cString: strerror(errno)) }
}
