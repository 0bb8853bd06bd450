/// How features become a circuit's state.
package enum Encoding: Hashable, Sendable {
  /// A rotation by each feature on a qubit of its own.
  case angle
}
