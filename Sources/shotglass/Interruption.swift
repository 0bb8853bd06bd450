#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How the process takes signals.
enum Interruption {
  /// Makes an interrupt end the process at once with status 130, and a closed pipe an ordinary write error.
  ///
  /// The handler calls nothing but `write` and `_exit`, which are safe within a signal handler.
  static func install() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGINT) { _ in
      let message: StaticString = "interrupted\n"
      _ = write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
      _exit(ExitStatus.interrupted.rawValue)
    }
  }
}
