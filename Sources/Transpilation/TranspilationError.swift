package import Circuits

/// Why a circuit cannot be compiled for a device.
package enum TranspilationError: Error, Hashable, Sendable {
  case circuit(CircuitError)
  case angleNotFinite(gate: String, value: Double)
  /// The program has more qubits than the device has working ones.
  case tooManyQubits(count: Int, working: Int, device: String)
  /// The program names the device's own qubits, and this one is not there or does not work.
  case unusableQubit(Int, device: String)
  /// Two qubits of the device would have to interact, and nothing may be moved.
  case notCoupled(first: Int, second: Int, device: String)
  /// The device's gates do not make all gates on one qubit, or no entangling one.
  case notUniversal(device: String, gates: [String])
  /// A program with control flow computes this gate's angle only while it runs.
  case computedAngle(gate: String)
  /// A program with control flow computes only while it runs which qubits this acts on.
  case computedQubits(what: String)

  package var message: String {
    switch self {
    case .circuit(let error): error.message
    case .angleNotFinite(let gate, let value): "gate \(gate) has the angle \(value)"
    case .tooManyQubits(let count, let working, let device):
      "the program uses \(count) qubits, and \(device) has \(working) that work together"
    case .unusableQubit(let qubit, let device): "the program uses $\(qubit), which \(device) lacks or marks as broken"
    case .notCoupled(let first, let second, let device):
      "qubits \(first) and \(second) interact, and \(device) has no working coupling for them"
    case .notUniversal(let device, let gates):
      "the gates of \(device) (\(gates.joined(separator: ", "))) do not make all others"
    case .computedAngle(let gate): "an angle of gate \(gate) is computed while the program runs"
    case .computedQubits(let what): "the qubits of \(what) are computed while the program runs"
    }
  }

  /// What to do about it.
  package var help: String {
    switch self {
    case .circuit: "correct the program"
    case .angleNotFinite: "choose inputs at which every angle is a finite number"
    case .tooManyQubits: "use fewer qubits or a larger device"
    case .unusableQubit: "name other qubits, or declare qubits and let the layout be chosen"
    case .notCoupled:
      "declare qubits instead of naming the device's, or let only neighbours interact inside of control flow"
    case .notUniversal: "add rz, sx and cx, or another complete set, to the device"
    case .computedAngle: "make the angle an expression over the program's inputs, or use a device that has the gate"
    case .computedQubits: "name the qubits by constants"
    }
  }
}
