internal import Circuits
internal import Formats
internal import Numerics

/// A dense head as an evidence file has it: what is read out, a row of weights a class, and biases.
struct HeadReading {
  let reader: JSONReader
  let observables: [Observable]
  let head: DenseHead

  init(_ reader: JSONReader, qubitCount: Int) throws(FormatError) {
    self.reader = reader
    var object = try reader.object()
    let read = try object.required("observables")
    observables = try read.array().map { (text) throws(FormatError) in
      try Self.observable(text, qubitCount: qubitCount)
    }
    guard !observables.isEmpty else {
      throw read.error("a head needs something to read out", help: "name at least one observable, such as \"Z0\"")
    }
    let rows = try object.required("weights").array()
    var weights: [[Double]] = []
    for row in rows {
      let numbers = try row.doubles()
      guard numbers.count == observables.count else {
        throw row.error("must hold \(observables.count) numbers, one for each observable, not \(numbers.count)")
      }
      weights.append(numbers)
    }
    let biasReader = try object.required("bias")
    let bias = try biasReader.doubles()
    try object.noOtherKeys()
    guard weights.count >= 2, let head = DenseHead(weights: RealMatrix(rows: weights), bias: bias) else {
      throw biasReader.error(
        "there must be one bias for each of at least two classes; \"weights\" has \(weights.count)")
    }
    self.head = head
  }

  /// The head's weights as gradients name them, row after row, then the biases.
  static func names(of head: DenseHead) -> [String] {
    head.bias.indices.flatMap { row in (0..<head.weights.columnCount).map { "weight_\(row)_\($0)" } }
      + head.bias.indices.map { "bias_\($0)" }
  }

  static func observable(_ reader: JSONReader, qubitCount: Int) throws(FormatError) -> Observable {
    let text = try reader.string()
    do {
      return try ObservableText(text).resolved(qubitCount: qubitCount)
    } catch {
      throw reader.error("\(quotedText(text)), column \(error.column): \(error.message)", help: error.help)
    }
  }
}
