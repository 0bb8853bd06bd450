internal import Circuits

extension Spending {
  /// So many circuits of one form, each with so many shots.
  init(of circuits: Int, shots: Int, circuit: Circuit, isNoisy: Bool) {
    self.circuits = circuits
    let (product, isTooMany) = circuits.multipliedReportingOverflow(by: shots)
    self.shots = isTooMany ? .max : product
    let work = Double(circuit.operations.count + 1) * Self.amplitudes(circuit.qubitCount, isNoisy: isNoisy)
    seconds = Double(circuits) * (work * Self.secondsPerAmplitude + Double(min(shots, 1 << 20)) * Self.secondsPerShot)
  }

  /// Of a density matrix, where there is noise and it is small enough.
  private static func amplitudes(_ qubits: Int, isNoisy: Bool) -> Double {
    Double(1 << min(isNoisy ? min(2 * qubits, 24) : qubits, 62))
  }

  private static let secondsPerAmplitude = 1e-9
  private static let secondsPerShot = 2e-9
}
