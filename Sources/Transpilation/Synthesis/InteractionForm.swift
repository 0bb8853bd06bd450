package import Numerics

/// A gate on two qubits, up to its phase, as gates on one qubit around
/// exp(i (x XX + y YY + z ZZ)): Cartan's decomposition, here with pi/4 >= x >= y >= |z|.
///
/// See Kraus and Cirac, Phys. Rev. A 63 (2001) 062309, for the way through the basis of Bell states.
package struct InteractionForm {
  package private(set) var x: Double
  package private(set) var y: Double
  package private(set) var z: Double
  /// What acts before the interaction, and after it, on the first and on the second qubit.
  package private(set) var before: [SquareMatrix]
  package private(set) var after: [SquareMatrix]

  /// Coordinates below this count as zero.
  private static let tolerance = 1e-11

  /// Bell states in columns with the phases that make gates on single qubits real.
  private static let bellBasis: SquareMatrix =
    Complex(0.5.squareRoot())
    * SquareMatrix(
      rows: [
        [.one, .zero, .zero, .i], [.zero, .i, .one, .zero], [.zero, .i, -.one, .zero], [.one, .zero, .zero, -.i],
      ])

  /// - Precondition: a unitary 4x4 matrix.
  package init(_ matrix: SquareMatrix) {
    let basis = Self.bellBasis
    let inBasis = basis.adjoint * matrix * basis
    var transposed = inBasis
    for row in 0..<4 { for column in 0..<4 { transposed[row, column] = inBasis[column, row] } }
    let square = transposed * inBasis
    var vectors = RealJacobi(square).vectors
    if determinantSign(vectors) < 0 { for row in 0..<4 { vectors[4 * row] = -vectors[4 * row] } }
    let rotation = SquareMatrix(size: 4, elements: vectors.map { Complex($0) })
    let diagonal = rotation.adjoint * square * rotation
    var halves = (0..<4).map { diagonal[$0, $0].argument / 2 }
    var left = inBasis * rotation * SquareMatrix(diagonal: halves.map { .phase(-$0) })
    if determinantSign(left.elements.map(\.real)) < 0 {
      halves[0] += .pi
      for row in 0..<4 { left[row, 0] = -left[row, 0] }
    }
    x = (halves[0] + halves[1] - halves[2] - halves[3]) / 4
    y = (halves[1] - halves[0] - halves[2] + halves[3]) / 4
    z = (halves[0] - halves[1] - halves[2] + halves[3]) / 4
    let last = (basis * left * basis.adjoint).kroneckerFactors
    let first = (basis * rotation.adjoint * basis.adjoint).kroneckerFactors
    after = [last.low, last.high]
    before = [first.low, first.high]
    reduce()
  }

  // MARK: Classes

  package var isLocal: Bool { x < Self.tolerance }
  /// Equal to cx but for gates on one qubit.
  package var isControlledX: Bool { (x - .pi / 4).magnitude < Self.tolerance && y < Self.tolerance }
  package var isPlanar: Bool { z.magnitude < Self.tolerance }
  /// How many of the three interactions there are.
  package var axisCount: Int { [x, y, z].count { $0.magnitude >= Self.tolerance } }
  /// How many cx the gate takes.
  package var cxCount: Int { isLocal ? 0 : isControlledX ? 1 : isPlanar ? 2 : 3 }

  // MARK: Reduction

  /// Brings the coordinates into the order and the signs promised.
  private mutating func reduce() {
    x = shifted(x, by: .pauliX)
    y = shifted(y, by: .pauliY)
    z = shifted(z, by: .pauliZ)
    let root = SquareMatrix.turnX(.pi / 2)
    if x.magnitude < y.magnitude { turnAxes(.phaseGate) { swap(&$0.x, &$0.y) } }
    if y.magnitude < z.magnitude { turnAxes(root) { swap(&$0.y, &$0.z) } }
    if x.magnitude < y.magnitude { turnAxes(.phaseGate) { swap(&$0.x, &$0.y) } }
    let pauli: SquareMatrix
    switch (x < 0, y < 0) {
    case (false, false): return
    case (true, true): pauli = .pauliZ
    case (true, false):
      pauli = .pauliY
      z = -z
    case (false, true):
      pauli = .pauliX
      z = -z
    }
    (x, y) = (x.magnitude, y.magnitude)
    before[0] = pauli * before[0]
    after[0] = after[0] * pauli
  }

  /// exp(i pi/2 XX) is X on both qubits, and so for the others.
  private mutating func shifted(_ coordinate: Double, by pauli: SquareMatrix) -> Double {
    let count = (coordinate / (.pi / 2)).rounded()
    if count.remainder(dividingBy: 2) != 0 { after = after.map { $0 * pauli } }
    return coordinate - count * .pi / 2
  }

  /// Exchanges two axes of both qubits by a gate on each.
  private mutating func turnAxes(_ gate: SquareMatrix, _ exchange: (inout Self) -> Void) {
    exchange(&self)
    before = before.map { gate * $0 }
    after = after.map { $0 * gate.adjoint }
  }
}
