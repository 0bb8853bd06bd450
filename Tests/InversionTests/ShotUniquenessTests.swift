import Circuits
import Gradients
import Inversion
import Models
import Numerics
import OpenQASM
import Testing

/// Gradients from shots that several inputs explain within their errors.
@Suite struct ShotUniquenessTests {
  /// With 20,000 shots of each circuit the inputs (2.002, 2.857) gave these values; (2.025, 2.078) explains them as well,
  /// and lies in a valley so much wider that the lowest 256 of 260,000 points all are there.
  @Test("are not certified, however narrow the other valley is")
  func narrowValley() throws {
    let text = """
      OPENQASM 3.0; include "stdgates.inc";
      input float x0; input float x1;
      input float t0; input float t1; input float t2; input float t3; input float t4; input float t5; input float t6;
      input float t7;
      qubit[2] q;
      ry(x0) q[1]; rx(x0) q[1]; rx(x0) q[1]; rz(t0) q[0]; rx(t1) q[1]; cz q[0], q[1];
      ry(x1) q[0]; ry(x1) q[0]; ry(t2) q[0]; rx(t3) q[1]; cx q[0], q[1];
      rx(x0) q[0]; ry(x0) q[0]; rx(t4) q[0]; ry(t5) q[1]; cx q[0], q[1]; rx(t6) q[0]; rx(t7) q[1];
      """
    var circuit = try #require(
      Loader.load(SourceText(path: "two.qasm", bytes: Array(text.utf8)), includes: .none).program?.staticCircuit)
    for place in 2..<circuit.parameters.count { circuit.parameters[place].role = .weight }
    let weights = [
      -0.2651798276285837, -1.295201812724763, 1.313466980225507, 1.9928280485798613, 3.1064212313846964,
      2.7054614773300223, -2.6731646794312454, -0.8853150712768039,
    ]
    let values = [
      0.00050445, -0.0230508, -0.0007353, -0.02228985, 0.00038475, -0.06555285, 0.00016245, 0.0007866,
    ]
    let evidence = GradientEvidence(
      layer: CircuitLayer(circuit, observables: [Observable([(1, PauliString([(qubit: 1, pauli: .x)]))])]),
      loss: .squaredError, batchSize: 1, labels: [[-0.916]],
      rounds: [
        .init(
          weights: weights, components: Array(0..<8), values: values,
          noise: .init(.shots(perEvaluation: 20_000, rule: .parameterShift)))
      ])
    for seed in 0..<3 as Range<UInt64> {
      let finding = try LeastSquaresAttack(AttackSettings(seed: seed, backend: Machines.ideal)).find(evidence)
      #expect(!finding.isCertified, "\(finding.message)")
      let isAmongThem = finding.solutions.contains {
        ($0[0][0] - 2.002).magnitude < 0.05 && ($0[0][1] - 2.857).magnitude < 0.1
      }
      #expect(isAmongThem, "\(finding.solutions)")
    }
  }
}
