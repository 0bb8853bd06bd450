import Circuits
import Models
import OpenQASM

extension ZooCircuit {
  /// The program of qasm/models: the circuit with all its qubits measured at the end, so that it runs as it is.
  func text() throws(ExportError) -> String {
    let texts = observables.map(\.description)
    let shown = texts.prefix(8).joined(separator: ", ") + (texts.count > 8 ? ", ..." : "")
    let head = """
      // \(name): \(summary)
      // From: \(origin)
      // Read out: \(shown.count < 100 ? shown : "the probability of all zeros")

      """
    return head + String(decoding: try Exporter().text(of: circuit.measuringAll()), as: UTF8.self)
  }
}
