internal import Numerics

extension GateDefinition {
  /// The gates on three and more qubits.
  static let manyQubits: [GateDefinition] = threeQubits + relativePhase + manyControls

  private static let threeQubits: [GateDefinition] = [
    GateDefinition(
      "ccx", "X under two controls.", qubits: 3, in: [.stdgates, .bothQelib1], braket: "ccnot",
      controlledForm: ControlledForm("x", controls: 2), inverse: .itself,
      body: [
        RowStep("h", on: 2), RowStep("cx", on: 1, 2), RowStep("tdg", on: 2), RowStep("cx", on: 0, 2),
        RowStep("t", on: 2), RowStep("cx", on: 1, 2), RowStep("tdg", on: 2), RowStep("cx", on: 0, 2),
        RowStep("t", on: 1), RowStep("t", on: 2), RowStep("h", on: 2), RowStep("cx", on: 0, 1),
        RowStep("t", on: 0), RowStep("tdg", on: 1), RowStep("cx", on: 0, 1),
      ]
    ) { _ in SquareMatrix.pauliX.controlled(by: [true, true]) },
    GateDefinition(
      "ccz", "Z under two controls.", qubits: 3, controlledForm: ControlledForm("z", controls: 2), inverse: .itself,
      body: [RowStep("h", on: 2), RowStep("ccx", on: 0, 1, 2), RowStep("h", on: 2)]
    ) { _ in SquareMatrix.pauliZ.controlled(by: [true, true]) },
    GateDefinition(
      "cswap", "Controlled swap.", qubits: 3, in: [.stdgates, .qelib1Qiskit], braket: "cswap",
      controlledForm: ControlledForm("swap"), inverse: .itself,
      body: [RowStep("cx", on: 2, 1), RowStep("ccx", on: 0, 1, 2), RowStep("cx", on: 2, 1)]
    ) { _ in SquareMatrix.swap.controlled() },
  ]

  private static let relativePhase: [GateDefinition] = [
    GateDefinition(
      "rccx", "ccx up to phases of basis states, with half of its steps.", qubits: 3, in: .qelib1Qiskit,
      inverse: .itself,
      body: [
        RowStep("h", on: 2), RowStep("t", on: 2), RowStep("cx", on: 1, 2), RowStep("tdg", on: 2),
        RowStep("cx", on: 0, 2), RowStep("t", on: 2), RowStep("cx", on: 1, 2), RowStep("tdg", on: 2),
        RowStep("h", on: 2),
      ]
    ) { _ in
      SquareMatrix.pauliY.controlled(by: [true, true]) * SquareMatrix.pauliZ.controlled(by: [true, false])
    },
    GateDefinition(
      "rc3x", "c3x up to phases of basis states.", qubits: 4, in: .qelib1Qiskit, inverse: .gate("rc3xdg", []),
      body: relativePhaseBody
    ) { _ in relativePhaseX },
    GateDefinition(
      "rc3xdg", "Inverse of rc3x.", qubits: 4, inverse: .gate("rc3x", []),
      body: [
        RowStep("h", on: 3), RowStep("t", on: 3), RowStep("cx", on: 2, 3), RowStep("tdg", on: 3),
        RowStep("h", on: 3), RowStep("t", on: 3), RowStep("cx", on: 1, 3), RowStep("tdg", on: 3),
        RowStep("cx", on: 0, 3), RowStep("t", on: 3), RowStep("cx", on: 1, 3), RowStep("tdg", on: 3),
        RowStep("cx", on: 0, 3), RowStep("h", on: 3), RowStep("t", on: 3), RowStep("cx", on: 2, 3),
        RowStep("tdg", on: 3), RowStep("h", on: 3),
      ]
    ) { _ in relativePhaseX.adjoint },
  ]

  private static let relativePhaseBody: [RowStep] = [
    RowStep("h", on: 3), RowStep("t", on: 3), RowStep("cx", on: 2, 3), RowStep("tdg", on: 3), RowStep("h", on: 3),
    RowStep("cx", on: 0, 3), RowStep("t", on: 3), RowStep("cx", on: 1, 3), RowStep("tdg", on: 3),
    RowStep("cx", on: 0, 3), RowStep("t", on: 3), RowStep("cx", on: 1, 3), RowStep("tdg", on: 3),
    RowStep("h", on: 3), RowStep("t", on: 3), RowStep("cx", on: 2, 3), RowStep("tdg", on: 3), RowStep("h", on: 3),
  ]

  private static let relativePhaseX =
    SquareMatrix(rows: [[.zero, .one], [-.one, .zero]]).controlled(by: [true, true, true])
    * SquareMatrix(diagonal: [.i, -.i]).controlled(by: [true, true, false])

  private static let manyControls: [GateDefinition] = [
    GateDefinition(
      "c3x", "X under three controls.", qubits: 4, in: .qelib1Qiskit, controlledForm: ControlledForm("x", controls: 3),
      inverse: .itself, body: threeControlsBody
    ) { _ in SquareMatrix.pauliX.controlled(by: [true, true, true]) },
    GateDefinition(
      "c3sqrtx", "sx under three controls.", qubits: 4, in: .qelib1Qiskit,
      controlledForm: ControlledForm("sx", controls: 3), inverse: .gate("c3sqrtxdg", []),
      body: rootBody(sign: 1)
    ) { _ in SquareMatrix.rootX.controlled(by: [true, true, true]) },
    GateDefinition(
      "c3sqrtxdg", "Inverse of c3sqrtx.", qubits: 4, controlledForm: ControlledForm("sxdg", controls: 3),
      inverse: .gate("c3sqrtx", []), body: rootBody(sign: -1)
    ) { _ in SquareMatrix.rootX.adjoint.controlled(by: [true, true, true]) },
    GateDefinition(
      "c4x", "X under four controls.", qubits: 5, in: .qelib1Qiskit, controlledForm: ControlledForm("x", controls: 4),
      inverse: .itself,
      body: [
        RowStep("h", on: 4), RowStep("cp", .pi(0.5), on: 3, 4), RowStep("h", on: 4), RowStep("rc3x", on: 0, 1, 2, 3),
        RowStep("h", on: 4), RowStep("cp", .pi(-0.5), on: 3, 4), RowStep("h", on: 4),
        RowStep("rc3xdg", on: 0, 1, 2, 3), RowStep("c3sqrtx", on: 0, 1, 2, 4),
      ]
    ) { _ in SquareMatrix.pauliX.controlled(by: [true, true, true, true]) },
  ]

  /// The phase pi/8 on every parity of the four qubits, with alternating signs.
  private static let threeControlsBody: [RowStep] =
    [RowStep("h", on: 3)] + (0..<4).map { RowStep("p", .pi(0.125), on: $0) }
    + [(0, 1, -1.0), (0, 1, 0), (1, 2, -1), (0, 2, 1), (1, 2, -1), (0, 2, 0)].flatMap(parityStep)
    + [(2, 3, -1.0), (1, 3, 1), (2, 3, -1), (0, 3, 1), (2, 3, -1), (1, 3, 1), (2, 3, -1), (0, 3, 0)]
    .flatMap(parityStep) + [RowStep("h", on: 3)]

  /// cx from the first qubit to the second, and there a phase of pi/8 with the given sign, if any.
  private static func parityStep(_ first: Int, _ second: Int, _ sign: Double) -> [RowStep] {
    let exchange = RowStep("cx", on: first, second)
    return sign == 0 ? [exchange] : [exchange, RowStep("p", .pi(0.125 * sign), on: second)]
  }

  /// The square root of X, or of its inverse, under three controls: the eighth root under every parity of them.
  private static func rootBody(sign: Double) -> [RowStep] {
    let root = { (control: Int, direction: Double) in
      [RowStep("h", on: 3), RowStep("cp", .pi(0.125 * sign * direction), on: control, 3), RowStep("h", on: 3)]
    }
    let first = root(0, 1) + [RowStep("cx", on: 0, 1)] + root(1, -1) + [RowStep("cx", on: 0, 1)] + root(1, 1)
    let second = [RowStep("cx", on: 1, 2)] + root(2, -1) + [RowStep("cx", on: 0, 2)] + root(2, 1)
    let third = [RowStep("cx", on: 1, 2)] + root(2, -1) + [RowStep("cx", on: 0, 2)] + root(2, 1)
    return first + second + third
  }
}
