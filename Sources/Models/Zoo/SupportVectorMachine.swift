/// A support vector machine of two classes on a precomputed kernel, fitted by sequential minimal optimisation of the
/// most violating pair (Keerthi and others, Neural Computation 13, 2001).
package struct SupportVectorMachine: Hashable, Sendable {
  /// For each training row, its multiplier times its sign.
  package let coefficients: [Double]
  package let bias: Double
  /// Whether the optimality conditions hold to the tolerance.
  package let isConverged: Bool

  package struct Options: Hashable, Sendable {
    /// The greatest multiplier: the price of a row on the wrong side of its margin.
    package var penalty = 1.0
    package var tolerance = 1e-6
    package var stepLimit = 1_000_000

    package init(penalty: Double = 1, tolerance: Double = 1e-6, stepLimit: Int = 1_000_000) {
      self.penalty = penalty
      self.tolerance = tolerance
      self.stepLimit = stepLimit
    }
  }

  /// From the kernel's values for all pairs of rows, row-major, and each row's class, 1 or -1. A kernel that shots
  /// estimate may have negative eigenvalues; a step along one is as long as the box allows.
  package init(kernel: [Double], signs: [Double], options: Options = Options()) {
    var solver = Solver(kernel: kernel, signs: signs, penalty: options.penalty)
    var steps = 0
    var pair = solver.mostViolatingPair()
    while let current = pair, current.violation > options.tolerance, steps < options.stepLimit {
      solver.improve(current.up, current.low)
      steps += 1
      pair = solver.mostViolatingPair()
    }
    coefficients = zip(solver.multipliers, signs).map { $0 * $1 }
    isConverged = pair.map { $0.violation <= options.tolerance } ?? true
    bias = pair.map { (solver.score($0.up) + solver.score($0.low)) / 2 } ?? (signs.first ?? 0)
  }

  /// Positive for the class of sign 1, given the kernel's values between a row and all training rows.
  package func decision(_ kernel: some Collection<Double>) -> Double {
    zip(coefficients, kernel).reduce(bias) { $0 + $1.0 * $1.1 }
  }
}

/// The dual problem: minimise a Q a / 2 - sum a for 0 <= a <= penalty and sum y a = 0, with Q_ij = y_i y_j K_ij.
private struct Solver {
  let kernel: [Double]
  let signs: [Double]
  let penalty: Double
  var multipliers: [Double]
  /// Of the function to be minimised.
  var gradient: [Double]

  init(kernel: [Double], signs: [Double], penalty: Double) {
    self.kernel = kernel
    self.signs = signs
    self.penalty = penalty
    multipliers = Array(repeating: 0, count: signs.count)
    gradient = Array(repeating: -1, count: signs.count)
  }

  /// The bias at which a row is on its margin.
  func score(_ row: Int) -> Double { -signs[row] * gradient[row] }

  /// The rows whose multipliers would gain most from moving against each other; nil where only one class can move.
  func mostViolatingPair() -> (up: Int, low: Int, violation: Double)? {
    var up: Int?
    var low: Int?
    for row in signs.indices {
      let canGrow = multipliers[row] < penalty
      let canShrink = multipliers[row] > 0
      let isPositive = signs[row] > 0
      if isPositive ? canGrow : canShrink, up.map({ score(row) > score($0) }) ?? true { up = row }
      if isPositive ? canShrink : canGrow, low.map({ score(row) < score($0) }) ?? true { low = row }
    }
    guard let up, let low else { return nil }
    return (up, low, score(up) - score(low))
  }

  /// Moves two multipliers to the least value on the line that keeps the sum, within the box.
  mutating func improve(_ up: Int, _ low: Int) {
    let count = signs.count
    let curvature = kernel[up * count + up] + kernel[low * count + low] - 2 * kernel[up * count + low]
    let room = min(
      signs[up] > 0 ? penalty - multipliers[up] : multipliers[up],
      signs[low] > 0 ? multipliers[low] : penalty - multipliers[low])
    let step = min((score(up) - score(low)) / max(curvature, 1e-12), room)
    multipliers[up] = min(max(multipliers[up] + signs[up] * step, 0), penalty)
    multipliers[low] = min(max(multipliers[low] - signs[low] * step, 0), penalty)
    for row in 0..<count {
      gradient[row] += signs[row] * step * (kernel[row * count + up] - kernel[row * count + low])
    }
  }
}
