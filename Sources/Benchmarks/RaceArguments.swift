internal import Circuits
internal import FoundationEssentials
internal import Formats
internal import OpenQASM

/// What a case of a race is asked for.
struct RaceArguments {
  private let reader: JSONReader

  init(_ reader: JSONReader) { self.reader = reader }

  func text(_ key: String) throws -> String {
    var object = try reader.object()
    return try object.required(key).string()
  }

  func texts(_ key: String) throws -> [String] {
    var object = try reader.object()
    return try object.required(key).array().map { (element) throws in try element.string() }
  }

  func integer(_ key: String) throws -> Int {
    var object = try reader.object()
    return try object.required(key).integer(in: 0...Int.max)
  }

  func numbers(_ key: String) throws -> [Double] {
    var object = try reader.object()
    return try object.required(key).array().map { (element) throws in try element.double() }
  }

  func rows(_ key: String) throws -> [[Double]] {
    var object = try reader.object()
    return try object.required(key).array().map { (row) throws in
      try row.array().map { (element) throws in try element.double() }
    }
  }

  /// Whether the argument `precision`, double where it is left out, asks for single precision.
  func isSingle() throws -> Bool {
    var object = try reader.object()
    return try object.optional("precision")?.string() == "single"
  }

  /// The program of the argument `file`.
  func program() throws -> Program {
    let source = try SourceText(benchmarking: text("file"))
    guard let program = Loader.load(source).program else { throw BenchmarkError("\(source.path) has errors") }
    return program
  }

  /// The circuit of the argument `file`.
  func circuit() throws -> Circuit {
    let source = try SourceText(benchmarking: text("file"))
    let result = Loader.load(source)
    guard let circuit = result.circuit else {
      throw BenchmarkError("\(source.path) is no circuit: \(result.diagnostics.first?.message ?? "no reason given")")
    }
    return circuit
  }
}

extension SourceText {
  /// The text of a file that is to be timed.
  init(benchmarking path: String) throws(BenchmarkError) {
    guard let data = FileManager.default.contents(atPath: path) else { throw BenchmarkError("cannot read \(path)") }
    self.init(path: path, bytes: Array(data))
  }
}
