#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How a gate is drawn: with how many controls, and with what on its other operands.
struct GateSymbol {
  /// Polarities of the controls, first operands first.
  let controls: [Bool]
  /// The label of the box on the other operands.
  let label: String
  /// Two crosses instead of a box.
  let isSwap: Bool
  /// A control instead of a box, as the gate treats all its operands alike.
  let isDot: Bool

  /// The label is cut off beyond `limit` columns.
  init(_ gate: Gate, angles: [String], in circuit: Circuit, isUnicode: Bool, limit: Int) {
    var controls = gate.controls
    var name = circuit.name(of: gate)
    if case .standard(let row) = gate.target, gate.powers.isEmpty {
      let base = Self.base(of: row)
      controls += Array(repeating: true, count: row.definition.qubitCount - base.definition.qubitCount)
      name = base.name
    }
    self.controls = controls
    let isStandard = if case .standard = gate.target { true } else { false }
    isSwap = isStandard && name == "swap" && gate.powers.isEmpty
    isDot = isStandard && name == "z" && gate.powers.isEmpty && !controls.isEmpty && controls.allSatisfy(\.self)
    var text = isStandard ? Self.label(name, isUnicode) : name
    if !angles.isEmpty { text += "(\(angles.joined(separator: ", ")))" }
    for power in gate.powers {
      text += power == -1 && isUnicode ? "†" : "^\(Self.decimal(power))"
    }
    label = text.fitted(to: limit, isUnicode: isUnicode)
  }

  /// The row that a row of the table controls; itself if it is no controlled one.
  private static func base(of row: StandardGate) -> StandardGate {
    let known = ["ch": "h", "cu": "cu", "c3x": "x", "c4x": "x", "c3sqrtx": "sx", "c3sqrtxdg": "sxdg"]
    if let name = known[row.name] { return StandardGate(name) ?? row }
    guard row.name.hasPrefix("c"), let inner = StandardGate(String(row.name.dropFirst())),
      inner.definition.qubitCount + 1 == row.definition.qubitCount,
      inner.definition.angleNames.count == row.definition.angleNames.count
    else { return row }
    return base(of: inner)
  }

  private static func label(_ name: String, _ isUnicode: Bool) -> String {
    if name == "id" { return "I" }
    guard isUnicode else { return name.uppercased() }
    if name.hasSuffix("dg") { return label(String(name.dropLast(2)), true) + "†" }
    return name == "sx" ? "√X" : name.uppercased()
  }

  // MARK: Numbers

  /// A constant to about four digits, or exactly as a fraction of pi.
  static func text(_ constant: Double) -> String {
    var bytes: [UInt8] = []
    AngleText.appendConstant(constant, to: &bytes)
    let exact = String(decoding: bytes, as: UTF8.self)
    return exact.contains("pi") || exact.count <= 6 ? exact : decimal(constant)
  }

  static func decimal(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value.description }
    let digits = value.magnitude >= 0.1 ? 4 : 3 - log10(value.magnitude).rounded(.down)
    let scale = pow(10, digits)
    let rounded = value.magnitude < 1e15 && scale.isFinite ? (value * scale).rounded() / scale : value
    let text = rounded.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
