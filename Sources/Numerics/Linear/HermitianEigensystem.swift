/// The eigenvalues of a Hermitian matrix, largest first, and its eigenvectors, of length 1 and at right angles.
package struct HermitianEigensystem: Sendable {
  package let values: [Double]
  package let vectors: [[Complex]]

  /// Nil where a number is not finite.
  ///
  /// A + i B has the eigenvalues of the real symmetric [A -B; B A], where each stands twice: with (a, b) for a + i b and
  /// for i times that. Taken is each vector that is not nearly made of those taken before.
  /// - Precondition: square and Hermitian, row after row.
  package init?(_ elements: [Complex], size: Int) {
    var real = RealMatrix(rowCount: 2 * size, columnCount: 2 * size)
    for row in 0..<size {
      for column in 0..<size {
        let value = elements[row * size + column]
        (real[row, column], real[size + row, size + column]) = (value.real, value.real)
        (real[size + row, column], real[row, size + column]) = (value.imaginary, -value.imaginary)
      }
    }
    guard let system = SymmetricEigensystem(real) else { return nil }
    var values: [Double] = []
    var vectors: [[Complex]] = []
    for place in 0..<2 * size where vectors.count < size {
      let numbers = Array(system.vectors.row(place))
      let vector = (0..<size).map { Complex(numbers[$0], numbers[size + $0]) }
      // Only vectors of nearly the same value can be multiples of each other.
      let width = 1e-6 * max(abs(system.values[0]), abs(system.values[2 * size - 1]))
      let near = zip(values, vectors).reversed().prefix { $0.0 - system.values[place] <= width }.map(\.1)
      guard let rest = Self.rest(of: vector, from: near, least: 1 / Double(size + 1)) else { continue }
      values.append(system.values[place])
      vectors.append(rest)
    }
    guard vectors.count == size else { return nil }
    (self.values, self.vectors) = (values, vectors)
  }

  /// What is at right angles to others, of length 1; nil where its squared length is less than allowed. Of m equal values
  /// with r vectors taken, the 2 m - r others have 2 (m - r) left together, so one always has more than 1 / m.
  private static func rest(of vector: [Complex], from others: [[Complex]], least: Double) -> [Complex]? {
    var rest = vector
    // Once more for what rounding has left.
    for other in others + others {
      let along = zip(other, rest).reduce(Complex.zero) { $0 + $1.0.conjugate * $1.1 }
      rest = zip(rest, other).map { $0 - along * $1 }
    }
    let square = rest.reduce(0) { $0 + $1.squaredMagnitude }
    guard square > least else { return nil }
    return rest.map { (1 / square.squareRoot()) * $0 }
  }
}
