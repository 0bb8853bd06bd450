import ArgumentParsing
import Circuits
import Formats

/// Numbers for a circuit's inputs, by name.
struct ParameterValues {
  private let parameters: [Parameter]
  private var values: [Double?]

  init(for circuit: Circuit) {
    parameters = circuit.parameters
    values = Array(repeating: nil, count: parameters.count)
  }

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
          help: error.help ?? "a value is a number, such as --input \(name)=0.5")
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

  /// A value for each input, in the circuit's order; an input without one is an error.
  func complete(help: (String) -> String) throws(Failure) -> [Double] {
    let missing = zip(parameters, values).filter { $0.1 == nil }.map { $0.0.name }
    guard missing.isEmpty else {
      let names = missing.prefix(5).map { "'\($0)'" }.joined(separator: ", ") + (missing.count > 5 ? ", ..." : "")
      throw Failure(
        .misuse, "no value for the input\(missing.count == 1 ? "" : "s") \(names)", help: help(missing[0]))
    }
    return values.compactMap { $0 }
  }

  private mutating func set(_ name: String, to value: JSONReader, source: String) throws {
    guard let place = parameters.firstIndex(where: { $0.name == name }) else {
      let nearest = NearestMatch.find(name, among: parameters.map(\.name)).map { "did you mean '\($0)'?" }
      throw Failure(
        .misuse, "the program has no input \(quoted(name))", place: source,
        help: nearest
          ?? (parameters.isEmpty
            ? "it has no inputs" : "its inputs: \(parameters.prefix(8).map(\.name).joined(separator: ", "))"))
    }
    guard values[place] == nil else {
      throw Failure(.misuse, "the input \(quoted(name)) has two values", place: source, help: "give it one")
    }
    values[place] = try number(value, for: parameters[place])
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
      return Double(try value.integer(in: Int(Int64.min >> Int64(64 - bits))...Int(Int64.max >> Int64(64 - bits))))
    case .unsigned(let width):
      let number = try value.unsigned()
      guard Value.wrapped(number, width: min(width ?? 64, 64)) == number else {
        throw value.error("\(number) does not fit in \(width ?? 64) bits")
      }
      return Double(number)
    }
  }
}
