internal import Numerics

extension BuiltInFunction {
  /// The value of the function at arguments that its typing has converted.
  package func evaluate(_ arguments: [Value]) throws(ProgramFault) -> Value {
    switch (arguments.first, arguments.count) {
    case (.complex(let value), 1):
      switch self {
      case .exp: return .complex(value.exponential)
      case .sqrt: return .complex(value.squareRoot)
      case .real: return .float(value.real)
      case .imag: return .float(value.imaginary)
      default: break
      }
    case (.array, _) where self == .sizeof: return try size(arguments)
    case (.bits(let bits), _) where self == .popcount: return .unsigned(UInt64(bits.countOfOnes), width: 64)
    case (.unsigned(let bits, _), _) where self == .popcount: return .unsigned(UInt64(bits.nonzeroBitCount), width: 64)
    case (let value?, 2):
      if self == .mod { return try BinaryOperator.remainder.evaluate(value, arguments[1]) }
      if let places = arguments[1].index { return try rotated(value, by: places) }
    case (let value?, 1):
      if let number = value.number, let result = evaluate(number) { return .float(result) }
    default: break
    }
    throw .notDefined(operation: "\(rawValue) of \(arguments.map(\.text).joined(separator: ", "))")
  }

  private func evaluate(_ number: Double) -> Double? {
    switch self {
    case .ceiling: number.rounded(.up)
    case .floor: number.rounded(.down)
    default: AngleFunction(rawValue: rawValue)?.evaluate(number)
    }
  }

  private func rotated(_ value: Value, by places: Int) throws(ProgramFault) -> Value {
    guard self == .rotl || self == .rotr else { throw .notDefined(operation: rawValue) }
    switch value {
    case .bits(let bits) where bits.width > 0:
      return .bits(bits.rotated(by: self == .rotl ? places % bits.width : -(places % bits.width)))
    case .unsigned(let number, let width) where (1...64).contains(width):
      let left = places % width
      let rotated = BitString(number, width: width).rotated(by: self == .rotl ? left : -left)
      return .unsigned(rotated.unsignedValue ?? 0, width: width)
    default: throw .notDefined(operation: "\(rawValue) of \(value.text)")
    }
  }

  /// How many elements an array has along one of its dimensions.
  private func size(_ arguments: [Value]) throws(ProgramFault) -> Value {
    let dimension = arguments.count > 1 ? arguments[1].index ?? -1 : 0
    var value = arguments[0]
    var rank = 0
    while case .array(let elements) = value {
      if rank == dimension { return .unsigned(UInt64(elements.count), width: 64) }
      rank += 1
      guard let first = elements.first else { break }
      value = first
    }
    throw .indexOutOfRange(index: dimension, count: rank)
  }
}
