import Catalogue
import Circuits
import Devices
import Execution
import Gradients
import Inversion
import Models
import Numerics
import OpenQASM
import Testing

@Suite("Tables of what a machine reads") struct DistributionTableTests {
  enum Kind { case twin, depolarized }

  /// Both ways to the same: from tables, and from the circuits at every candidate.
  static func machines(_ kind: Kind) throws -> (tabulated: TabulatedMachine, direct: TabulatedMachine) {
    var machine: any ExactBackend = Depolarized(survival: 0.8)
    if kind == .twin {
      let twin = try BackendCatalogue(devices: DeviceLibrary(home: nil)).backend(named: "noisy-ibm_manila")
      machine = try #require(twin as? any ExactBackend)
    }
    return (TabulatedMachine(machine), TabulatedMachine(machine, mostPoints: 0))
  }

  /// Whether values, derivatives, covariances and information are the same from tables.
  static func expectAgreement(
    _ instance: Instance, on kind: Kind, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let (tabulated, direct) = try machines(kind)
    let evidence = instance.measured(shots: 500)
    let labels = try #require(instance.evidence.labels)
    #expect(try tabulated.hasTable(for: evidence), sourceLocation: sourceLocation)
    #expect(try !direct.hasTable(for: evidence))
    let observations = try [tabulated, direct].map { try CircuitObservation(evidence, on: $0) }
    // Far outside the ranges too, where descents may come by.
    for candidate in [instance.truth, instance.truth.map { $0 * 3.7 - 5 }] {
      let found = try observations.map {
        try $0.predictions(of: [candidate], target: evidence.values, metric: nil, wantsJacobian: true)[0]
      }
      #expect(zip(found[0].values, found[1].values).allSatisfy { ($0 - $1).magnitude < 1e-12 })
      // Differences over 1e-4 have an error of a part in 1e8 of the third derivatives, which are larger where angles
      // are products.
      #expect(areClose(found[1].jacobian, found[0].jacobian, within: 1e-6))
      let covariances = try observations.map { try $0.covariance(of: candidate, labels: labels.flatMap(\.self)).matrix }
      let scale = covariances[0].reduce(0) { max($0, $1.magnitude) }
      #expect(zip(covariances[0], covariances[1]).allSatisfy { ($0 - $1).magnitude < 1e-11 * scale })
    }
    let counts = try [tabulated, direct].map {
      try CountsInformation(evidence, on: $0).information(at: instance.truth)
    }
    #expect(areClose(counts[0], counts[1], within: 1e-9))
  }

  @Test(
    "agree with the circuits at every candidate",
    arguments: [("simple-entangled-2", Kind.twin), ("complex-3", .depolarized), ("zz-efficient-2", .depolarized)]
      + (Scale.isFull ? [("complex-2", .twin), ("zz-efficient-2", .twin)] : []))
  func agreement(name: String, kind: Kind) throws {
    try Self.expectAgreement(try Instance(name, batch: kind == .twin ? 1 : 2, seed: 3), on: kind)
  }

  @Test("hold for multiples of inputs, products of them, and gates of two frequencies")
  func userCircuits() throws {
    let text = """
      OPENQASM 3.0; include "stdgates.inc";
      input float[64] x_0; input float[64] x_1; input float[64] theta_0;
      gate double(a) q { rx(2 * a) q; }
      qubit[2] q;
      double(x_0 / 2 - 1) q[0]; crx(x_0) q[0], q[1]; rz(0.3 * x_0 * x_1) q[1]; ry(theta_0) q[0]; cx q[0], q[1];
      rz(sin(x_1)) q[0]; ry(theta_0 / 2) q[0];
      """
    let source = SourceText(path: "products.qasm", bytes: Array(text.utf8))
    var circuit = try #require(Loader.load(source, includes: .none).program?.staticCircuit)
    circuit.parameters[2].role = .weight
    let layer = CircuitLayer(circuit, observables: [Observable([(1, PauliString([(qubit: 0, pauli: .z)]))])])
    try Self.expectAgreement(try Instance(layer, stream: RandomStream(seed: 1)), on: .depolarized)
  }

  @Test("are not made where a weight and an input share an angle")
  func sharedAngle() throws {
    let instance = try Instance("single-qubit-1", seed: 2)
    #expect(try !Self.machines(.depolarized).tabulated.hasTable(for: instance.measured(shots: 100)))
  }
}
