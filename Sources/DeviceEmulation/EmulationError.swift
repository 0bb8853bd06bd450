/// Why there is no emulator, or why it ended.
package struct EmulationError: Error, Equatable, Sendable {
  package enum Kind: Sendable {
    /// What was asked for is wrong.
    case misuse
    /// The system refused: a port that is taken, a full disk.
    case fault
  }

  package let kind: Kind
  package let message: String
  /// Which file it is about.
  package let place: String?
  package let help: String?

  package init(_ kind: Kind, _ message: String, place: String? = nil, help: String? = nil) {
    self.kind = kind
    self.message = message
    self.place = place
    self.help = help
  }
}
