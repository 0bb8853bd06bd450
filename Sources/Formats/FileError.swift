/// A file that the system does not let us have.
package struct FileError: Error, Equatable {
  package enum Action: Sendable {
    case makeFolder, read, write, lock
  }

  package let action: Action
  package let path: String
  /// The system's error number.
  package let code: Int32

  package init(_ action: Action, _ path: String, _ code: Int32) {
    self.action = action
    self.path = path
    self.code = code
  }

  package var message: String {
    let verb =
      switch action {
      case .makeFolder: "make the folder"
      case .read: "read"
      case .write: "write"
      case .lock: "lock"
      }
    return "cannot \(verb) '\(path)': \(FileDescriptor.message(code))"
  }
}
