package import Circuits

/// Writes circuits as the OpenQASM text of one dialect.
///
/// The text of `openQASM3` is canonical: reading it gives an equal circuit. Other dialects keep what the circuit
/// does, up to its global phase, and refuse what they cannot say.
package struct Exporter: Sendable {
  package let dialect: Dialect
  /// The gates of the machine that circuits are written for, where the dialect depends on it, as IBM's does.
  let native: Set<StandardGate>

  /// For a machine with the gates `native`; with none where none is meant.
  package init(dialect: Dialect = .openQASM3, native: Set<StandardGate> = []) {
    self.dialect = dialect
    self.native = native
  }

  /// The text's bytes, in UTF-8.
  package func text(of circuit: Circuit) throws(ExportError) -> [UInt8] {
    try CircuitCheck(circuit).check()
    if dialect == .openQASM3 { try RemarkCheck(circuit).check() }
    let rules = dialect.rules(for: native)
    let prepared = try Preparation(dialect, rules: rules).prepare(circuit)
    try TextLengthCheck.check(prepared)
    var writer = CircuitWriter(prepared, rules: rules)
    var names = NameCheck(dialect)
    try names.check(prepared, declaring: writer.rowsToDeclare())
    return writer.text()
  }

  package func string(of circuit: Circuit) throws(ExportError) -> String {
    String(decoding: try text(of: circuit), as: UTF8.self)
  }
}
