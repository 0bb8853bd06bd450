internal import Circuits
internal import Numerics

extension Entangler {
  /// What counts when ways to write a gate are compared: fewer gates where errors are not known.
  var weight: Double { Self.weight(cost) }
  static func weight(_ cost: Double) -> Double { cost + 1e-4 }
}

extension NativeWriter {
  /// cx with an entangling gate on the same qubits.
  mutating func writeCX(_ control: Int, _ target: Int, with entangler: Entangler) throws(TranspilationError) {
    let quarter = Double.pi / 2
    switch entangler.style {
    case .iswap:
      let isForward = entangler.first == control
      let matrix = SquareMatrix.pauliX.controlled()
      let wires = [control, target]
      for piece in SynthesisPiece.withISwap(matrix) {
        if case .local(let gate, let wire) = piece { apply(gate, wires[wire]) }
        if case .iswap = piece {
          try writeNative(entangler.row, [], isForward ? wires : wires.reversed())
        }
      }
    case .ising:
      apply(.hadamard, target)
      try writeIsing(LinearAngle(quarter), with: entangler)
      apply(.turnZ(-quarter), control)
      apply(.hadamard * .turnZ(-quarter), target)
    case .controlled: try writeControlled(control, target, with: entangler)
    }
  }

  private mutating func writeControlled(
    _ control: Int, _ target: Int, with entangler: Entangler
  ) throws(TranspilationError) {
    let wires = [entangler.first, entangler.second]
    if entangler.row.name == "cz" {
      apply(.hadamard, target)
      try writeNative(entangler.row, [], wires)
      return apply(.hadamard, target)
    }
    guard entangler.first == control else {
      for qubit in wires { apply(.hadamard, qubit) }
      try writeControlled(target, control, with: entangler)
      for qubit in wires { apply(.hadamard, qubit) }
      return
    }
    switch entangler.row.name {
    case "ecr":
      apply(SquareMatrix.phaseGate.adjoint, control)
      apply(.turnX(-.pi / 2), target)
      try writeNative(entangler.row, [], wires)
      apply(.pauliX, control)
    case "cy":
      apply(.phaseGate, target)
      try writeNative(entangler.row, [], wires)
      apply(SquareMatrix.phaseGate.adjoint, target)
    default: try writeNative(entangler.row, [], wires)
    }
  }

  /// exp(-i angle ZZ / 2) with an entangling gate that takes an angle.
  mutating func writeIsing(_ angle: LinearAngle, with entangler: Entangler) throws(TranspilationError) {
    let wires = [entangler.first, entangler.second]
    var frames = [SquareMatrix.identity(2), SquareMatrix.identity(2)]
    var angles = [angle.angle(in: &arena)]
    switch entangler.row.name {
    case "rxx": frames = [.hadamard, .hadamard]
    case "ryy": frames = [.turnX(.pi / 2), .turnX(.pi / 2)]
    case "rzx": frames[1] = .hadamard
    case "ms":
      frames = [.hadamard, .hadamard]
      angles = [.constant(0), .constant(0)] + angles
    case "cp", "cu1":
      angles = [(-2 * angle).angle(in: &arena)]
      for wire in wires { apply(turn: angle, wire) }
    default: break
    }
    for place in 0..<2 { apply(frames[place], wires[place]) }
    try writeNative(entangler.row, angles, wires)
    for place in 0..<2 { apply(frames[place].adjoint, wires[place]) }
  }
}
