internal import Circuits

/// Turns a circuit into one that a dialect's text can hold.
struct Preparation {
  private let dialect: Dialect
  private let rules: DialectRules

  init(_ dialect: Dialect) {
    self.dialect = dialect
    rules = dialect.rules
  }

  func prepare(_ circuit: Circuit) throws(ExportError) -> Circuit {
    try circuit.withSettledPhases()
  }
}
