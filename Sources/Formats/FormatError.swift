/// A text that cannot be read, or a value that cannot be written: what is wrong, where, and what to do.
package struct FormatError: Error, Equatable {
  package let message: String
  /// Where in the text; nil when there is no text, as in writing.
  package let position: SourcePosition?
  /// Where in the document, such as `counts[3].shots`; empty at the top.
  package internal(set) var path: String
  /// What to type instead; nil when the message says it all.
  package let help: String?

  package init(_ message: String, at position: SourcePosition? = nil, path: String = "", help: String? = nil) {
    self.message = message
    self.position = position
    self.path = path
    self.help = help
  }

  package var line: Int? { position?.line }
  package var column: Int? { position?.column }

  /// The same error, seen from the value that holds the object with `key`.
  func within(key: String) -> FormatError {
    var error = self
    error.path = JSONPath.root.appending(key: key).description + JSONPath.joint(before: path) + path
    return error
  }

  /// The same error, seen from the value that holds the array.
  func within(index: Int) -> FormatError {
    var error = self
    error.path = "[\(index)]" + JSONPath.joint(before: path) + path
    return error
  }
}

extension FormatError: CustomStringConvertible {
  /// Path and message on one line: `counts[3].shots: must be a whole number, not text`.
  package var description: String {
    path.isEmpty ? message : "\(path): \(message)"
  }
}
