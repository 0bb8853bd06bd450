#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How the process takes signals.
enum Interruption {
  /// What is printed before the process ends: how to go on, or what was found so far. Never freed, since a signal
  /// may come at any time.
  nonisolated(unsafe) private static var message: UnsafeMutablePointer<CChar>?
  /// A file that is half written when the process ends. Never freed either.
  nonisolated(unsafe) private static var draft: UnsafeMutablePointer<CChar>?

  /// Makes an interrupt or a request to end stop the process at once with status 130, and a closed pipe or a limit on
  /// the size of files an ordinary write error.
  ///
  /// The handler calls nothing but `strlen`, `write`, `unlink` and `_exit`, which are safe within a signal handler.
  static func install() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        let plain: StaticString = "interrupted\n"
        _ = write(STDERR_FILENO, plain.utf8Start, plain.utf8CodeUnitCount)
        if let draft = Interruption.draft { unlink(draft) }
        if let message = Interruption.message { _ = write(STDERR_FILENO, message, strlen(message)) }
        _exit(ExitStatus.interrupted.rawValue)
      }
    }
  }

  /// Makes an interrupt from now on end the process with status 0: it is how a server is told to stop.
  static func endQuietly() {
    for number in [SIGINT, SIGTERM] { signal(number) { _ in _exit(ExitStatus.done.rawValue) } }
  }

  /// Makes an interrupt from now on say which command goes on.
  static func announce(resumingWith command: String, _ more: String? = nil) {
    announce("help: go on with: \(command)" + (more.map { "\nhelp: \($0)" } ?? ""))
  }

  /// Makes an interrupt from now on remove a file, where it is there.
  static func remove(_ path: String) { draft = strdup(path) }

  /// Makes an interrupt from now on say something.
  static func announce(_ text: String) { message = strdup("\(text)\n") }
}
