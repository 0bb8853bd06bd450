package import Circuits
internal import Numerics

/// A value for each input of a program.
package struct InputBinding: Sendable {
  /// For the circuit's parameters, in their order.
  package var parameters: [Double]
  /// For the program's other inputs, in theirs.
  package var inputs: [Value]

  package init(parameters: [Double], inputs: [Value]) {
    self.parameters = parameters
    self.inputs = inputs
  }

  /// The value of an input as OpenQASM 3 writes it; nil for a name that is no input.
  func text(of name: String, in program: Program) -> String? {
    if let place = program.circuit.parameters.firstIndex(where: { $0.name == name }) {
      let value = program.circuit.parameters[place].held(parameters[place])
      switch program.circuit.parameters[place].kind {
      case .integer, .unsigned:
        return Int64(exactly: value).map { "\($0)" } ?? UInt64(exactly: value).map { "\($0)" } ?? Self.text(value)
      case .float, .angle: return Self.text(value)
      }
    }
    return program.inputs.firstIndex { $0.name == name }.map {
      Self.text(inputs[$0], as: program.inputs[$0].type)
    }
  }

  private static func text(_ value: Double) -> String {
    var bytes: [UInt8] = []
    AngleWriter.write(plain: value, to: &bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    return text.contains { $0 == "." || $0 == "e" } ? text : text + ".0"
  }

  private static func text(_ value: Value, as type: ClassicalType) -> String {
    switch (value, type) {
    case (.bool(let bit), .bit): return bit ? "1" : "0"
    case (.bits(let bits), _): return "\"\(bits)\""
    case (.float(let number), _): return text(number)
    case (.complex(let number), _):
      return "\(text(number.real)) \(number.imaginary < 0 ? "-" : "+") \(text(number.imaginary.magnitude))im"
    case (.array(let elements), .array(let element, let dimensions)):
      let inner: ClassicalType = dimensions.count > 1 ? .array(element, Array(dimensions.dropFirst())) : element
      return "{\(elements.map { text($0, as: inner) }.joined(separator: ", "))}"
    default: return value.text
    }
  }
}
