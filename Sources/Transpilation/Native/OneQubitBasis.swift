internal import Circuits

/// How a qubit of a device makes every gate on one qubit: turns about Z, and rotations about axes of the equator.
struct OneQubitBasis: Hashable {
  /// A native rotation about an axis of the equator.
  struct Pulse: Hashable {
    var row: StandardGate
    /// Whether the rotation's angle is an angle of the row, which stands first.
    var takesAngle = false
    /// Whether the axis, from X towards Y, is an angle of the row, which stands last.
    var takesAxis = false
    /// The axis of a row that does not take it.
    var axis = 0.0
    /// Whether the row is one of OpenQASM's general gates, which take both in their own way.
    var isGeneral = false
  }

  /// A native turn about Z. Without one, later axes turn the other way.
  var turn: StandardGate?
  /// A native gate that is every gate on one qubit.
  var general: StandardGate?
  var quarter: Pulse
  /// nil: two quarter turns.
  var half: Pulse?
  var any: Pulse?

  private static let rotations = [
    ("rx", Pulse(row: .x, takesAngle: true)), ("prx", Pulse(row: .x, takesAngle: true, takesAxis: true)),
    ("ry", Pulse(row: .x, takesAngle: true, axis: .pi / 2)),
  ]

  /// The basis that some rows make; nil where they do not make every gate.
  init?(_ rows: Set<StandardGate>) {
    func native(_ name: String) -> StandardGate? { StandardGate(name).flatMap { rows.contains($0) ? $0 : nil } }
    turn = native("rz") ?? native("p") ?? native("u1")
    general = native("U") ?? native("u3") ?? native("u")
    if let general {
      let pulse = Pulse(row: general, takesAngle: true, takesAxis: true, isGeneral: true)
      (quarter, half, any) = (pulse, pulse, pulse)
      return
    }
    let needsAxis = turn == nil
    func usable(_ pulse: Pulse?) -> Pulse? { pulse.flatMap { needsAxis && !$0.takesAxis ? nil : $0 } }
    any =
      Self.rotations.lazy.compactMap { name, pulse in
        native(name).flatMap { row in
          usable(Pulse(row: row, takesAngle: true, takesAxis: pulse.takesAxis, axis: pulse.axis))
        }
      }.first
    let fixed = usable(native("sx").map { Pulse(row: $0) })
    guard let quarter = fixed ?? native("gpi2").map({ Pulse(row: $0, takesAxis: true) }) ?? any else { return nil }
    self.quarter = quarter
    half = usable(native("x").map { Pulse(row: $0) }) ?? native("gpi").map { Pulse(row: $0, takesAxis: true) } ?? any
  }
}
