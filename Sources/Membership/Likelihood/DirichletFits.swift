internal import Numerics

/// Dirichlet distributions of many outcomes fitted to an example's references of one kind: their mean, and one
/// concentration for all examples, by moments.
struct DirichletFits: Sendable {
  private let means: [[Double]]
  private let concentration: Double

  /// Nil where an example has no reference.
  init?(_ probabilities: [[[Double]]]) {
    guard let width = probabilities.first?.first?.count, probabilities.allSatisfy({ !$0.isEmpty }) else { return nil }
    var (spread, most) = (0.0, 0.0)
    var means: [[Double]] = []
    for references in probabilities {
      let number = Double(references.count)
      let mean = (0..<width).map { place in references.reduce(0) { $0 + $1[place] } / number }
      if references.count > 1 {
        for reference in references {
          spread += zip(reference, mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / (number - 1)
          most += mean.reduce(0) { $0 + $1 * (1 - $1) } / number
        }
      }
      // Outcomes that no reference has still come now and then.
      means.append(mean.map { ($0 + 1e-6) / (1 + 1e-6 * Double(width)) })
    }
    self.means = means
    // The variance of an outcome is p (1 - p) / (A + 1).
    let ratio = spread > 0 ? most / spread : 1e9
    concentration = min(1e9, max(1, ratio - 1))
  }

  func shapes(_ row: Int) -> [Double] { means[row].map { $0 * concentration } }
}
