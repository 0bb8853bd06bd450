internal import Numerics

extension GateDefinition {
  /// The gates with one control, which is their first operand.
  static let controlledGates: [GateDefinition] =
    controlledPaulis + controlledRoots + controlledPhases + controlledRotations

  private static let controlledPaulis: [GateDefinition] = [
    GateDefinition(
      "cx", "Controlled X.", qubits: 2, in: [.stdgates, .bothQelib1], braket: "cnot", ionq: "cnot",
      controlledForm: ControlledForm("x"), inverse: .itself,
      body: [RowStep("x", on: 0, 1, controls: 1)]
    ) { _ in SquareMatrix.pauliX.controlled() },
    GateDefinition(
      "cy", "Controlled Y.", qubits: 2, in: [.stdgates, .bothQelib1], braket: "cy", controlledForm: ControlledForm("y"),
      inverse: .itself,
      body: [RowStep("sdg", on: 1), RowStep("cx", on: 0, 1), RowStep("s", on: 1)]
    ) { _ in SquareMatrix.pauliY.controlled() },
    GateDefinition(
      "cz", "Controlled Z.", qubits: 2, in: [.stdgates, .bothQelib1], braket: "cz", controlledForm: ControlledForm("z"),
      inverse: .itself,
      body: [RowStep("h", on: 1), RowStep("cx", on: 0, 1), RowStep("h", on: 1)]
    ) { _ in SquareMatrix.pauliZ.controlled() },
    GateDefinition(
      "ch", "Controlled Hadamard.", qubits: 2, in: [.stdgates, .bothQelib1], controlledForm: ControlledForm("h"),
      inverse: .itself,
      body: [
        RowStep("s", on: 1), RowStep("h", on: 1), RowStep("t", on: 1), RowStep("cx", on: 0, 1),
        RowStep("tdg", on: 1), RowStep("h", on: 1), RowStep("sdg", on: 1),
      ]
    ) { _ in SquareMatrix.hadamard.controlled() },
  ]

  private static let controlledRoots: [GateDefinition] = [
    GateDefinition(
      "cs", "Controlled s.", qubits: 2, controlledForm: ControlledForm("s"), inverse: .gate("csdg", []),
      body: [
        RowStep("t", on: 0), RowStep("cx", on: 0, 1), RowStep("tdg", on: 1), RowStep("cx", on: 0, 1),
        RowStep("t", on: 1),
      ]
    ) { _ in SquareMatrix(diagonal: [.one, .one, .one, .i]) },
    GateDefinition(
      "csdg", "Controlled sdg.", qubits: 2, controlledForm: ControlledForm("sdg"), inverse: .gate("cs", []),
      body: [
        RowStep("tdg", on: 0), RowStep("cx", on: 0, 1), RowStep("t", on: 1), RowStep("cx", on: 0, 1),
        RowStep("tdg", on: 1),
      ]
    ) { _ in SquareMatrix(diagonal: [.one, .one, .one, -.i]) },
    GateDefinition(
      "csx", "Controlled sx.", qubits: 2, in: .qelib1Qiskit, braket: "cv",
      controlledForm: ControlledForm("sx"),
      inverse: .gate("cu", [.constant(-.pi / 2), .constant(-.pi / 2), .constant(.pi / 2), .constant(-.pi / 4)]),
      body: [RowStep("h", on: 1), RowStep("cs", on: 0, 1), RowStep("h", on: 1)]
    ) { _ in SquareMatrix.rootX.controlled() },
  ]

  /// `p` on the second qubit of cx, p, cx, and what makes the phase of both a controlled one.
  private static let phaseBody: [RowStep] = [
    RowStep("p", 0.5 * .first, on: 0), RowStep("cx", on: 0, 1), RowStep("p", -0.5 * .first, on: 1),
    RowStep("cx", on: 0, 1), RowStep("p", 0.5 * .first, on: 1),
  ]

  private static let controlledPhases: [GateDefinition] = [
    GateDefinition(
      "cp", "Multiplies the state 11 by e^{i lambda}.", angles: ["lambda"], qubits: 2, in: [.stdgates, .qelib1Qiskit],
      braket: "cphaseshift", controlledForm: ControlledForm("p"), inverse: .negatedAngles, frequencies: [[1]],
      body: phaseBody
    ) { SquareMatrix(diagonal: [.one, .one, .one, .phase($0[0])]) },
    GateDefinition(
      "cu1", "Another cp.", angles: ["lambda"], qubits: 2, in: .bothQelib1, controlledForm: ControlledForm("u1"),
      inverse: .negatedAngles,
      frequencies: [[1]], body: phaseBody
    ) { SquareMatrix(diagonal: [.one, .one, .one, .phase($0[0])]) },
    GateDefinition(
      "cphaseshift00", "Multiplies the state 00 by e^{i lambda}.", angles: ["lambda"], qubits: 2,
      braket: "cphaseshift00", inverse: .negatedAngles, frequencies: [[1]],
      body: [
        RowStep("x", on: 0), RowStep("x", on: 1), RowStep("cp", .first, on: 0, 1), RowStep("x", on: 0),
        RowStep("x", on: 1),
      ]
    ) { SquareMatrix(diagonal: [.phase($0[0]), .one, .one, .one]) },
    GateDefinition(
      "cphaseshift01", "Multiplies the state of 0 on the first qubit and 1 on the second by e^{i lambda}.",
      angles: ["lambda"], qubits: 2, braket: "cphaseshift01", inverse: .negatedAngles, frequencies: [[1]],
      body: [RowStep("x", on: 0), RowStep("cp", .first, on: 0, 1), RowStep("x", on: 0)]
    ) { SquareMatrix(diagonal: [.one, .one, .phase($0[0]), .one]) },
    GateDefinition(
      "cphaseshift10", "Multiplies the state of 1 on the first qubit and 0 on the second by e^{i lambda}.",
      angles: ["lambda"], qubits: 2, braket: "cphaseshift10", inverse: .negatedAngles, frequencies: [[1]],
      body: [RowStep("x", on: 1), RowStep("cp", .first, on: 0, 1), RowStep("x", on: 1)]
    ) { SquareMatrix(diagonal: [.one, .phase($0[0]), .one, .one]) },
  ]

  private static let controlledRotations: [GateDefinition] = [
    GateDefinition(
      "crx", "Controlled rx.", angles: ["theta"], qubits: 2, in: [.stdgates, .qelib1Qiskit],
      controlledForm: ControlledForm("rx"), inverse: .negatedAngles,
      frequencies: [[0.5, 1]],
      body: [
        RowStep("h", on: 1), RowStep("rz", 0.5 * .first, on: 1), RowStep("cx", on: 0, 1),
        RowStep("rz", -0.5 * .first, on: 1), RowStep("cx", on: 0, 1), RowStep("h", on: 1),
      ]
    ) { SquareMatrix.equatorialRotation($0[0]).controlled() },
    GateDefinition(
      "cry", "Controlled ry.", angles: ["theta"], qubits: 2, in: [.stdgates, .qelib1Qiskit],
      controlledForm: ControlledForm("ry"), inverse: .negatedAngles,
      frequencies: [[0.5, 1]],
      body: [
        RowStep("ry", 0.5 * .first, on: 1), RowStep("cx", on: 0, 1), RowStep("ry", -0.5 * .first, on: 1),
        RowStep("cx", on: 0, 1),
      ]
    ) { SquareMatrix.rotationY($0[0]).controlled() },
    GateDefinition(
      "crz", "Controlled rz.", angles: ["lambda"], qubits: 2, in: [.stdgates, .bothQelib1],
      controlledForm: ControlledForm("rz"), inverse: .negatedAngles,
      frequencies: [[0.5, 1]],
      body: [
        RowStep("rz", 0.5 * .first, on: 1), RowStep("cx", on: 0, 1), RowStep("rz", -0.5 * .first, on: 1),
        RowStep("cx", on: 0, 1),
      ]
    ) { SquareMatrix.rotationZ($0[0]).controlled() },
    GateDefinition(
      "cu3", "Controlled u.", angles: ["theta", "phi", "lambda"], qubits: 2, in: .bothQelib1,
      controlledForm: ControlledForm("u"),
      inverse: .gate("cu3", [AngleImage(0, -1), AngleImage(2, -1), AngleImage(1, -1)]),
      frequencies: [[0.5, 1], [1], [1]], body: controlledEulerBody
    ) { SquareMatrix.euler($0[0], $0[1], $0[2]).controlled() },
    GateDefinition(
      "cu", "Controlled e^{i gamma} u(theta, phi, lambda).", angles: ["theta", "phi", "lambda", "gamma"], qubits: 2,
      in: [.stdgates, .qelib1Qiskit],
      inverse: .gate("cu", [AngleImage(0, -1), AngleImage(2, -1), AngleImage(1, -1), AngleImage(3, -1)]),
      frequencies: [[0.5, 1], [1], [1], [1]], body: [RowStep("p", .fourth, on: 0)] + controlledEulerBody
    ) { (Complex.phase($0[3]) * SquareMatrix.euler($0[0], $0[1], $0[2])).controlled() },
  ]

  private static let controlledEulerBody: [RowStep] = [
    RowStep("p", 0.5 * .third + 0.5 * .second, on: 0), RowStep("p", 0.5 * .third - 0.5 * .second, on: 1),
    RowStep("cx", on: 0, 1), RowStep("U", -0.5 * .first, 0.0, -0.5 * .second - 0.5 * .third, on: 1),
    RowStep("cx", on: 0, 1), RowStep("U", 0.5 * .first, .second, 0.0, on: 1),
  ]
}
