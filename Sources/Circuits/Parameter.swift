/// A symbol of a circuit: an `input` of its OpenQASM text.
///
/// The role is how an analysis uses the symbol, not part of the text, so two circuits that differ only in
/// roles are equal.
package struct Parameter: Hashable, Sendable {
  package enum Role: Sendable {
    /// Data: what gradient inversion wants to rebuild.
    case input
    /// Trainable.
    case weight
  }

  /// The declared type. A width that the program does not state is nil.
  package enum Kind: Hashable, Sendable {
    case float(width: Int?)
    /// Exact while symbolic, quantised to its width when bound.
    case angle(width: Int?)
    case integer(width: Int?)
    case unsigned(width: Int?)
  }

  package var name: String
  package var kind: Kind
  package var role: Role

  package init(name: String, kind: Kind = .float(width: 64), role: Role = .input) {
    self.name = name
    self.kind = kind
    self.role = role
  }

  package static func == (left: Self, right: Self) -> Bool { left.name == right.name && left.kind == right.kind }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(kind)
  }
}
