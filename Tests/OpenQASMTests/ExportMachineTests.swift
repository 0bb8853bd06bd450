import Circuits
import OpenQASM
import Testing

/// Texts for one machine of a provider.
@Suite struct ExportMachineTests {
  private let samples = ExportSamples.self

  @Test("IBM gets the gates of the machine that is meant, and the declaration of one that its library lacks")
  func ibmMachines() throws {
    var circuit = samples.circuit(qubits: 2, bits: 2)
    circuit.append(try samples.gate("sx"), qubits: [0])
    let written = { (entangler: String, names: [String]) throws -> String in
      var circuit = circuit
      circuit.append(try samples.gate(entangler), qubits: [1, 0])
      circuit.measure(1, into: 0)
      return try Exporter(dialect: .ibm, native: Set(names.compactMap { StandardGate($0) }))
        .string(of: circuit)
    }
    let rotations = ["rz", "sx", "x", "id"]
    #expect(
      try written("ecr", rotations + ["ecr"]) == """
        OPENQASM 3.0;
        include "stdgates.inc";

        gate ecr a, b {
          s a;
          sx b;
          cx a, b;
          x a;
        }

        bit[2] c;

        sx $0;
        ecr $1, $0;
        c[0] = measure $1;

        """)
    let falcon = try written("cx", rotations + ["cx"])
    #expect(falcon.contains("cx $1, $0;") && !falcon.contains("gate ecr"))
    // What the machine lacks is written with what it has.
    let other = try written("cx", rotations + ["ecr", "rzz"])
    #expect(other.contains("ecr $1, $0;") && !other.contains("cx $") && !other.contains("rzz"))
    // Gates of no machine of IBM mean none.
    #expect(try written("cx", ["rz", "prx", "cz"]).contains("cz $"))
    // The declared name is taken only where it is declared.
    circuit.bitRegisters[0].name = "ecr"
    let error = #expect(throws: ExportError.self) { try written("ecr", rotations + ["ecr"]) }
    #expect(error?.message.contains("is called `ecr`, which is a gate") == true)
    #expect(throws: Never.self) { try written("cx", rotations + ["cx"]) }
  }
}
