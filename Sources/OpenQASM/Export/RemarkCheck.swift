internal import Circuits

/// Refuses pragmas and annotations that would not read back as what they are.
struct RemarkCheck {
  private let circuit: Circuit

  init(_ circuit: Circuit) { self.circuit = circuit }

  func check() throws(ExportError) {
    for remark in circuit.remarks {
      let kind = remark.kind == .pragma ? "pragma" : "annotation"
      guard !remark.text.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" }) else {
        throw refusal(remark, "the \(kind) `\(remark.text)` holds a line break", "write it on one line")
      }
      guard remark.kind == .annotation else { continue }
      guard hasName(remark.text) else {
        throw refusal(
          remark, "the annotation `@\(remark.text)` does not begin with a name",
          "begin it with a name, as in `@name.part`")
      }
      guard remark.operation < circuit.operations.count, circuit.operations[remark.operation].kind != .boxEnd else {
        throw refusal(
          remark, "no statement follows the annotation `@\(remark.text)`",
          "remove it, or move it before the statement that it belongs to")
      }
    }
  }

  private func hasName(_ text: String) -> Bool {
    let names = ReservedNames(.openQASM3)
    let word = text.prefix { !$0.isWhitespace }
    let start = word.prefix { $0 == "." || $0.isLetter || $0.isNumber || $0 == "_" }
    return start.split(separator: ".", omittingEmptySubsequences: false).first.map { names.isIdentifier(String($0)) }
      ?? false
  }

  private func refusal(_ remark: Remark, _ message: String, _ help: String) -> ExportError {
    let isOperation = circuit.operations.indices.contains(remark.operation)
    return ExportError(.remarkHasNoText, message, help: help, operation: isOperation ? remark.operation : nil)
  }
}
