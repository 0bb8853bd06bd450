package import Formats

/// Data that cannot be used: what is wrong, where, and what to do.
package struct DataError: Error, Equatable {
  package let message: String
  /// The file that says so; nil for data made here.
  package let file: String?
  /// Where in a text.
  package let position: SourcePosition?
  /// Where else, such as `x[12][3]`, `byte 16` or `parts[0].rows`; empty for the whole.
  package let path: String
  /// What to type instead; nil when the message says it all.
  package let help: String?

  package init(
    _ message: String, at path: String = "", position: SourcePosition? = nil, file: String? = nil, help: String? = nil
  ) {
    self.message = message
    self.file = file
    self.position = position
    self.path = path
    self.help = help
  }

  /// The same error, as one of a file.
  package init(_ error: FormatError, in file: String) {
    self.init(error.message, at: error.path, position: error.position, file: file, help: error.help)
  }
}

extension DataError: CustomStringConvertible {
  /// `FILE:12:5: must be a number, not "red"`.
  package var description: String {
    let place = file.map { file in position.map { "\(file):\($0.line):\($0.column): " } ?? "\(file): " } ?? ""
    return place + (path.isEmpty ? message : "\(path): \(message)")
  }
}
