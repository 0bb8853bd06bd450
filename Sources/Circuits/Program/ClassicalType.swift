internal import Numerics

/// A type of the classical language. A width that is nil is not stated, and is 64 bits.
package indirect enum ClassicalType: Hashable, Sendable {
  case bit
  case bits(Int)
  case bool
  case int(Int?)
  case uint(Int?)
  case float(Int?)
  case angle(Int?)
  /// The width is that of each of the two parts.
  case complex(Int?)
  case duration
  case stretch
  /// The element's type, then the dimensions, outermost first.
  case array(ClassicalType, [Int])
  /// An array parameter whose sizes the argument decides.
  case openArray(ClassicalType, rank: Int)

  /// The type as OpenQASM writes it.
  package var text: String {
    switch self {
    case .bit: "bit"
    case .bits(let width): "bit[\(width)]"
    case .bool: "bool"
    case .int(let width): "int" + Self.text(width)
    case .uint(let width): "uint" + Self.text(width)
    case .float(let width): "float" + Self.text(width)
    case .angle(let width): "angle" + Self.text(width)
    case .complex(let width): width.map { "complex[float[\($0)]]" } ?? "complex"
    case .duration: "duration"
    case .stretch: "stretch"
    case .array(let element, let dimensions):
      "array[\(element.text), \(dimensions.map { "\($0)" }.joined(separator: ", "))]"
    case .openArray(let element, let rank): "array[\(element.text), #dim = \(rank)]"
    }
  }

  private static func text(_ width: Int?) -> String { width.map { "[\($0)]" } ?? "" }

  /// What a variable holds that was not initialised.
  package var zero: Value {
    switch self {
    case .bit, .bool: .bool(false)
    case .bits(let width): .bits(BitString(width: max(0, width)))
    case .int: .integer(0, width: bitWidth)
    case .uint: .unsigned(0, width: bitWidth)
    case .float: .float(0)
    case .angle: .angle(0, width: bitWidth)
    case .complex: .complex(.zero)
    case .duration, .stretch: .duration(Duration(0, .nanoseconds))
    case .array(let element, let dimensions):
      dimensions.reversed().reduce(element.zero) { .array(Array(repeating: $0, count: max(0, $1))) }
    case .openArray: .array([])
    }
  }

  /// How many bits a value has: 64 where a number's width is not stated, 0 where a value has no bits.
  package var bitWidth: Int {
    switch self {
    case .bit, .bool: 1
    case .bits(let width): max(0, width)
    case .int(let width), .uint(let width), .float(let width), .angle(let width), .complex(let width):
      min(max(1, width ?? 64), 64)
    case .duration, .stretch, .array, .openArray: 0
    }
  }

  /// Whether this is the same type but for a width of 64 that one states and the other does not.
  package func isSame(as other: ClassicalType) -> Bool {
    switch (self, other) {
    case (.int, .int), (.uint, .uint), (.float, .float), (.angle, .angle), (.complex, .complex):
      bitWidth == other.bitWidth
    case (.array(let element, let dimensions), .array(let otherElement, let otherDimensions)):
      dimensions == otherDimensions && element.isSame(as: otherElement)
    case (.openArray(let element, let rank), .openArray(let otherElement, let otherRank)):
      rank == otherRank && element.isSame(as: otherElement)
    default: self == other
    }
  }

  /// A truth value or a whole number.
  package var isIntegral: Bool {
    switch self {
    case .bit, .bool, .int, .uint: true
    default: false
    }
  }

  /// What C99 converts among: truth values, whole numbers and floats.
  package var isReal: Bool {
    if case .float = self { true } else { isIntegral }
  }
}
