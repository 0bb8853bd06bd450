import ArgumentParsing
import Circuits
import Formats

/// Values for a program's inputs, by name.
struct InputValues {
  /// A value for each input of a program.
  struct Point: Sendable {
    /// For the circuit's parameters, in their order.
    var parameters: [Double] = []
    /// For the program's other inputs, in theirs.
    var inputs: [Value] = []
  }

  private let parameters: [Parameter]
  private let inputs: [InputVariable]
  private var numbers: [Double?]
  private var values: [Value?]

  init(for program: Circuits.Program) {
    parameters = program.circuit.parameters
    inputs = program.inputs
    numbers = Array(repeating: nil, count: parameters.count)
    values = Array(repeating: nil, count: inputs.count)
  }

  private var names: [String] { parameters.map(\.name) + inputs.map(\.name) }

  /// Reads `NAME=JSON` options.
  mutating func add(options: [String]) throws {
    for option in options {
      guard let equals = option.firstIndex(of: "="), equals != option.startIndex else {
        throw Failure(
          .misuse, "\(quoted(option)) is no value for --input", help: "write NAME=VALUE, such as --input x_0=0.5")
      }
      let name = String(option[..<equals])
      let text = String(option[option.index(after: equals)...])
      do {
        try set(name, to: JSONReader(parsing: Array(text.utf8)), source: "--input \(name)")
      } catch let error as FormatError {
        throw Failure(
          .misuse, "--input \(quoted(option)): \(error.description)",
          help: bitsHelp(name) ?? error.help ?? "a value is JSON, such as --input \(name)=\(example(name))")
      }
    }
  }

  /// Reads a point file: one object, name to number.
  mutating func add(file: SourceFile) throws {
    do {
      var object = try JSONReader(parsing: file.bytes).object()
      for (name, value) in object.all() { try set(name, to: value, source: file.displayName) }
    } catch let error as FormatError {
      throw Failure(error, file: file.displayName)
    }
  }

  /// A value for each input; an input without one is an error.
  func complete(help: (_ name: String, _ example: String) -> String) throws(Failure) -> Point {
    let missing =
      zip(parameters, numbers).filter { $0.1 == nil }.map(\.0.name)
      + zip(inputs, values).filter { $0.1 == nil }.map(\.0.name)
    guard missing.isEmpty else {
      let names = missing.prefix(5).map { "'\($0)'" }.joined(separator: ", ") + (missing.count > 5 ? ", ..." : "")
      throw Failure(
        .misuse, "no value for the input\(missing.count == 1 ? "" : "s") \(names)",
        help: help(missing[0], example(missing[0])))
    }
    return Point(parameters: numbers.compactMap { $0 }, inputs: values.compactMap { $0 })
  }

  /// The same, where values come from a point file.
  func complete(addingTo path: String) throws(Failure) -> Point {
    let file = path == "-" ? "what standard input gives" : path
    return try complete { "add it to \(file): \"\($0)\": \($1)" }
  }

  private mutating func set(_ name: String, to value: JSONReader, source: String) throws {
    if let place = parameters.firstIndex(where: { $0.name == name }) {
      guard numbers[place] == nil else { throw hasTwo(name, source) }
      numbers[place] = try number(value, for: parameters[place])
    } else if let place = inputs.firstIndex(where: { $0.name == name }) {
      guard values[place] == nil else { throw hasTwo(name, source) }
      values[place] = try Value(value, as: inputs[place].type)
    } else {
      let nearest = NearestMatch.find(name, among: names).map { "did you mean '\($0)'?" }
      throw Failure(
        .misuse, "the program has no input \(quoted(name))", place: source,
        help: nearest ?? (names.isEmpty ? "it has no inputs" : "its inputs: \(names.prefix(8).joined(separator: ", "))")
      )
    }
  }

  private func hasTwo(_ name: String, _ source: String) -> Failure {
    Failure(.misuse, "the input \(quoted(name)) has two values", place: source, help: "give it one")
  }

  /// Bits are a text, which a shell leaves its quotes only within others.
  private func bitsHelp(_ name: String) -> String? {
    switch inputs.first(where: { $0.name == name })?.type {
    case .bit, .bits: "bits are a text, highest index leftmost: --input \(name)=\(example(name))"
    default: nil
    }
  }

  /// A value that the input may have, for help lines.
  private func example(_ name: String) -> String {
    if let parameter = parameters.first(where: { $0.name == name }) {
      switch parameter.kind {
      case .float, .angle: return "0.5"
      case .integer, .unsigned: return "1"
      }
    }
    return inputs.first { $0.name == name }?.type.exampleInput ?? "0.5"
  }

  /// The number as the input's type holds it.
  private func number(_ value: JSONReader, for parameter: Parameter) throws(FormatError) -> Double {
    switch parameter.kind {
    case .float(let width):
      let number = try value.double()
      return width == 32 ? Double(Float(number)) : number
    case .angle: return parameter.held(try value.double())
    case .integer(let width):
      let bits = min(max(width ?? 64, 1), 64)
      let number = try value.integer(in: Int(Int64.min >> Int64(64 - bits))...Int(Int64.max >> Int64(64 - bits)))
      return try exact(Int(exactly: Double(number)) == number ? Double(number) : nil, value)
    case .unsigned(let width):
      let number = try value.unsigned()
      guard Value.wrapped(number, width: min(width ?? 64, 64)) == number else {
        throw value.error("\(number) does not fit in \(width ?? 64) bits")
      }
      return try exact(UInt64(exactly: Double(number)) == number ? Double(number) : nil, value)
    }
  }

  /// A whole number as the float that stands for it in angles; one that would be rounded is refused.
  private func exact(_ number: Double?, _ value: JSONReader) throws(FormatError) -> Double {
    guard let number else {
      throw value.error("a whole number beyond 2^53 has to be a multiple of a power of two that a float holds")
    }
    return number
  }
}
