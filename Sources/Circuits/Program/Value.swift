package import Numerics

/// A classical value of a running program, or the qubits that a name stands for.
package enum Value: Hashable, Sendable {
  /// Also a scalar `bit`.
  case bool(Bool)
  /// `int[width]`, two's complement; widths up to 64.
  case integer(Int64, width: Int)
  /// `uint[width]`; widths up to 64.
  case unsigned(UInt64, width: Int)
  case float(Double)
  /// `angle[width]`: a fraction of a turn in units of 2 pi / 2^width.
  case angle(UInt64, width: Int)
  case bits(BitString)
  case complex(Complex)
  case duration(Duration)
  /// The elements; those of more dimensions are arrays themselves.
  case array([Value])
  case qubits([Int])

  /// What a condition asks: is it anything but zero?
  package var isTrue: Bool {
    switch self {
    case .bool(let value): value
    case .integer(let value, _): value != 0
    case .unsigned(let value, _), .angle(let value, _): value != 0
    case .float(let value): value != 0
    case .bits(let value): value.isAnySet
    case .complex(let value): value != .zero
    case .duration(let value): value.value != 0
    case .array, .qubits: false
    }
  }

  /// The number as a double, angles in radians; nil where it is no real number.
  package var number: Double? {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .integer(let value, _): Double(value)
    case .unsigned(let value, _): Double(value)
    case .float(let value): value
    case .angle(let value, let width): Double(value) * (2 * Double.pi / Value.powerOfTwo(width))
    case .bits, .complex, .duration, .array, .qubits: nil
    }
  }

  /// The number as an index; nil where it is none.
  package var index: Int? {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .integer(let value, _): Int(exactly: value)
    case .unsigned(let value, _): Int(exactly: value)
    case .bits(let value): value.unsignedValue.flatMap { Int(exactly: $0) }
    case .float, .angle, .complex, .duration, .array, .qubits: nil
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

  /// An angle in radians as `angle[width]` holds it: the nearest multiple of a turn over 2^width, of two equally
  /// near the even one; 0 where the angle is not finite. What `number` gives has the steps that it came from.
  package static func quantised(_ radians: Double, width: Int) -> UInt64 {
    guard radians.isFinite else { return 0 }
    let turns = radians / (2 * Double.pi)
    let fraction = turns - turns.rounded(.towardZero)
    let scale = powerOfTwo(min(width, 64))
    let exact = fraction.magnitude * scale
    var steps = exact.rounded(.toNearestOrEven)
    let lower = exact.rounded(.down)
    if exact - lower == 0.5 {
      let step = 2 * Double.pi / scale
      for held in [lower, lower + 1] where held * step == radians.magnitude { steps = held }
    }
    let magnitude = UInt64(exactly: steps) ?? 0
    return wrapped(fraction < 0 ? 0 &- magnitude : magnitude, width: width)
  }

  /// An angle in steps of 2^-`width` turns, in steps of 2^-`newWidth`: padded with zeros, or rounded to the
  /// nearest, ties to even.
  package static func resized(_ steps: UInt64, from width: Int, to newWidth: Int) -> UInt64 {
    if newWidth >= width { return wrapped(steps << UInt64(newWidth - width), width: newWidth) }
    let lost = UInt64(width - newWidth)
    let kept = steps >> lost
    let half: UInt64 = 1 << (lost - 1)
    let rest = steps & ((half << 1) &- 1)
    let isUp = rest > half || (rest == half && kept & 1 == 1)
    return wrapped(isUp ? kept &+ 1 : kept, width: newWidth)
  }

  static func powerOfTwo(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }
}
