internal import Simulation

/// A state that the cases of one race work on in turn: which pages a state got makes some percent of its speed, so
/// that cases with a state each would measure their luck.
final class RaceMemory {
  final class State<Scalar: AmplitudeScalar> {
    var vector: AmplitudeVector<Scalar>

    init(_ vector: AmplitudeVector<Scalar>) { self.vector = vector }
  }

  private var held: AnyObject?

  /// The state of this race; the first case that asks for it makes it.
  func state<Scalar: AmplitudeScalar>(_ make: () throws -> AmplitudeVector<Scalar>) throws -> State<Scalar> {
    if let state = held as? State<Scalar> { return state }
    let state = State(try make())
    held = state
    return state
  }

  func forget() { held = nil }
}
