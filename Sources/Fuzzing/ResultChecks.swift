import Circuits
import CloudBackends
import Execution
import OpenQASM

/// Whatever a provider sends as a result is read as one or refused: an outcome has all bits, and none comes less than
/// once.
func checkResults(_ bytes: [UInt8]) {
  for provider in CloudProviderName.allCases {
    for circuit in circuits {
      guard case .counts(let counts)? = try? RawResult.read(bytes, of: provider, circuit, shots: 100) else { continue }
      var shots = 0
      for (place, occurrences) in counts.occurrences.enumerated() {
        require(occurrences > 0, "an outcome came less than once")
        require(counts.key(at: place).filter { $0 != " " }.count == circuit.bitCount, "an outcome lacks bits")
        shots += occurrences
      }
      require(shots == counts.shots, "shots were lost")
    }
  }
}

/// One register that reads its qubits in their order, and two that are crossed, of which one is wider than a byte.
private let circuits = [
  "bit[2] meas; meas[0] = measure $0; meas[1] = measure $1;",
  "bit[2] c; qubit[2] q; c[1] = measure q[0]; c[0] = measure q[1];",
  """
  bit[10] a; bit[3] b; qubit[12] q; a[0] = measure q[9]; a[9] = measure q[0]; a[8] = measure q[11];
  b[0] = measure q[2]; b[2] = measure q[1];
  """,
].compactMap { Loader.load(SourceText(path: "circuit", text: "OPENQASM 3.0; " + $0)).circuit }
