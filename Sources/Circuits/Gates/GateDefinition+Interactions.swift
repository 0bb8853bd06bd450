internal import Numerics

extension GateDefinition {
  /// The gates on two qubits that have no control.
  static let interactions: [GateDefinition] = ising + exchanges + crossResonance + excitations

  private static let ising: [GateDefinition] = [
    GateDefinition(
      "rxx", "exp(-i theta XX / 2).", angles: ["theta"], qubits: 2, in: .qelib1Qiskit, braket: "xx", ionq: "xx",
      inverse: .negatedAngles, frequencies: [[1]],
      body: [
        RowStep("h", on: 0), RowStep("h", on: 1), RowStep("cx", on: 0, 1), RowStep("rz", .first, on: 1),
        RowStep("cx", on: 0, 1), RowStep("h", on: 1), RowStep("h", on: 0),
      ]
    ) { .parityBlocks(even: .equatorialRotation($0[0]), odd: .equatorialRotation($0[0])) },
    GateDefinition(
      "ryy", "exp(-i theta YY / 2).", angles: ["theta"], qubits: 2, braket: "yy", ionq: "yy",
      inverse: .negatedAngles, frequencies: [[1]],
      body: [
        RowStep("sxdg", on: 0), RowStep("sxdg", on: 1), RowStep("cx", on: 0, 1), RowStep("rz", .first, on: 1),
        RowStep("cx", on: 0, 1), RowStep("sx", on: 0), RowStep("sx", on: 1),
      ]
    ) { .parityBlocks(even: .equatorialRotation(-$0[0]), odd: .equatorialRotation($0[0])) },
    GateDefinition(
      "rzz", "exp(-i theta ZZ / 2).", angles: ["theta"], qubits: 2, in: .qelib1Qiskit, braket: "zz", ionq: "zz",
      inverse: .negatedAngles, frequencies: [[1]],
      body: [RowStep("cx", on: 0, 1), RowStep("rz", .first, on: 1), RowStep("cx", on: 0, 1)]
    ) {
      let (same, different) = (Complex.phase(-$0[0] / 2), Complex.phase($0[0] / 2))
      return SquareMatrix(diagonal: [same, different, different, same])
    },
    GateDefinition(
      "rzx", "exp(-i theta ZX / 2) with Z on the first qubit.", angles: ["theta"], qubits: 2,
      inverse: .negatedAngles, frequencies: [[1]],
      body: [
        RowStep("h", on: 1), RowStep("cx", on: 0, 1), RowStep("rz", .first, on: 1), RowStep("cx", on: 0, 1),
        RowStep("h", on: 1),
      ]
    ) {
      SquareMatrix.equatorialRotation($0[0]).controlled(by: [false])
        * SquareMatrix.equatorialRotation(-$0[0]).controlled()
    },
    GateDefinition(
      "ms", "IonQ's entangling gate: rxx(theta) with its axes at phi0 and phi1 from X; angles in radians.",
      angles: ["phi0", "phi1", "theta"], qubits: 2, braket: "ms", ionq: "ms",
      inverse: .gate("ms", [AngleImage(0), AngleImage(1), AngleImage(2, -1)]),
      frequencies: [[1, 2], [1, 2], [1]],
      body: [
        RowStep("rz", -.first, on: 0), RowStep("rz", -.second, on: 1), RowStep("rxx", .third, on: 0, 1),
        RowStep("rz", .first, on: 0), RowStep("rz", .second, on: 1),
      ]
    ) {
      .parityBlocks(
        even: .equatorialRotation($0[2], phase: $0[0] + $0[1]), odd: .equatorialRotation($0[2], phase: $0[0] - $0[1]))
    },
  ]

  private static let exchanges: [GateDefinition] = [
    GateDefinition(
      "swap", "Exchanges the qubits.", qubits: 2, in: [.stdgates, .qelib1Qiskit], braket: "swap", ionq: "swap",
      inverse: .itself, body: [RowStep("cx", on: 0, 1), RowStep("cx", on: 1, 0), RowStep("cx", on: 0, 1)]
    ) { _ in .swap },
    GateDefinition(
      "iswap", "Exchanges the qubits and multiplies 01 and 10 by i.", qubits: 2, braket: "iswap",
      inverse: .gate("xy", [.constant(-.pi)]),
      body: [
        RowStep("s", on: 0), RowStep("s", on: 1), RowStep("h", on: 0), RowStep("cx", on: 0, 1),
        RowStep("cx", on: 1, 0), RowStep("h", on: 1),
      ]
    ) { _ in SquareMatrix.swap * SquareMatrix(diagonal: [.one, .i, .i, .one]) },
    GateDefinition(
      "dcx", "cx and then cx the other way round.", qubits: 2, inverse: .gate("dcxdg", []),
      body: [RowStep("cx", on: 0, 1), RowStep("cx", on: 1, 0)]
    ) { _ in .permutation([0, 2, 3, 1]) },
    GateDefinition(
      "dcxdg", "Inverse of dcx.", qubits: 2, inverse: .gate("dcx", []),
      body: [RowStep("cx", on: 1, 0), RowStep("cx", on: 0, 1)]
    ) { _ in .permutation([0, 3, 1, 2]) },
    GateDefinition(
      "xy", "exp(i theta (XX + YY) / 4).", angles: ["theta"], qubits: 2, braket: "xy", inverse: .negatedAngles,
      frequencies: [[0.5, 1]], body: [RowStep("rxx", -0.5 * .first, on: 0, 1), RowStep("ryy", -0.5 * .first, on: 0, 1)]
    ) { .parityBlocks(even: .identity(2), odd: .equatorialRotation(-$0[0])) },
    GateDefinition(
      "pswap", "Exchanges the qubits and multiplies 01 and 10 by e^{i theta}.", angles: ["theta"], qubits: 2,
      braket: "pswap", inverse: .negatedAngles, frequencies: [[1]],
      body: [
        RowStep("swap", on: 0, 1), RowStep("cx", on: 0, 1), RowStep("p", .first, on: 1), RowStep("cx", on: 0, 1),
      ]
    ) { SquareMatrix.swap * SquareMatrix(diagonal: [.one, .phase($0[0]), .phase($0[0]), .one]) },
  ]

  private static let crossResonance: [GateDefinition] = [
    GateDefinition(
      "ecr", "Echoed cross resonance: rzx(pi/4), x on the first qubit, rzx(-pi/4).", qubits: 2, braket: "ecr",
      inverse: .itself,
      body: [RowStep("s", on: 0), RowStep("rx", .pi(0.5), on: 1), RowStep("cx", on: 0, 1), RowStep("x", on: 0)]
    ) { _ in
      Complex(0.5.squareRoot())
        * SquareMatrix(
          rows: [
            [.zero, .one, .zero, .i], [.one, .zero, -.i, .zero], [.zero, .i, .zero, .one], [-.i, .zero, .one, .zero],
          ])
    }
  ]

  private static let excitations: [GateDefinition] = [
    GateDefinition(
      "xx_plus_yy", "exp(-i theta (XX + YY) / 4) with the phase beta between 01 and 10.", angles: ["theta", "beta"],
      qubits: 2, inverse: .gate("xx_plus_yy", [AngleImage(0, -1), AngleImage(1)]),
      frequencies: [[0.5, 1], [1, 2]],
      body: [
        RowStep("rz", .second, on: 0), RowStep("sdg", on: 1), RowStep("sx", on: 1), RowStep("s", on: 1),
        RowStep("s", on: 0), RowStep("cx", on: 1, 0), RowStep("ry", -0.5 * .first, on: 1),
        RowStep("ry", -0.5 * .first, on: 0), RowStep("cx", on: 1, 0), RowStep("sdg", on: 0), RowStep("sdg", on: 1),
        RowStep("sxdg", on: 1), RowStep("s", on: 1), RowStep("rz", -.second, on: 0),
      ]
    ) { .parityBlocks(even: .identity(2), odd: .equatorialRotation($0[0], phase: -$0[1])) },
    GateDefinition(
      "xx_minus_yy", "exp(-i theta (XX - YY) / 4) with the phase beta between 00 and 11.", angles: ["theta", "beta"],
      qubits: 2, inverse: .gate("xx_minus_yy", [AngleImage(0, -1), AngleImage(1)]),
      frequencies: [[0.5, 1], [1, 2]],
      body: [
        RowStep("rz", -.second, on: 1), RowStep("sdg", on: 0), RowStep("sx", on: 0), RowStep("s", on: 0),
        RowStep("s", on: 1), RowStep("cx", on: 0, 1), RowStep("ry", 0.5 * .first, on: 0),
        RowStep("ry", -0.5 * .first, on: 1), RowStep("cx", on: 0, 1), RowStep("sdg", on: 1), RowStep("sdg", on: 0),
        RowStep("sxdg", on: 0), RowStep("s", on: 0), RowStep("rz", .second, on: 1),
      ]
    ) { .parityBlocks(even: .equatorialRotation($0[0], phase: $0[1]), odd: .identity(2)) },
  ]
}
