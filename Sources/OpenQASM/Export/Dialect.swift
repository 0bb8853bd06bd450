/// Whose OpenQASM a text is written for.
package enum Dialect: String, CaseIterable, Sendable {
  /// OpenQASM 3 with its standard library: keeps everything, and reads back as the same circuit.
  case openQASM3 = "openqasm3"
  /// OpenQASM 2 with the library of the paper (arXiv:1707.03429); other gates are declared.
  case openQASM2 = "openqasm2"
  /// What IBM's service runs: physical qubits and the machine's gates; rz, sx, x, cz, id where no machine is meant.
  case ibm
  /// What Amazon Braket reads: its own gate names, no include.
  case braket
  /// What IonQ's service reads: plain gates of the standard library, no symbols.
  case ionq

  /// Whether programs can say that a qubit waits.
  package var hasDelays: Bool { self == .openQASM3 || self == .ibm }

  /// What messages call the dialect.
  var title: String {
    switch self {
    case .openQASM3: "OpenQASM 3"
    case .openQASM2: "OpenQASM 2"
    case .ibm: "IBM's dialect"
    case .braket: "Braket's dialect"
    case .ionq: "IonQ's dialect"
    }
  }
}
