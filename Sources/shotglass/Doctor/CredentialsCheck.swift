import CloudBackends
import Formats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The file with the secrets: only its owner may read it, and it must make sense.
enum CredentialsCheck {
  private static let name = "credentials"

  static func check(environment: [String: String]) -> DoctorCheck {
    guard let path = CredentialsFile.path(environment: environment) else {
      return .fault(name, "neither XDG_CONFIG_HOME nor HOME is set", fix: "set HOME")
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      return errno == ENOENT || errno == ENOTDIR
        ? .pass(name, "no file \(path); only cloud backends need one")
        : .fault(name, "\(path): \(FileDescriptor.message(errno))", fix: "allow access to the file")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      return .fault(name, "\(path) is no file", fix: "make it a file as credentials.example shows")
    }
    guard status.st_uid == geteuid() else {
      return .fault(name, "\(path) belongs to another user", fix: "take it over: chown \(geteuid()) \(path)")
    }
    let mode = status.st_mode & 0o7777
    guard mode == 0o600 else {
      return .fault(name, "\(path) has mode \(String(mode, radix: 8)), not 600", fix: "chmod 600 \(path)")
    }
    return contents(of: path)
  }

  private static func contents(of path: String) -> DoctorCheck {
    let text: String
    do {
      text = String(decoding: try SourceFile.read(path, input: .text(""), sizeLimit: 1 << 20).bytes, as: UTF8.self)
    } catch {
      return .fault(name, error.message, fix: error.help ?? "compare it with credentials.example")
    }
    do {
      let count = try CredentialsFile(parsing: text, path: path).values.count
      return .pass(name, "\(path) has \(count) \(count == 1 ? "value" : "values")")
    } catch {
      return .fault(name, "\(error.place): \(error.message)", fix: error.help)
    }
  }
}
