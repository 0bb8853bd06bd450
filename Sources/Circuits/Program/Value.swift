/// A classical value of a running program.
package enum Value: Hashable, Sendable {
  case bool(Bool)
  /// `int[width]`, two's complement; widths up to 64.
  case integer(Int64, width: Int)
  /// `uint[width]`; widths up to 64.
  case unsigned(UInt64, width: Int)
  case float(Double)
  /// `angle[width]`: a fraction of a turn in units of 2 pi / 2^width.
  case angle(UInt64, width: Int)
  case bits(BitString)

  /// What a condition asks: is it anything but zero?
  package var isTrue: Bool {
    switch self {
    case .bool(let value): value
    case .integer(let value, _): value != 0
    case .unsigned(let value, _), .angle(let value, _): value != 0
    case .float(let value): value != 0
    case .bits(let value): value.isAnySet
    }
  }

  /// The number as a double, angles in radians; nil for bits.
  package var number: Double? {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .integer(let value, _): Double(value)
    case .unsigned(let value, _): Double(value)
    case .float(let value): value
    case .angle(let value, let width): Double(value) * (2 * Double.pi / Value.powerOfTwo(width))
    case .bits: nil
    }
  }

  /// The number as an index; nil where it is none.
  package var index: Int? {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .integer(let value, _): Int(exactly: value)
    case .unsigned(let value, _): Int(exactly: value)
    case .bits(let value): value.unsignedValue.flatMap { Int(exactly: $0) }
    case .float, .angle: nil
    }
  }

  /// Keeps the lowest `width` bits of an integer, as `uint[width]` does on overflow.
  package static func wrapped(_ value: UInt64, width: Int) -> UInt64 {
    width >= 64 ? value : value & ((1 << UInt64(max(0, width))) - 1)
  }

  /// Keeps the lowest `width` bits of an integer and extends the sign, as `int[width]` does on overflow.
  package static func wrapped(_ value: Int64, width: Int) -> Int64 {
    guard width < 64 else { return value }
    let unused = Int64(64 - max(1, width))
    return (value << unused) >> unused
  }

  /// An angle in radians as `angle[width]` holds it: the nearest multiple of a turn over 2^width.
  package static func quantised(_ radians: Double, width: Int) -> UInt64 {
    guard radians.isFinite else { return 0 }
    let turns = radians / (2 * Double.pi)
    let fraction = turns - turns.rounded(.down)
    let scaled = (fraction * powerOfTwo(min(width, 52))).rounded()
    return wrapped(UInt64(scaled) << UInt64(max(0, min(width, 64) - 52)), width: width)
  }

  static func powerOfTwo(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }
}
