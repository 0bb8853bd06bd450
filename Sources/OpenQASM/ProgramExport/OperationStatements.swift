internal import Circuits

/// The operations of a program's circuit as statements of a dialect.
struct OperationStatements {
  /// The circuit in the dialect's gates.
  let prepared: Circuit
  /// Where each operation of the program stands in it; one place more for their end.
  private let places: [Int]
  private(set) var writer: CircuitWriter

  init(
    _ circuit: Circuit, dialect: Dialect, form: Preparation.Form, rules: DialectRules? = nil,
    avoiding words: Set<String> = []
  ) throws(ExportError) {
    try CircuitCheck(circuit).check()
    // Rewriting a circuit moves its remarks along, so one before each operation says where that went.
    var marked = circuit
    marked.remarks = circuit.operations.indices.map { Remark(.annotation, text: "", operation: $0) }
    var prepared = try Preparation(dialect, form: form, avoiding: words).prepare(marked)
    places = prepared.remarks.map(\.operation) + [prepared.operations.count]
    prepared.remarks = []
    try TextLengthCheck.check(prepared)
    self.prepared = prepared
    writer = CircuitWriter(prepared, rules: rules ?? dialect.rules)
  }

  /// One statement a line.
  mutating func text(of operations: Range<Int>) -> [UInt8] {
    writer.text(of: places[operations.lowerBound]..<places[operations.upperBound])
  }

  /// Everything that stands before the first operation.
  mutating func declarations() -> [UInt8] {
    writer.output.removeAll()
    writer.writeDeclarations()
    return writer.output
  }
}
