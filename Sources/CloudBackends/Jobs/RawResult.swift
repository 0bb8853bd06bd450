package import Circuits
internal import Execution
package import Formats

/// Reads what a provider gave, without asking anybody.
package enum RawResult {
  /// The result of a job of one circuit with so many shots.
  package static func read(
    _ bytes: [UInt8], of provider: CloudProviderName, _ circuit: Circuit, shots: Int
  ) throws(FormatError) -> CloudResult? {
    let layout = ResultLayout(circuit, shots: shots)
    switch provider {
    case .ibm: return try IBMResult.read(bytes, [layout]).first
    case .braket: return try BraketResult.read(bytes, layout)
    case .ionq: return try IonQResult.read(bytes, layout)
    }
  }
}
