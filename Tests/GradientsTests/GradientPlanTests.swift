import Catalogue
import Circuits
import Devices
import Execution
import Gradients
import Numerics
import Simulation
import Testing

@Suite("Gradients from circuits") struct GradientPlanTests {
  static func ideal() throws -> any Backend {
    try BackendCatalogue(devices: DeviceLibrary(home: nil)).backend(named: "ideal")
  }

  /// One parameter in several gates, in products, scaled, under controls, in declared gates and powers.
  static let programs = [
    "input float[64] a; qubit[2] q; rx(a) q[0]; cx q[0], q[1]; ry(2 * a) q[1]; rz(a * a) q[0]; rx(0.3) q[0];",
    "input float[64] a; input float[64] b; qubit[2] q; h q; cp((pi - a) * (pi - b)) q[0], q[1]; crx(a / b) q[1], q[0];",
    "input float[64] a; gate twice(t) x, y { ry(t) x; ctrl @ ry(t / 3) x, y; } qubit[2] q; twice(a) q[0], q[1]; h q;",
    "input float[64] a; qubit[3] q; h q[0]; ctrl(2) @ rx(a) q[0], q[1], q[2]; pow(2) @ ry(a) q[1]; inv @ rz(sin(a)) q[0];"
      + " cu(a, 0.2, 2 * a, -a) q[0], q[2]; u3(a, a, a) q[2]; negctrl @ p(a) q[1], q[2]; h q;",
    "input float[64] a; qubit[2] q; bit[2] c; ry(a) q; c = measure q;",
  ]

  @Test("Parameter shifts are the exact derivative, by every parameter", arguments: programs)
  func shifts(text: String) async throws {
    let circuit = try circuit(text)
    let observable = try ObservableText("0.7*Z0*Z1 + 0.4*X0 - Y1 + 0.2").resolved(qubitCount: circuit.qubitCount)
    let point = circuit.parameters.indices.map { 0.6 + 0.5 * Double($0) }
    let rows = Array(circuit.parameters.indices)
    let plan = try GradientPlan(
      circuit, observables: [observable], withRespectTo: rows, rule: .parameterShift, at: point,
      stream: RandomStream(seed: 1))
    let found = try await GradientMeasurement(on: Self.ideal(), shots: nil)
      .gradient(of: plan, stream: RandomStream(seed: 1))
    let exact = try CircuitFunction(circuit.withoutFinalMeasurements(), observables: [observable])
      .gradients(at: point, withRespectTo: rows)
    #expect((found.value - exact.values[0]).magnitude < 1e-12)
    for (mine, theirs) in zip(found.values, exact.gradients) { #expect((mine - theirs).magnitude < 1e-10) }
    #expect(found.shots == nil && found.covariance == Covariance(zerosOf: rows.count))
  }

  @Test(
    "A rule for frequencies w is exact for every function that has only these", arguments: [[1], [0.5, 1], [1, 2, 3]])
  func rules(frequencies: [Double]) {
    let rule = ShiftRule(frequencies: frequencies)
    #expect(rule.terms.count == 2 * frequencies.count)
    for (index, frequency) in frequencies.enumerated() {
      let phase = 0.3 + Double(index)
      let sum = rule.terms.reduce(0) { $0 + $1.coefficient * sine(frequency * $1.shift + phase) }
      #expect((sum - frequency * sine(phase + .pi / 2)).magnitude < 1e-12)
    }
  }

  @Test("Central differences and many random directions come near the derivative")
  func differences() async throws {
    let circuit = try circuit(Self.programs[1])
    let observable = try ObservableText("Z0").resolved(qubitCount: 2)
    let point = [0.4, 1.1]
    let exact = try CircuitFunction(circuit, observables: [observable]).gradients(at: point, withRespectTo: [0, 1])
    for (rule, tolerance) in [
      (GradientRule.centralDifference(step: 1e-4), 1e-6),
      (.simultaneousPerturbation(step: 1e-4, directions: 4000), 5 * 2 / 4000.0.squareRoot()),
    ] {
      let plan = try GradientPlan(
        circuit, observables: [observable], withRespectTo: [0, 1], rule: rule, at: point, stream: RandomStream(seed: 3))
      let found = try await GradientMeasurement(on: Self.ideal(), shots: nil)
        .gradient(of: plan, stream: RandomStream(seed: 3))
      for (mine, theirs) in zip(found.values, exact.gradients) { #expect((mine - theirs).magnitude < tolerance) }
    }
  }

  @Test("A circuit that goes on after a measurement is refused, and a qubit that is not there")
  func refusals() throws {
    let interrupted = try circuit("input float[64] a; qubit q; bit c; rx(a) q; c = measure q; rx(a) q;")
    let observable = try ObservableText("Z0").resolved(qubitCount: 1)
    #expect(throws: GradientError.interrupted) {
      _ = try GradientPlan(
        interrupted, observables: [observable], withRespectTo: [0], rule: .parameterShift, at: [1],
        stream: RandomStream(seed: 0))
    }
    let small = try circuit("input float[64] a; qubit q; rx(a) q;")
    #expect(throws: GradientError.simulation(.noSuchQubit(3, count: 1))) {
      _ = try GradientPlan(
        small, observables: [Observable([(coefficient: 1, string: PauliString(3, .z))])], withRespectTo: [0],
        rule: .parameterShift, at: [1], stream: RandomStream(seed: 0))
    }
  }

  private func sine(_ angle: Double) -> Double { Complex.phase(angle).imaginary }
}
