/// A value that must never be printed, and that cannot be saved.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The value itself, for the request that needs it and nothing else.
  package let revealed: String

  package init(_ value: String) {
    revealed = value
  }

  package var description: String { Self.redacted }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(reflecting: description) }

  /// What stands for a secret in everything that is printed.
  package static let redacted = "<redacted>"
}
