internal import Numerics

extension Value {
  /// The value as results show it: floats in the shortest form that reads back the same, angles in radians.
  package var text: String {
    switch self {
    case .bool(let value): "\(value)"
    case .integer(let value, _): "\(value)"
    case .unsigned(let value, _): "\(value)"
    case .float(let value): value.resultText
    case .angle: "\(number ?? 0)"
    case .bits(let bits): bits.description
    case .complex(let value): Self.text(value)
    case .duration(let duration): duration.text
    case .array(let elements): "{" + elements.map(\.text).joined(separator: ", ") + "}"
    case .qubits(let qubits): qubits.map { "qubit \($0)" }.joined(separator: ", ")
    }
  }

  private static func text(_ value: Complex) -> String {
    let isNegative = value.imaginary.sign == .minus && !value.imaginary.isNaN
    return value.real.resultText + (isNegative ? "" : "+") + value.imaginary.resultText + "im"
  }
}

extension Double {
  /// The number as results show it: what is not a number has no sign, which differs among machines.
  var resultText: String { isNaN ? "nan" : "\(self)" }
}

extension Duration {
  /// The length with its unit, as a program writes it.
  package var text: String {
    let isWhole = value == value.rounded() && value.magnitude < 1e15
    return (isWhole ? "\(Int(value))" : value.resultText) + unit.rawValue
  }
}
