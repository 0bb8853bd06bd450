internal import Circuits

extension StandardGate {
  /// The rows of the gate table that encodings and ansatz families are made of, beside those that `Circuits` names.
  static let h = row("h")
  static let rx = row("rx")
  static let ry = row("ry")
  static let rz = row("rz")
  static let u3 = row("u3")
  static let cz = row("cz")
  static let rxx = row("rxx")
  static let rzz = row("rzz")
  static let rzx = row("rzx")

  /// A row that the table has; a test compares the names.
  private static func row(_ name: String) -> StandardGate { StandardGate(name) ?? .x }

  /// The rotation about an axis: exp(-i angle P / 2).
  static func rotation(about axis: Pauli) -> StandardGate {
    switch axis {
    case .x: .rx
    case .y: .ry
    case .z: .rz
    }
  }
}
