internal import Circuits

/// The value of an expression: known now, an expression over parameters, or what a slot holds during the run.
enum Meaning {
  case value(Value)
  /// Over the circuit's parameters, or the angles of the gate being declared.
  case symbolic(Angle, ClassicalType)
  case runtime(Slot, ClassicalType)

  var type: ClassicalType {
    switch self {
    case .value(let value): value.type
    case .symbolic(_, let type), .runtime(_, let type): type
    }
  }

  /// What it is, for messages.
  var noun: String {
    switch self {
    case .value, .runtime: type.noun
    case .symbolic: "an expression over inputs"
    }
  }
}

extension Value {
  /// The type that the value has as a constant.
  var type: ClassicalType {
    switch self {
    case .bool: .bool
    case .integer(_, let width): .int(width == 64 ? nil : width)
    case .unsigned(_, let width): .uint(width == 64 ? nil : width)
    case .float: .float(nil)
    case .complex: .complex(nil)
    case .angle(_, let width): .angle(width == 64 ? nil : width)
    case .bits(let bits): .bits(bits.width)
    case .duration: .duration
    case .array(let elements): arrayType(elements)
    case .qubits(let qubits): .bits(qubits.count)
    }
  }

  private func arrayType(_ elements: [Value]) -> ClassicalType {
    guard case .array(let inner, let dimensions) = elements.first?.type else {
      return .array(elements.first?.type ?? .int(nil), [elements.count])
    }
    return .array(inner, [elements.count] + dimensions)
  }
}

extension ClassicalType {
  /// The type in words, for messages.
  var noun: String {
    switch self {
    case .bit: "a bit"
    case .bits(let width): width == 0 ? "a bit string" : "a bit[\(width)]"
    case .bool: "a bool"
    case .int: "an \(text)"
    case .uint, .float, .complex: "a \(text)"
    case .angle, .array, .openArray: "an \(text)"
    case .duration: "a duration"
    case .stretch: "a stretch"
    }
  }

  /// Bits of which only the run knows how many there are.
  static var someBits: ClassicalType { .bits(0) }

  /// How many elements indices choose among; nil for what has none, or where only the run knows.
  var elementCount: Int? {
    switch self {
    case .bits(let width): width == 0 ? nil : width
    case .int(let width), .uint(let width), .angle(let width): width ?? 64
    case .array(_, let dimensions): dimensions.first
    case .bit, .bool, .float, .complex, .duration, .stretch, .openArray: nil
    }
  }

  /// Can brackets stand after a value of this type?
  var hasElements: Bool {
    switch self {
    case .bits, .int, .uint, .angle, .array, .openArray: true
    case .bit, .bool, .float, .complex, .duration, .stretch: false
    }
  }
}
