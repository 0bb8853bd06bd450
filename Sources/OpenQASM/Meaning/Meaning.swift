internal import Circuits

/// The value of an expression: known now, or an expression over parameters.
enum Meaning {
  case value(Value)
  /// Over the circuit's parameters, or the angles of the gate being declared.
  case symbolic(Angle, isInteger: Bool)
  case duration(Duration)

  /// What it is, for messages.
  var noun: String {
    switch self {
    case .value(.bool): "a bool"
    case .value(.integer): "an int"
    case .value(.unsigned): "a uint"
    case .value(.float): "a float"
    case .value(.angle): "an angle"
    case .value(.bits): "a bit string"
    case .value(.complex): "a complex number"
    case .value(.array): "an array"
    case .value(.qubits): "qubits"
    case .symbolic: "an expression over inputs"
    case .duration, .value(.duration): "a duration"
    }
  }
}
