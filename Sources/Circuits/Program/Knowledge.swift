/// What is known of a slot before the program runs.
enum Knowledge: Sendable {
  case known(Value)
  /// An expression over the circuit's parameters, and its type.
  case symbolic(Angle, ClassicalType)
  /// A truth value that outcomes decide.
  case bit(KnownBit)
  /// A string of bits, some of which outcomes decide.
  case bits([KnownBit])
  case unknown

  init(bit: KnownBit) {
    if case .value(let value) = bit { self = .known(.bool(value)) } else { self = .bit(bit) }
  }

  init(bits: [KnownBit]) {
    var values: [Bool] = []
    for case .value(let value) in bits { values.append(value) }
    self = values.count == bits.count ? .known(.bits(BitString(values))) : .bits(bits)
  }

  /// Bit by bit what is known of a truth value or a string; nil for anything else.
  var bits: [KnownBit]? {
    switch self {
    case .known(.bool(let value)): [.value(value)]
    case .known(.bits(let string)): (0..<string.width).map { .value(string[$0]) }
    case .bit(let bit): [bit]
    case .bits(let bits): bits
    case .known, .symbolic, .unknown: nil
    }
  }
}

/// What is known of a bit before the program runs.
enum KnownBit: Hashable, Sendable {
  case value(Bool)
  /// The outcome of a measurement, by its number among all that the program does.
  case outcome(Int)
  case unknown
}
