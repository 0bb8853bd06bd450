package import Formats

/// A device, a noise model or a channel that cannot be: what is wrong, where, and what to do.
package struct DeviceError: Error, Equatable {
  package let message: String
  /// The file that says so; nil for a value made in code.
  package internal(set) var file: String?
  package let position: SourcePosition?
  /// Where in the file, such as `gates[12][2]`, or which figure of a channel; empty for the whole.
  package let path: String
  /// What to write instead; nil when the message says it all.
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

extension DeviceError: CustomStringConvertible {
  /// `FILE:12:5: gates[12][2]: must be from 0 to 1, not 1.5`.
  package var description: String {
    let place = file.map { file in position.map { "\(file):\($0.line):\($0.column): " } ?? "\(file): " } ?? ""
    return place + (path.isEmpty ? message : "\(path): \(message)")
  }
}
