/// The method of conjugate gradients of Hestenes and Stiefel, J. Res. Natl. Bur. Stand. 49 (1952) 409.
enum ConjugateGradients {
  /// The residual's length, next to that of the right side, at which it ends.
  private static let tolerance = 1e-8

  /// The x of A x = b, or what so many iterations come to; nil where A is found not to be positive definite.
  static func solve<Failure: Error>(
    _ right: [Double], iterations: Int, product: ([Double]) throws(Failure) -> [Double]
  ) throws(Failure) -> [Double]? {
    var solution = right.map { _ in 0.0 }
    var residual = right
    var direction = right
    var square = inner(residual, residual)
    let goal = tolerance * tolerance * square
    for _ in 0..<max(iterations, 1) where square > goal {
      let image = try product(direction)
      let curvature = inner(direction, image)
      guard curvature > 0 else { return nil }
      let step = square / curvature
      for place in solution.indices {
        solution[place] += step * direction[place]
        residual[place] -= step * image[place]
      }
      let next = inner(residual, residual)
      for place in direction.indices { direction[place] = residual[place] + next / square * direction[place] }
      square = next
    }
    return solution
  }

  private static func inner(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
