/// A covariance as a diagonal plus vectors times their transposes, which is what gradients have: every component its
/// own noise, and few kinds of noise that all components share.
package struct Covariance: Hashable, Sendable {
  package private(set) var diagonal: [Double]
  /// Each vector u adds u u^T.
  package private(set) var vectors: [[Double]] = []

  package init(zerosOf count: Int) { diagonal = Array(repeating: 0, count: count) }

  package var count: Int { diagonal.count }

  package mutating func add(variance: Double, to index: Int) { diagonal[index] += variance }

  /// Adds weight * u u^T for a vector with these entries and zeros elsewhere.
  /// - Precondition: the weight is not negative.
  package mutating func add(_ entries: [(index: Int, value: Double)], weight: Double = 1) {
    let entries = entries.filter { $0.value != 0 }
    guard weight > 0, let first = entries.first else { return }
    guard entries.count > 1 else { return diagonal[first.index] += weight * first.value * first.value }
    var vector = Array(repeating: 0.0, count: count)
    for (index, value) in entries { vector[index] += weight.squareRoot() * value }
    vectors.append(vector)
    if vectors.count > 2 * count { compress() }
  }

  package mutating func add(_ other: Covariance, weight: Double = 1) {
    for index in diagonal.indices { diagonal[index] += weight * other.diagonal[index] }
    for vector in other.vectors {
      add(vector.enumerated().map { (index: $0.offset, value: $0.element) }, weight: weight)
    }
  }

  /// Adds a symmetric matrix without negative eigenvalues, row-major.
  package mutating func add(matrix: [Double]) { vectors += Self.factors(of: matrix, count: count) }

  package func variance(of index: Int) -> Double { vectors.reduce(diagonal[index]) { $0 + $1[index] * $1[index] } }

  /// Row-major.
  package var matrix: [Double] {
    var result = Array(repeating: 0.0, count: count * count)
    for index in diagonal.indices { result[index * count + index] = diagonal[index] }
    for vector in vectors {
      for row in vector.indices where vector[row] != 0 {
        for column in vector.indices { result[row * count + column] += vector[row] * vector[column] }
      }
    }
    return result
  }

  /// Replaces the vectors by at most as many as there are components.
  private mutating func compress() {
    var shared = self
    shared.diagonal = Array(repeating: 0, count: count)
    vectors = Self.factors(of: shared.matrix, count: count)
  }

  /// Vectors whose products with themselves add up to a matrix: its Cholesky decomposition with the largest pivot
  /// first, as far as it is not rounding.
  private static func factors(of matrix: [Double], count: Int) -> [[Double]] {
    var matrix = matrix
    var found: [[Double]] = []
    let scale = (0..<count).map { matrix[$0 * count + $0] }.max() ?? 0
    for _ in 0..<count {
      let pivot = (0..<count).max { matrix[$0 * count + $0] < matrix[$1 * count + $1] } ?? 0
      let size = matrix[pivot * count + pivot]
      guard size > 1e-16 * scale else { break }
      let vector = (0..<count).map { matrix[$0 * count + pivot] / size.squareRoot() }
      for row in 0..<count {
        for column in 0..<count { matrix[row * count + column] -= vector[row] * vector[column] }
      }
      found.append(vector)
    }
    return found
  }
}
