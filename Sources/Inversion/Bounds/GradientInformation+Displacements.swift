#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Gradients
internal import Numerics

extension GradientInformation {
  /// In standard errors.
  private static let lengths: [Double] = [0.25, 0.5, 1, 1.5, 2, 3, 4].flatMap { [$0, -$0] }
  /// Into so many parts each range is cut.
  private static let cuts = 8

  /// Hammersley's (1950) and Chapman's and Robbins's (1951) bound, with the covariance held fixed: an estimator without
  /// bias at the inputs and at those displaced by D has var(x_i) >= D_i^2 / (exp(dg^T S^-1 dg) - 1), dg the change of
  /// the values. It is never below that of Cramer and Rao, its limit for small displacements, and sees other solutions:
  /// one with the same values leaves no finite error.
  ///
  /// Tried are displacements within the ranges: along the columns of F^-1, its eigenvectors and the axes, by a few
  /// standard errors, over each range, and to solutions that are known. Unknown labels follow where that helps. Ranges
  /// are those of a row's inputs.
  package func hammersleyChapmanRobbins(
    at inputs: [Double], _ place: InformationBound.Place = .truth, ranges: [ClosedRange<Double>],
    solutions: [[Double]] = []
  ) throws(InversionError) -> InformationBound {
    var fixed = self
    fixed.includesCovariance = false
    let information = try fixed.information(at: inputs)
    var variances = InformationBound.variances(of: information)
    let all = inputs.indices.map { ranges.isEmpty ? -Double.infinity...Double.infinity : ranges[$0 % ranges.count] }
    let start = try expected(at: [inputs], wantsJacobian: true)[0]
    let metric = try self.metric(try observation.covariance(of: inputs, labels: labels), Self.columns(start))
    func raise(by candidates: [[Double]]) throws(InversionError) {
      for (candidate, divergence) in zip(candidates, try divergences(of: candidates, from: start, metric)) {
        for (index, pair) in zip(candidate, inputs).enumerated() {
          let (distance, width) = (pair.0 - pair.1, all[index].upperBound - all[index].lowerBound)
          // Nearer than that, the values' change is rounding.
          guard distance.magnitude > 1e-9 * (width.isFinite ? width : 1) else { continue }
          variances[index] = max(variances[index], distance * distance / expm1(divergence))
        }
      }
    }
    try raise(by: solutions.filter { $0.count == inputs.count && $0.allSatisfy(\.isFinite) })
    for place in inputs.indices where !ranges.isEmpty { try raise(by: Self.cut(inputs, place, all[place])) }
    for direction in Self.directions(of: information) {
      let square = zip(direction, information.times(direction)).reduce(0) { $0 + $1.0 * $1.1 }
      guard square > 0, square.isFinite else { continue }
      let moved = Self.lengths.map { length in
        zip(inputs, direction).map { $0 + length / square.squareRoot() * $1 }
      }
      try raise(by: moved.filter { zip($0, all).allSatisfy { $1.contains($0) } })
    }
    return InformationBound(.hammersleyChapmanRobbins, .gradient, at: place, variances: variances)
  }

  /// dg^T S^-1 dg for each candidate, at the labels that make it least where they are unknown.
  private func divergences(
    of candidates: [[Double]], from start: Prediction, _ metric: ResidualMetric
  ) throws(InversionError) -> [Double] {
    guard !candidates.isEmpty else { return [] }
    return try expected(at: candidates, wantsJacobian: false).map { found in
      var change = metric.whitened(zip(found.values, start.values).map { $0 - $1 })
      if found.byLabels.columnCount > 0, let values = SingularValues(metric.whitened(found.byLabels)) {
        for index in 0..<values.rank() {
          let direction = values.leftVectors.row(index)
          let part = zip(direction, change).reduce(0) { $0 + $1.0 * $1.1 }
          change = zip(change, direction).map { $0 - part * $1 }
        }
      }
      return change.reduce(0) { $0 + $1 * $1 }
    }
  }

  /// The axes, the columns of F^-1, and its eigenvectors.
  private static func directions(of information: RealMatrix) -> [[Double]] {
    guard let system = SymmetricEigensystem(information), let largest = system.values.first, largest > 0 else {
      return []
    }
    let size = information.rowCount
    let axes = (0..<size).map { place in (0..<size).map { $0 == place ? 1.0 : 0 } }
    let columns = CholeskyFactor(information, addingToDiagonal: 1e-13 * largest).map { axes.map($0.solve) } ?? []
    return axes + columns + (0..<size).map { Array(system.vectors.row($0)) }
  }

  /// One input at points of its range.
  private static func cut(_ inputs: [Double], _ place: Int, _ range: ClosedRange<Double>) -> [[Double]] {
    (0...cuts).map { cut in
      var moved = inputs
      moved[place] = range.lowerBound + Double(cut) / Double(cuts) * (range.upperBound - range.lowerBound)
      return moved
    }
  }
}
