internal import Circuits

/// Refuses operations that a dialect has no statement for.
struct DialectCheck {
  private let dialect: Dialect

  init(_ dialect: Dialect) { self.dialect = dialect }

  func check(_ circuit: Circuit) throws(ExportError) {
    try checkSymbols(of: circuit)
    try checkBits(of: circuit)
    if dialect == .braket { try checkMeasurements(of: circuit) }
    var verbatimPlaces: Set<Int> = []
    for remark in circuit.remarks where remark.isVerbatim { verbatimPlaces.insert(remark.operation) }
    for (index, operation) in circuit.operations.enumerated() {
      let refusal: (what: String, help: String)? =
        switch operation.kind {
        case .gate, .reset, .barrier, .boxEnd: nil
        case .delay: dialect.hasDelays ? nil : ("has no delay", "remove the delay")
        case .boxStart: boxRefusal(circuit, operation, isVerbatim: verbatimPlaces.contains(index))
        case .measure: measurementRefusal(circuit.operands(of: index))
        }
      guard let refusal else { continue }
      throw ExportError(
        .operationHasNoText, "\(dialect.title) \(refusal.what)", help: refusal.help, operation: index)
    }
  }

  private func boxRefusal(
    _ circuit: Circuit, _ operation: Operation, isVerbatim: Bool
  ) -> (what: String, help: String)? {
    guard dialect == .braket else { return ("has no box", "remove the box and keep what is in it") }
    guard isVerbatim else {
      return ("has boxes only for verbatim code", "remove the box, or write `#pragma braket verbatim` before it")
    }
    guard operation.index == Operation.noIndex else {
      return ("has no duration on a box", "remove the box's duration")
    }
    if case .registers = circuit.qubits {
      return ("runs verbatim code on physical qubits only", "write `$0`, `$1`, ... for the qubits")
    }
    return nil
  }

  private func measurementRefusal(_ operands: ArraySlice<UInt32>) -> (what: String, help: String)? {
    guard dialect != .braket, operands.last == Operation.noBit else { return nil }
    return ("has no measurement without a bit for its outcome", "declare a bit, and measure into it")
  }

  /// Bits that start with a value are Braket's only.
  private func checkBits(of circuit: Circuit) throws(ExportError) {
    guard dialect != .braket, let register = circuit.bitRegisters.first(where: { $0.initialValue != nil }) else {
      return
    }
    throw ExportError(
      .operationHasNoText, "\(dialect.title) has no bits that hold a value at the start, as '\(register.name)' does",
      help: "declare what only the program reads as a constant: const bit[\(register.count)] \(register.name) = ...;")
  }

  /// Symbols stay symbols for Braket only.
  private func checkSymbols(of circuit: Circuit) throws(ExportError) {
    guard dialect != .braket, !circuit.parameters.isEmpty else { return }
    let isSymbolic = { (index: Int) in circuit.angles(of: index).contains { $0.constantValue == nil } }
    guard let index = circuit.operations.indices.first(where: isSymbolic) else { return }
    throw ExportError(
      .symbolsMustBeBound, "\(dialect.title) has no inputs, and \(circuit.phrase(for: index)) depends on one",
      help: "give every input a number with --bind FILE.json", operation: index)
  }

  /// Braket reports either the bits of its one register or the qubits measured without one.
  private func checkMeasurements(of circuit: Circuit) throws(ExportError) {
    let measurements = circuit.operations.indices.filter { circuit.operations[$0].kind == .measure }
    let loose = measurements.filter { circuit.operands(of: $0).last == Operation.noBit }
    guard let first = loose.first, loose.count < measurements.count else { return }
    throw ExportError(
      .operationHasNoText, "\(dialect.title) measures either all into bits or all without",
      help: "declare a bit for this measurement too", operation: first)
  }
}
