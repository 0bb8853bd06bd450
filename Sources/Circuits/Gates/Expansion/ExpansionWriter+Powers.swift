internal import Numerics

extension ExpansionWriter {
  /// A target under powers of which the last is not whole: its matrix, which needs numbers for angles.
  mutating func applyFractional(
    _ target: PoweredTarget, powers: ArraySlice<Double>, controls: [Int]
  ) throws(CircuitError) {
    let values = target.angles.compactMap(\.constantValue)
    guard values.count == target.angles.count else {
      throw .symbolicPower(gate: source.name(of: Gate(target.target)), exponent: powers.last ?? 1)
    }
    let sign = target.inverse ? [-1.0] : []
    let matrix = try source.matrix(of: Gate(target.target, powers: sign + powers), angles: values)
    try apply(matrix, target.qubits, controls: controls)
  }

  /// A unitary matrix: rotations in the planes of two basis states each, and a phase for every basis state.
  private mutating func apply(
    _ matrix: SquareMatrix, _ qubits: [Int], controls: [Int]
  ) throws(CircuitError) {
    guard matrix.size > 2 else { return try applySmall(matrix, qubits, controls: controls) }
    let (planes, phases) = matrix.planeRotations()
    for (state, phase) in phases.enumerated() where phase.magnitude > 1e-14 {
      try flip(zeros: state, of: qubits)
      try applyPhase(.constant(phase), on: controls + qubits)
      try flip(zeros: state, of: qubits)
    }
    for plane in planes { try apply(plane, qubits, controls: controls) }
  }

  /// x on the qubits that are 0 in a basis state.
  private mutating func flip(zeros state: Int, of qubits: [Int]) throws(CircuitError) {
    for (position, qubit) in qubits.enumerated() where !BitOrder.bit(position, of: state) {
      try apply("x", on: qubit)
    }
  }

  /// A rotation in the plane of two states: cx makes them differ in one qubit, all others control it.
  private mutating func apply(
    _ plane: PlaneRotation, _ qubits: [Int], controls: [Int]
  ) throws(CircuitError) {
    let difference = plane.first ^ plane.second
    let pivot = difference.trailingZeroBitCount
    let others = qubits.indices.filter { $0 != pivot }
    let straightens = others.filter { BitOrder.bit($0, of: difference) }
    let firstIsZero = !BitOrder.bit(pivot, of: plane.first)
    let zeroState = (firstIsZero ? plane.first : plane.second) | 1 << pivot
    for position in straightens { try apply("cx", on: qubits[pivot], qubits[position]) }
    try flip(zeros: zeroState, of: qubits)
    let block = firstIsZero ? plane.block : plane.exchangedBlock
    try applySmall(block, [qubits[pivot]], controls: controls + others.map { qubits[$0] })
    try flip(zeros: zeroState, of: qubits)
    for position in straightens { try apply("cx", on: qubits[pivot], qubits[position]) }
  }

  /// A matrix on one qubit or none, as a row of the table if it is one.
  private mutating func applySmall(
    _ matrix: SquareMatrix, _ qubits: [Int], controls: [Int]
  ) throws(CircuitError) {
    guard matrix.size == 2 else { return try applyPhase(.constant(matrix[0, 0].argument), on: controls) }
    let known = StandardGate.all.first { row in
      row.definition.qubitCount == 1 && row.definition.angleNames.isEmpty
        && row.definition.matrix([]).distance(to: matrix) < 1e-13
    }
    if let known { return try apply(known, [], qubits, controls: controls) }
    try apply(EulerAngles(matrix), controls: controls, target: qubits[0])
  }
}

/// A unitary matrix that changes two basis states only.
private struct PlaneRotation {
  let first: Int
  let second: Int
  /// Row and column 0 are the first state's.
  let block: SquareMatrix

  /// The block with row and column 0 the second state's.
  var exchangedBlock: SquareMatrix {
    SquareMatrix(rows: [[block[1, 1], block[1, 0]], [block[0, 1], block[0, 0]]])
  }
}

extension SquareMatrix {
  /// A unitary matrix as a product: the phases of a diagonal act first, then the rotations in order.
  fileprivate func planeRotations() -> (rotations: [PlaneRotation], phases: [Double]) {
    var rest = self
    var rotations: [PlaneRotation] = []
    for column in 0..<size {
      for row in (column + 1)..<max(size, column + 1) where rest[row, column].magnitude > 1e-14 {
        let (upper, lower) = (rest[column, column], rest[row, column])
        let length = (upper.squaredMagnitude + lower.squaredMagnitude).squareRoot()
        let (a, b) = ((1 / length) * upper, (1 / length) * lower)
        for other in 0..<size {
          let (x, y) = (rest[column, other], rest[row, other])
          rest[column, other] = a.conjugate * x + b.conjugate * y
          rest[row, other] = a * y - b * x
        }
        let undo = SquareMatrix(rows: [[a, -b.conjugate], [b, a.conjugate]])
        rotations.append(PlaneRotation(first: column, second: row, block: undo))
      }
    }
    return (rotations.reversed(), (0..<size).map { rest[$0, $0].argument })
  }
}
