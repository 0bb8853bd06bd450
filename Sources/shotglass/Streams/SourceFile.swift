import ArgumentParsing
import Formats
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The bytes of an input with the names that messages and includes need.
struct SourceFile: Sendable, Equatable {
  /// The path as the user typed it; `-` is standard input.
  let path: String
  let bytes: [UInt8]

  /// The folder that relative names within the file start from; the working folder for standard input.
  var folder: String {
    guard path != "-", let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// What messages call it.
  var displayName: String { path == "-" ? "<stdin>" : path }

  /// The largest file that is read: 512 MiB.
  static let sizeLimit = 512 << 20

  /// Reads a file, or `input` when the path is `-`.
  static func read(_ path: String, input: Input, sizeLimit: Int = sizeLimit) throws(Failure) -> SourceFile {
    let bytes: [UInt8]?
    do {
      bytes = try path == "-" ? input.readAll(sizeLimit) : readFile(path, sizeLimit: sizeLimit)
    } catch {
      throw failure(error, path: path)
    }
    guard let bytes else {
      throw Failure(
        .misuse, "\(name(path)) is too large: more than \(sizeLimit) bytes",
        help: "split it, or give a smaller file")
    }
    return SourceFile(path: path, bytes: bytes)
  }

  /// Whether there is something of this name.
  static func exists(_ path: String) -> Bool { !path.utf8.contains(0) && access(path, F_OK) == 0 }

  private static func readFile(_ path: String, sizeLimit: Int) throws(ReadError) -> [UInt8]? {
    guard !path.utf8.contains(0) else { throw ReadError(code: ENOENT) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ReadError(code: errno) }
    defer { close(descriptor) }
    return try FileDescriptor(descriptor).readAll(limit: sizeLimit)
  }

  private static func failure(_ error: ReadError, path: String) -> Failure {
    switch error.code {
    case ENOENT:
      return Failure(.misuse, "there is no file \(quoted(path))", help: suggestion(for: path))
    case EISDIR:
      return Failure(
        .misuse, "\(name(path)) is a folder, not a file", help: "name a file within it, such as \(path)/FILE")
    case EACCES, EPERM:
      return Failure(
        .misuse, "no permission to read \(name(path))", help: "allow it with: chmod u+r \(path)")
    case EBADF where path == "-":
      return Failure(.misuse, "standard input is closed", help: "pipe a file into the command, or name one")
    default:
      return Failure(
        .misuse, "cannot read \(name(path)): \(FileDescriptor.message(error.code))", help: "check the path")
    }
  }

  private static func name(_ path: String) -> String {
    path == "-" ? "standard input" : quoted(path)
  }

  /// Names the file, or the missing folder, that was probably meant.
  private static func suggestion(for path: String) -> String {
    let folder = SourceFile(path: path, bytes: []).folder
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      return "there is no folder \(quoted(folder))"
    }
    let prefix = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let name = String(path.dropFirst(prefix.count))
    guard let match = NearestMatch.find(name, among: names.sorted()) else {
      return "check the path; '-' reads standard input"
    }
    return "did you mean \(quoted(prefix + match))?"
  }
}
