/// The eigenvalues of a real symmetric matrix, largest first, and its eigenvectors.
package struct SymmetricEigensystem: Sendable {
  package let values: [Double]
  /// Row i is the eigenvector of value i; rows have length 1 and stand at right angles.
  package let vectors: RealMatrix

  /// Nil where a number is not finite.
  ///
  /// The matrix is made tridiagonal by reflections (Householder), then diagonal by the implicit QL iteration with
  /// Wilkinson's shift (Dubrulle, Martin and Wilkinson, Numer. Math. 12 (1968) 377).
  /// - Precondition: square and symmetric.
  package init?(_ matrix: RealMatrix) {
    var form = TridiagonalForm(matrix)
    guard form.diagonalize() else { return nil }
    let order = form.diagonal.indices.sorted { form.diagonal[$0] > form.diagonal[$1] }
    values = order.map { form.diagonal[$0] }
    vectors = form.vectors.selecting(rows: order)
    guard values.allSatisfy(\.isFinite) else { return nil }
  }
}

/// A symmetric matrix A = V^T T V with T tridiagonal.
private struct TridiagonalForm {
  private let size: Int
  private(set) var diagonal: [Double]
  /// Element i couples i and i + 1; the last is 0.
  private var coupling: [Double]
  private(set) var vectors: RealMatrix

  init(_ matrix: RealMatrix) {
    size = matrix.rowCount
    diagonal = []
    coupling = []
    var work = matrix.elements
    let factors = Self.reduce(&work, size)
    for index in 0..<size {
      diagonal.append(work[index * size + index])
      coupling.append(index + 1 < size ? work[(index + 1) * size + index] : 0)
    }
    vectors = Self.product(of: factors, size).transposed
  }

  /// A reflection 1 - factor v v^T that leaves the first `start` coordinates as they are.
  private struct Reflection {
    let start: Int
    let vector: [Double]
    let factor: Double
  }

  /// Makes the matrix tridiagonal, column by column: A becomes H A H for each reflection H.
  private static func reduce(_ work: inout [Double], _ size: Int) -> [Reflection] {
    var reflections: [Reflection] = []
    for column in 0..<max(0, size - 2) {
      let start = column + 1
      var vector = (start..<size).map { work[$0 * size + column] }
      let scale = vector.reduce(0) { max($0, $1.magnitude) }
      guard vector.dropFirst().contains(where: { $0 != 0 }), scale.isFinite else { continue }
      for index in vector.indices { vector[index] /= scale }
      let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let image = vector[0] > 0 ? -length : length
      vector[0] -= image
      let factor = 2 / vector.reduce(0) { $0 + $1 * $1 }
      work[start * size + column] = image * scale
      let reflection = Reflection(start: start, vector: vector, factor: factor)
      reflect(&work, size, by: reflection)
      reflections.append(reflection)
    }
    return reflections
  }

  /// Replaces the block B that begins at the reflection's start by H B H = B - v w^T - w v^T, with p = factor B v and
  /// w = p - (factor / 2)(p v) v.
  private static func reflect(_ work: inout [Double], _ size: Int, by reflection: Reflection) {
    let (start, vector) = (reflection.start, reflection.vector)
    let count = vector.count
    var change = [Double](repeating: 0, count: count)
    work.withUnsafeMutableBufferPointer { work in
      change.withUnsafeMutableBufferPointer { change in
        vector.withUnsafeBufferPointer { vector in
          func row(_ index: Int) -> UnsafeMutableBufferPointer<Double> {
            let first = (start + index) * size + start
            return UnsafeMutableBufferPointer(rebasing: work[first..<(first + count)])
          }
          for index in 0..<count {
            add(reflection.factor * vector[index], times: UnsafeBufferPointer(row(index)), to: change)
          }
          var overlap = 0.0
          for index in 0..<count { overlap += change[index] * vector[index] }
          add(-reflection.factor / 2 * overlap, times: vector, to: change)
          for index in 0..<count {
            add(-vector[index], times: UnsafeBufferPointer(change), to: row(index))
            add(-change[index], times: vector, to: row(index))
          }
        }
      }
    }
  }

  /// The product of all reflections, the first leftmost.
  private static func product(of reflections: [Reflection], _ size: Int) -> RealMatrix {
    var result = RealMatrix.identity(size)
    for reflection in reflections.reversed() {
      let (start, count) = (reflection.start, reflection.vector.count)
      var sums = [Double](repeating: 0, count: count)
      result.elements.withUnsafeMutableBufferPointer { elements in
        sums.withUnsafeMutableBufferPointer { sums in
          for index in 0..<count {
            let first = (start + index) * size + start
            add(
              reflection.vector[index], times: UnsafeBufferPointer(rebasing: elements[first..<(first + count)]),
              to: sums)
          }
          for index in 0..<count {
            let first = (start + index) * size + start
            add(
              -reflection.factor * reflection.vector[index], times: UnsafeBufferPointer(sums),
              to: UnsafeMutableBufferPointer(rebasing: elements[first..<(first + count)]))
          }
        }
      }
    }
    return result
  }

  // MARK: From tridiagonal to diagonal

  /// False where the iteration does not end, as with numbers that are not finite.
  mutating func diagonalize() -> Bool {
    let mostSweeps = 60
    for first in 0..<size {
      var sweeps = 0
      while true {
        let last = endOfBlock(from: first)
        if last == first { break }
        guard sweeps < mostSweeps else { return false }
        sweeps += 1
        sweep(from: last, to: first)
      }
    }
    return true
  }

  /// The first place from `first` on whose coupling to the next is lost in rounding.
  private func endOfBlock(from first: Int) -> Int {
    var last = first
    while last < size - 1 {
      let scale = diagonal[last].magnitude + diagonal[last + 1].magnitude
      if coupling[last].magnitude <= 0x1p-52 * scale { break }
      last += 1
    }
    return last
  }

  /// One implicit QL step on the block: a shift close to the eigenvalue at `first`, and rotations that chase the bulge
  /// from the block's end to its beginning.
  private mutating func sweep(from last: Int, to first: Int) {
    let half = (diagonal[first + 1] - diagonal[first]) / (2 * coupling[first])
    let root = (half * half + 1).squareRoot()
    let shift = diagonal[first] - coupling[first] / (half + (half < 0 ? -root : root))
    var rest = diagonal[last] - shift
    var (sine, cosine, carried) = (1.0, 1.0, 0.0)
    for index in (first..<last).reversed() {
      let bulge = sine * coupling[index]
      let inner = cosine * coupling[index]
      let length = (bulge * bulge + rest * rest).squareRoot()
      coupling[index + 1] = length
      if length == 0 {
        diagonal[index + 1] -= carried
        coupling[last] = 0
        return
      }
      sine = bulge / length
      cosine = rest / length
      let upper = diagonal[index + 1] - carried
      let mixed = (diagonal[index] - upper) * sine + 2 * cosine * inner
      carried = sine * mixed
      diagonal[index + 1] = upper + carried
      rest = cosine * mixed - inner
      rotateVectors(index, cosine: cosine, sine: sine)
    }
    diagonal[first] -= carried
    coupling[first] = rest
    coupling[last] = 0
  }

  /// Mixes the vectors at `index` and `index + 1`.
  private mutating func rotateVectors(_ index: Int, cosine: Double, sine: Double) {
    let size = size
    vectors.elements.withUnsafeMutableBufferPointer { elements in
      guard let base = elements.baseAddress else { return }
      let (low, high) = (base + index * size, base + (index + 1) * size)
      var place = 0
      while place < size {
        let (left, right) = (low[place], high[place])
        high[place] = sine * left + cosine * right
        low[place] = cosine * left - sine * right
        place += 1
      }
    }
  }
}
