internal import Numerics

extension Value {
  /// The value as one of another type, by the rules of assignment and of casts.
  package func converted(to type: ClassicalType) throws(ProgramFault) -> Value {
    switch type {
    case .bit, .bool:
      switch self {
      case .bool: return self
      case .integer, .unsigned, .float, .angle, .bits: return .bool(isTrue)
      default: throw .notRepresentable("\(text) as \(type.text)")
      }
    case .int: return .integer(try signed(as: type), width: type.bitWidth)
    case .uint: return .unsigned(try unsigned(as: type), width: type.bitWidth)
    case .float: return .float(Self.rounded(try real(as: type), type))
    case .angle: return .angle(try steps(as: type), width: type.bitWidth)
    case .bits(let width): return .bits(try pattern(width: width))
    case .complex:
      if case .complex(let value) = self {
        return .complex(Complex(Self.rounded(value.real, type), Self.rounded(value.imaginary, type)))
      }
      return .complex(Complex(Self.rounded(try real(as: type), type)))
    case .duration, .stretch:
      guard case .duration = self else { throw .notRepresentable("\(text) as \(type.text)") }
      return self
    case .array(let element, let dimensions): return try shaped(element, dimensions[...])
    case .openArray:
      guard case .array = self else { throw .notRepresentable("\(text) as an array") }
      return self
    }
  }

  // MARK: Numbers

  private func signed(as type: ClassicalType) throws(ProgramFault) -> Int64 {
    let width = type.bitWidth
    switch self {
    case .bool(let value): return Self.wrapped(value ? 1 : 0, width: width)
    case .integer(let value, _): return Self.wrapped(value, width: width)
    case .unsigned(let value, _): return Self.wrapped(Int64(bitPattern: value), width: width)
    case .float(let value):
      guard let whole = Int64(exactly: value.rounded(.towardZero)), Self.wrapped(whole, width: width) == whole else {
        throw .notRepresentable("\(value.resultText) as \(type.text)")
      }
      return whole
    case .bits(let bits):
      return Self.wrapped(Int64(bitPattern: try Self.number(of: bits, as: type)), width: width)
    default: throw .notRepresentable("\(text) as \(type.text)")
    }
  }

  private func unsigned(as type: ClassicalType) throws(ProgramFault) -> UInt64 {
    let width = type.bitWidth
    switch self {
    case .bool(let value): return value ? 1 : 0
    case .integer(let value, _): return Self.wrapped(UInt64(bitPattern: value), width: width)
    case .unsigned(let value, _): return Self.wrapped(value, width: width)
    case .float(let value):
      guard let whole = UInt64(exactly: value.rounded(.towardZero)), Self.wrapped(whole, width: width) == whole else {
        throw .notRepresentable("\(value.resultText) as \(type.text)")
      }
      return whole
    case .bits(let bits): return try Self.number(of: bits, as: type)
    default: throw .notRepresentable("\(text) as \(type.text)")
    }
  }

  private static func number(of bits: BitString, as type: ClassicalType) throws(ProgramFault) -> UInt64 {
    guard bits.width <= type.bitWidth, let number = bits.unsignedValue else {
      throw .notRepresentable("\(bits.width) bits as \(type.text)")
    }
    return number
  }

  private func real(as type: ClassicalType) throws(ProgramFault) -> Double {
    switch self {
    case .bool, .integer, .unsigned, .float:
      if let number { return number }
    default: break
    }
    throw .notRepresentable("\(text) as \(type.text)")
  }

  /// A number as a float of the type's width holds it.
  private static func rounded(_ value: Double, _ type: ClassicalType) -> Double {
    type.bitWidth <= 32 ? Double(Float(value)) : value
  }

  // MARK: Patterns of bits

  private func steps(as type: ClassicalType) throws(ProgramFault) -> UInt64 {
    let width = type.bitWidth
    switch self {
    case .angle(let steps, let other): return Self.resized(steps, from: min(max(1, other), 64), to: width)
    case .bits(let bits) where bits.width == width: return bits.unsignedValue ?? 0
    case .bool(let value) where width == 1: return value ? 1 : 0
    default:
      let radians = try real(as: type)
      guard radians.isFinite else { throw .notRepresentable("\(radians.resultText) as \(type.text)") }
      return Self.quantised(radians, width: width)
    }
  }

  private func pattern(width: Int) throws(ProgramFault) -> BitString {
    switch self {
    case .bits(let bits):
      guard bits.width == width else { throw .sizeMismatch(expected: width, found: bits.width) }
      return bits
    case .bool(let value) where width > 0: return BitString(value ? 1 : 0, width: width)
    case .integer(let value, let count): return try Self.pattern(UInt64(bitPattern: value), count, width: width)
    case .unsigned(let value, let count), .angle(let value, let count):
      return try Self.pattern(value, count, width: width)
    default: throw .notRepresentable("\(text) as bit[\(width)]")
    }
  }

  private static func pattern(_ value: UInt64, _ count: Int, width: Int) throws(ProgramFault) -> BitString {
    guard count == width else { throw .sizeMismatch(expected: width, found: count) }
    return BitString(value, width: count)
  }

  // MARK: Arrays

  private func shaped(_ element: ClassicalType, _ dimensions: ArraySlice<Int>) throws(ProgramFault) -> Value {
    guard let count = dimensions.first else { return try converted(to: element) }
    guard case .array(let elements) = self else { throw .notRepresentable("\(text) as an array") }
    guard elements.count == count else { throw .sizeMismatch(expected: count, found: elements.count) }
    var result: [Value] = []
    result.reserveCapacity(count)
    for value in elements { result.append(try value.shaped(element, dimensions.dropFirst())) }
    return .array(result)
  }
}
