#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension SquareMatrix {
  /// The principal power of a unitary matrix: every eigenvalue e^{i phase} becomes e^{i phase exponent} with its
  /// phase in (-pi, pi]. Whole exponents multiply the matrix, or its adjoint, by itself.
  /// - Precondition: unitary; a finite exponent.
  package func power(_ exponent: Double) -> SquareMatrix {
    guard exponent.magnitude < 0x1p53, exponent == exponent.rounded() else {
      let (phases, vectors) = unitaryEigensystem()
      let powers = SquareMatrix(diagonal: phases.map { .phase($0 * exponent) })
      return vectors * powers * vectors.adjoint
    }
    return (exponent < 0 ? adjoint : self).repeated(Int(exponent.magnitude))
  }

  /// The product of `count` copies, by repeated squaring.
  private func repeated(_ count: Int) -> SquareMatrix {
    var result: SquareMatrix?
    var square = self
    var rest = count
    while rest > 0 {
      if rest & 1 == 1 { result = result.map { $0 * square } ?? square }
      rest >>= 1
      if rest > 0 { square = square * square }
    }
    return result ?? .identity(size)
  }

  /// The eigenphases of a unitary matrix, in (-pi, pi], and its eigenvectors in columns.
  ///
  /// The Hermitian parts A and B of U = A + iB commute; Jacobi rotations diagonalise both at once, so equal
  /// eigenvalues need no care. See Bunse-Gerstner, Byers and Mehrmann, SIAM J. Matrix Anal. Appl. 14 (1993) 927,
  /// and for the angles Cardoso and Souloumiac, SIAM J. Matrix Anal. Appl. 17 (1996) 161.
  package func unitaryEigensystem() -> (phases: [Double], vectors: SquareMatrix) {
    var matrix = self
    var vectors = SquareMatrix.identity(size)
    let maximumSweeps = 60
    for _ in 0..<maximumSweeps where matrix.largestOffDiagonal > 1e-15 {
      for first in 0..<size {
        for second in (first + 1)..<max(size, first + 1) {
          guard let rotation = JacobiRotation(matrix, first, second) else { continue }
          matrix.rotateColumns(rotation)
          matrix.rotateRows(rotation)
          vectors.rotateColumns(rotation)
        }
      }
    }
    return ((0..<size).map { principalPhase(matrix[$0, $0]) }, vectors)
  }

  /// The argument of an eigenvalue, where rounding just below the negative real axis counts as on it.
  private func principalPhase(_ value: Complex) -> Double {
    let phase = value.argument
    return phase < -Double.pi + 1e-10 ? phase + 2 * Double.pi : phase
  }

  private var largestOffDiagonal: Double {
    var largest = 0.0
    for row in 0..<size {
      for column in 0..<size where column != row { largest = max(largest, self[row, column].squaredMagnitude) }
    }
    return largest.squareRoot()
  }

  private mutating func rotateColumns(_ rotation: JacobiRotation) {
    for row in 0..<size {
      let first = self[row, rotation.first]
      let second = self[row, rotation.second]
      self[row, rotation.first] = rotation.cosine * first + rotation.sine * second
      self[row, rotation.second] = rotation.cosine * second - rotation.sine.conjugate * first
    }
  }

  private mutating func rotateRows(_ rotation: JacobiRotation) {
    for column in 0..<size {
      let first = self[rotation.first, column]
      let second = self[rotation.second, column]
      self[rotation.first, column] = rotation.cosine * first + rotation.sine.conjugate * second
      self[rotation.second, column] = rotation.cosine * second - rotation.sine * first
    }
  }
}

/// A change of basis in the plane of two basis vectors.
private struct JacobiRotation {
  let first: Int
  let second: Int
  let cosine: Double
  let sine: Complex

  /// The rotation that makes the 2x2 blocks of both Hermitian parts of a normal matrix as diagonal as one rotation
  /// can; nil where they are diagonal. In terms of Pauli matrices each block is a vector in space, and the rotation
  /// takes the axis that both vectors are closest to into the z axis.
  init?(_ matrix: SquareMatrix, _ first: Int, _ second: Int) {
    let upper = matrix[first, second]
    let lower = matrix[second, first]
    guard upper.squaredMagnitude + lower.squaredMagnitude > 1e-36 else { return nil }
    let difference = matrix[first, first] - matrix[second, second]
    let x = upper + lower
    let y = Complex(0, 1) * (upper - lower)
    let a = SIMD3(x.real, y.real, difference.real)
    let b = SIMD3(x.imaginary, y.imaginary, difference.imaginary)
    let mixing = 0.5 * atan2(2 * (a * b).sum(), (a * a).sum() - (b * b).sum())
    let mixed = cos(mixing) * a + sin(mixing) * b
    let length = (mixed * mixed).sum().squareRoot()
    guard length > 0 else { return nil }
    let axis = mixed / (mixed.z < 0 ? -length : length)
    self.first = first
    self.second = second
    cosine = ((1 + axis.z) / 2).squareRoot()
    sine = (0.5 / cosine) * Complex(axis.x, axis.y)
  }
}
