import Circuits
import OpenQASM
import Testing

/// Texts for one machine of a provider.
@Suite struct ExportMachineTests {
  private let samples = ExportSamples.self
  private let rotations = ["rz", "sx", "x", "id"]

  /// A circuit with one gate on two qubits, for a machine with some gates.
  private func written(_ entangler: String, _ names: [String], bits: String = "c") throws -> String {
    var circuit = samples.circuit(qubits: 2, bits: 2)
    circuit.bitRegisters[0].name = bits
    circuit.append(try samples.gate("sx"), qubits: [0])
    circuit.append(try samples.gate(entangler), qubits: [1, 0])
    circuit.measure(1, into: 0)
    return try Exporter(dialect: .ibm, native: Set(names.compactMap { StandardGate($0) })).string(of: circuit)
  }

  @Test("IBM gets the gates of the machine that is meant, and the declaration of one that its library lacks")
  func ibmMachines() throws {
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
  }

  @Test("A gate that the machine lacks is written with what it has, and gates of no machine of IBM mean none")
  func otherMachines() throws {
    let falcon = try written("cx", rotations + ["cx"])
    #expect(falcon.contains("cx $1, $0;") && !falcon.contains("gate ecr"))
    let other = try written("cx", rotations + ["ecr", "rzz"])
    #expect(other.contains("ecr $1, $0;") && !other.contains("cx $") && !other.contains("rzz"))
    #expect(try written("cx", ["rz", "prx", "cz"]).contains("cz $"))
  }

  @Test("The declared name is taken only where it is declared")
  func takenName() throws {
    let error = #expect(throws: ExportError.self) { try written("ecr", rotations + ["ecr"], bits: "ecr") }
    #expect(error?.message.contains("is called `ecr`, which is a gate") == true)
    #expect(throws: Never.self) { try written("cx", rotations + ["cx"], bits: "ecr") }
  }
}
