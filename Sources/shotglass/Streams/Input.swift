import Formats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where `-` is read from: standard input, or bytes in tests.
struct Input: Sendable {
  let isTerminal: Bool
  /// Reads to the end; nil when there are more bytes than the limit.
  let readAll: @Sendable (_ limit: Int) throws(ReadError) -> [UInt8]?

  /// The next line that someone types; nil where nobody sits there.
  func typedLine() -> String? { isTerminal ? readLine() : nil }

  static func text(_ text: String) -> Input {
    Input(isTerminal: false) { (limit) throws(ReadError) in text.utf8.count <= limit ? Array(text.utf8) : nil }
  }

  static let standardInput = Input(isTerminal: isatty(STDIN_FILENO) == 1) { (limit) throws(ReadError) in
    try FileDescriptor(STDIN_FILENO).readAll(limit: limit)
  }
}
