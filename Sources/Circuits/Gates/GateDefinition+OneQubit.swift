internal import Numerics

extension GateDefinition {
  /// The built-in gates and the gates on one qubit.
  static let oneQubit: [GateDefinition] = primitive + paulis + cliffords + rotations + eulerGates + nativeOneQubit

  private static let primitive: [GateDefinition] = [
    GateDefinition(
      "gphase", "Multiplies the state by e^{i gamma}.", angles: ["gamma"], qubits: 0, in: .language,
      inverse: .negatedAngles, frequencies: [[]], body: nil
    ) { SquareMatrix(diagonal: [.phase($0[0])]) },
    GateDefinition(
      "U", "Any gate on one qubit up to its phase, which is OpenQASM 3's.", angles: ["theta", "phi", "lambda"],
      qubits: 1, in: .language,
      inverse: .gate("U", [AngleImage(0, -1), AngleImage(2, -1), AngleImage(1, -1)]), frequencies: [[1], [1], [1]],
      body: nil
    ) { .specificationU($0[0], $0[1], $0[2]) },
    GateDefinition(
      "p", "Multiplies the state 1 by e^{i lambda}.", angles: ["lambda"], qubits: 1, in: [.stdgates, .qelib1Qiskit],
      braket: "phaseshift", inverse: .negatedAngles, frequencies: [[1]],
      body: [RowStep("gphase", .first, on: 0, controls: 1)]
    ) { .phaseShift($0[0]) },
  ]

  private static let paulis: [GateDefinition] = [
    GateDefinition(
      "id", "Does nothing.", qubits: 1, in: [.stdgates, .bothQelib1], braket: "i", inverse: .itself,
      body: [RowStep("U", 0.0, 0.0, 0.0, on: 0)]
    ) { _ in .identity(2) },
    GateDefinition(
      "x", "Pauli X: exchanges 0 and 1.", qubits: 1, in: [.stdgates, .bothQelib1], braket: "x", ionq: "x",
      inverse: .itself, body: [RowStep("U", .pi(1), 0.0, .pi(1), on: 0), RowStep("gphase", .pi(-0.5))]
    ) { _ in .pauliX },
    GateDefinition(
      "y", "Pauli Y.", qubits: 1, in: [.stdgates, .bothQelib1], braket: "y", ionq: "y", inverse: .itself,
      body: [RowStep("U", .pi(1), .pi(0.5), .pi(0.5), on: 0), RowStep("gphase", .pi(-0.5))]
    ) { _ in .pauliY },
    GateDefinition(
      "z", "Pauli Z: changes the sign of 1.", qubits: 1, in: [.stdgates, .bothQelib1], braket: "z", ionq: "z",
      inverse: .itself, body: [RowStep("p", .pi(1), on: 0)]
    ) { _ in .pauliZ },
  ]

  private static let cliffords: [GateDefinition] = [
    GateDefinition(
      "h", "Hadamard.", qubits: 1, in: [.stdgates, .bothQelib1], braket: "h", ionq: "h", inverse: .itself,
      body: [RowStep("U", .pi(0.5), 0.0, .pi(1), on: 0), RowStep("gphase", .pi(-0.25))]
    ) { _ in .hadamard },
    GateDefinition(
      "s", "Square root of Z.", qubits: 1, in: [.stdgates, .bothQelib1], braket: "s", ionq: "s",
      inverse: .gate("sdg", []), body: [RowStep("p", .pi(0.5), on: 0)]
    ) { _ in SquareMatrix(diagonal: [.one, .i]) },
    GateDefinition(
      "sdg", "Inverse of s.", qubits: 1, in: [.stdgates, .bothQelib1], braket: "si", ionq: "si",
      inverse: .gate("s", []), body: [RowStep("p", .pi(-0.5), on: 0)]
    ) { _ in SquareMatrix(diagonal: [.one, -.i]) },
    GateDefinition(
      "t", "Square root of s.", qubits: 1, in: [.stdgates, .bothQelib1], braket: "t", ionq: "t",
      inverse: .gate("tdg", []), body: [RowStep("p", .pi(0.25), on: 0)]
    ) { _ in SquareMatrix(diagonal: [.one, .eighthTurn]) },
    GateDefinition(
      "tdg", "Inverse of t.", qubits: 1, in: [.stdgates, .bothQelib1], braket: "ti", ionq: "ti",
      inverse: .gate("t", []), body: [RowStep("p", .pi(-0.25), on: 0)]
    ) { _ in SquareMatrix(diagonal: [.one, Complex.eighthTurn.conjugate]) },
    GateDefinition(
      "sx", "Square root of X.", qubits: 1, in: [.stdgates, .qelib1Qiskit], braket: "v", ionq: "v",
      inverse: .gate("sxdg", []), body: [RowStep("U", .pi(0.5), .pi(-0.5), .pi(0.5), on: 0)]
    ) { _ in .rootX },
    GateDefinition(
      "sxdg", "Inverse of sx.", qubits: 1, in: .qelib1Qiskit, braket: "vi", ionq: "vi",
      inverse: .gate("sx", []), body: [RowStep("h", on: 0), RowStep("sdg", on: 0), RowStep("h", on: 0)]
    ) { _ in SquareMatrix.rootX.adjoint },
  ]

  private static let rotations: [GateDefinition] = [
    GateDefinition(
      "rx", "exp(-i theta X / 2).", angles: ["theta"], qubits: 1, in: [.stdgates, .bothQelib1], braket: "rx",
      ionq: "rx", inverse: .negatedAngles, frequencies: [[1]],
      body: [RowStep("U", .first, .pi(-0.5), .pi(0.5), on: 0), RowStep("gphase", -.first / 2.0)]
    ) { .equatorialRotation($0[0]) },
    GateDefinition(
      "ry", "exp(-i theta Y / 2).", angles: ["theta"], qubits: 1, in: [.stdgates, .bothQelib1], braket: "ry",
      ionq: "ry", inverse: .negatedAngles, frequencies: [[1]],
      body: [RowStep("U", .first, 0.0, 0.0, on: 0), RowStep("gphase", -.first / 2.0)]
    ) { .rotationY($0[0]) },
    GateDefinition(
      "rz", "exp(-i lambda Z / 2).", angles: ["lambda"], qubits: 1, in: [.stdgates, .bothQelib1], braket: "rz",
      ionq: "rz", inverse: .negatedAngles, frequencies: [[1]],
      body: [RowStep("gphase", -.first / 2.0), RowStep("U", 0.0, 0.0, .first, on: 0)]
    ) { .rotationZ($0[0]) },
  ]

  private static let eulerGates: [GateDefinition] = [
    GateDefinition(
      "u", "OpenQASM 2's U as a matrix with a real upper left corner.", angles: ["theta", "phi", "lambda"], qubits: 1,
      in: .qelib1Qiskit, inverse: .gate("u", [AngleImage(0, -1), AngleImage(2, -1), AngleImage(1, -1)]),
      frequencies: [[1], [1], [1]],
      body: [RowStep("p", .third, on: 0), RowStep("ry", .first, on: 0), RowStep("p", .second, on: 0)]
    ) { .euler($0[0], $0[1], $0[2]) },
    GateDefinition(
      "u1", "Another p.", angles: ["lambda"], qubits: 1, in: [.stdgates, .bothQelib1], inverse: .negatedAngles,
      frequencies: [[1]], body: [RowStep("U", 0.0, 0.0, .first, on: 0)]
    ) { .phaseShift($0[0]) },
    GateDefinition(
      "u2", "u3 at theta = pi/2.", angles: ["phi", "lambda"], qubits: 1, in: [.stdgates, .bothQelib1],
      inverse: .gate("u2", [AngleImage(1, -1, plus: -.pi), AngleImage(0, -1, plus: .pi)]), frequencies: [[1], [1]],
      body: [
        RowStep("gphase", -(.first + .second + .pi(0.5)) / 2.0), RowStep("U", .pi(0.5), .first, .second, on: 0),
      ]
    ) { .phase(-($0[0] + $0[1]) / 2) * .euler(.pi / 2, $0[0], $0[1]) },
    GateDefinition(
      "u3", "Rz(phi) Ry(theta) Rz(lambda), with determinant 1.", angles: ["theta", "phi", "lambda"], qubits: 1,
      in: [.stdgates, .bothQelib1],
      inverse: .gate("u3", [AngleImage(0, -1), AngleImage(2, -1), AngleImage(1, -1)]), frequencies: [[1], [1], [1]],
      body: [
        RowStep("gphase", -(.second + .third + .first) / 2.0), RowStep("U", .first, .second, .third, on: 0),
      ]
    ) { .phase(-($0[1] + $0[2]) / 2) * .euler($0[0], $0[1], $0[2]) },
    GateDefinition(
      "u0", "Does nothing for gamma times the length of a gate.", angles: ["gamma"], qubits: 1, in: .qelib1Qiskit,
      inverse: .gate("u0", [AngleImage(0)]), frequencies: [[]], body: [RowStep("id", on: 0)]
    ) { _ in .identity(2) },
  ]

  private static let nativeOneQubit: [GateDefinition] = [
    GateDefinition(
      "prx", "Rotation by theta about the axis at phi from X to Y: Qiskit's r.", angles: ["theta", "phi"], qubits: 1,
      braket: "prx", inverse: .gate("prx", [AngleImage(0, -1), AngleImage(1)]), frequencies: [[1], [1, 2]],
      body: [RowStep("rz", -.second, on: 0), RowStep("rx", .first, on: 0), RowStep("rz", .second, on: 0)]
    ) { .equatorialRotation($0[0], phase: $0[1]) },
    GateDefinition(
      "gpi", "IonQ's half turn about the axis at phi from X to Y; phi in radians, where IonQ's own lists have turns.",
      angles: ["phi"], qubits: 1, braket: "gpi", ionq: "gpi", inverse: .gate("gpi", [AngleImage(0)]),
      frequencies: [[2]], body: [RowStep("x", on: 0), RowStep("rz", 2.0 * .first, on: 0)]
    ) { SquareMatrix(rows: [[.zero, .phase(-$0[0])], [.phase($0[0]), .zero]]) },
    GateDefinition(
      "gpi2", "IonQ's quarter turn about the axis at phi; phi in radians, where IonQ's own lists have turns.",
      angles: ["phi"], qubits: 1, braket: "gpi2", ionq: "gpi2", inverse: .gate("gpi2", [AngleImage(0, plus: .pi)]),
      frequencies: [[1, 2]], body: [RowStep("prx", .pi(0.5), .first, on: 0)]
    ) { .equatorialRotation(.pi / 2, phase: $0[0]) },
  ]
}
