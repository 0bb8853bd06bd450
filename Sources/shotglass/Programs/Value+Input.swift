import Circuits
import Formats
import Numerics
import OpenQASM

extension Value {
  /// The value that JSON gives an input of a type: numbers, true or false, a text of bits with the highest index
  /// leftmost, a pair of numbers for a complex one, a text such as 100ns for a duration, nested lists for arrays.
  init(_ json: JSONReader, as type: ClassicalType) throws(FormatError) {
    switch type {
    case .bool: self = .bool(try json.bool())
    case .bit: self = .bool(try Self.bits(json, width: 1)[0])
    case .bits(let width): self = .bits(try Self.bits(json, width: width))
    case .duration, .stretch: self = try Self.duration(json)
    case .complex:
      let parts = try json.doubles()
      guard parts.count == 2 else { throw json.error("a complex number is a pair of numbers, such as [1, 0.5]") }
      self = .complex(Complex(parts[0], parts[1]))
    case .int(let width):
      let bits = width ?? 64
      let number = try json.integer(in: Int(Int64.min >> Int64(64 - bits))...Int(Int64.max >> Int64(64 - bits)))
      self = .integer(Int64(number), width: bits)
    case .uint(let width):
      let number = try json.unsigned()
      guard Value.wrapped(number, width: width ?? 64) == number else {
        throw json.error("\(number) does not fit in \(width ?? 64) bits")
      }
      self = .unsigned(number, width: width ?? 64)
    case .float(let width):
      let number = try json.double()
      self = .float(width == 32 ? Double(Float(number)) : number)
    case .angle(let width): self = .angle(Value.quantised(try json.double(), width: width ?? 64), width: width ?? 64)
    case .array(let element, let dimensions): self = try Self.array(json, element, dimensions[...])
    case .openArray: throw json.error("an array without sizes takes no value")
    }
  }

  private static func bits(_ json: JSONReader, width: Int) throws(FormatError) -> BitString {
    let digits = try json.string().utf8.filter { $0 != UInt8(ascii: "_") }
    guard digits.count == width, digits.allSatisfy({ $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "1") }) else {
      throw json.error(
        "a text of \(width) bit\(width == 1 ? "" : "s") is expected", help: "highest index leftmost: \"0110\"")
    }
    return BitString(digits.reversed().map { $0 == UInt8(ascii: "1") })
  }

  private static func duration(_ json: JSONReader) throws(FormatError) -> Value {
    let text = Array(try json.string().utf8)
    guard text.count > 1, let (value, unit) = LiteralValue.duration(text[...]), value.isFinite, value >= 0 else {
      throw json.error("a duration is a text such as \"100ns\"")
    }
    return .duration(Duration(value, unit))
  }

  private static func array(
    _ json: JSONReader, _ element: ClassicalType, _ dimensions: ArraySlice<Int>
  ) throws(FormatError) -> Value {
    guard let count = dimensions.first else { return try Value(json, as: element) }
    let parts = try json.array()
    guard parts.count == count else { throw json.error("\(parts.count) elements, where the array has \(count)") }
    var values: [Value] = []
    for part in parts { values.append(try array(part, element, dimensions.dropFirst())) }
    return .array(values)
  }
}

extension ClassicalType {
  /// A value of the type as JSON, for help lines.
  var exampleInput: String {
    switch self {
    case .bool: "true"
    case .bit: "'\"1\"'"
    case .bits(let width): "'\"\(String(repeating: "0", count: min(width, 32)))\"'"
    case .int, .uint: "1"
    case .float, .angle: "0.5"
    case .complex: "'[1, 0.5]'"
    case .duration, .stretch: "'\"100ns\"'"
    case .array, .openArray: "'[...]'"
    }
  }
}
