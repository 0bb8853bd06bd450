internal import Models
internal import Numerics

/// Pairs recovered rows with true ones, whatever the encoding forgets left out of account.
struct RowMatching {
  private let domain: InputDomain
  /// Exact ones besides periods.
  private let symmetries: [Encoding.Symmetry]
  /// Whether features that are all multiplied by one number are the same to the encoding.
  let hasScaling: Bool

  init(in domain: InputDomain, encoding: Encoding?) {
    self.domain = domain
    let exact = encoding?.symmetries(featureCount: domain.ranges.count).filter(\.isExact) ?? []
    hasScaling = exact.contains { $0.change == .scaling }
    symmetries = exact.filter { symmetry in
      guard case .affine(let factors, _) = symmetry.change else { return false }
      return factors.contains { $0 != 1 }
    }
  }

  /// A true row less a recovered one.
  struct Match {
    /// In the truth's coordinates.
    var errors: [Double]
    /// In those of the recovered row, to which the true one was moved.
    var ownErrors: [Double]

    var squaredLength: Double { errors.reduce(0) { $0 + $1 * $1 } }
  }

  /// A symmetry changes features that no other one changes, so that each is chosen by itself.
  func match(_ recovered: [Double], with truth: [Double]) -> Match {
    guard !hasScaling else { return scaledMatch(recovered, with: truth) }
    var moved = truth
    var signs = truth.map { _ in 1.0 }
    var best = errors(of: recovered, to: moved)
    for symmetry in symmetries {
      guard case .affine(let factors, _) = symmetry.change else { continue }
      let image = symmetry.image(of: moved)
      let found = errors(of: recovered, to: image)
      guard Self.squaredLength(found) < Self.squaredLength(best) else { continue }
      (moved, best) = (image, found)
      signs = zip(signs, factors).map { $0 * $1 }
    }
    return Match(errors: zip(best, signs).map { $0 * $1 }, ownErrors: best)
  }

  private func errors(of recovered: [Double], to truth: [Double]) -> [Double] {
    recovered.indices.map { domain.difference(truth[$0], recovered[$0], of: $0) }
  }

  /// The recovered row times the number that brings it closest.
  private func scaledMatch(_ recovered: [Double], with truth: [Double]) -> Match {
    let product = zip(recovered, truth).reduce(0) { $0 + $1.0 * $1.1 }
    let square = Self.squaredLength(recovered)
    let scale = square > 0 ? product / square : 0
    let errors = zip(truth, recovered).map { $0 - scale * $1 }
    return Match(errors: errors, ownErrors: errors)
  }

  private static func squaredLength(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 } }

  /// Which recovered row each true one is paired with, and how it differs. Known labels stand in the rows' order, so
  /// that only rows of the same label change places.
  func pairs(
    of recovered: [[Double]], with truth: [[Double]], labels: [[Double]]?
  ) -> (order: [Int], matches: [Match]) {
    let all = truth.map { row in recovered.map { match($0, with: row) } }
    let lengths = all.map { $0.map(\.squaredLength) }
    // More than any pairing of rows that may change places.
    let never = 1 + 2 * lengths.joined().reduce(0, +)
    let costs = truth.indices.map { row in
      truth.indices.map { column in
        labels.map { $0[row] == $0[column] } ?? true ? lengths[row][column] : never
      }
    }
    let order = Assignment(costs: RealMatrix(rows: costs))?.columns ?? Array(truth.indices)
    return (order, order.enumerated().map { all[$0.offset][$0.element] })
  }
}
