#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Intervals over a grid that hold all true values at once as often as they say, each as many standard errors wide: the
/// sup-t band of Montiel Olea and Plagborg-Møller, J. Appl. Econometrics 34 (2019) 1.
package struct SimultaneousBand: Hashable, Sendable {
  package let estimates: [Double]
  package let standardErrors: [Double]
  /// How many standard errors the band reaches to each side, at every point.
  package let reach: Double

  /// From replicates of all points together, such as `NestedSample.replicates` gives; those that are not finite
  /// everywhere, or of another length, are left out. Where replicates do not spread, the band has no width.
  ///
  /// Nil where an estimate is not finite or the confidence is more than so many replicates show.
  package init?(estimates: [Double], replicates: [[Double]], confidence: Double = 0.95) {
    let rows = replicates.filter { $0.count == estimates.count && $0.allSatisfy(\.isFinite) }
    let errors = estimates.indices.map { point in RunningMean(rows.lazy.map { $0[point] }).variance.squareRoot() }
    let distances = rows.map { row in
      estimates.indices.reduce(0.0) { greatest, point in
        errors[point] > 0 ? max(greatest, (row[point] - estimates[point]).magnitude / errors[point]) : greatest
      }
    }
    self.init(estimates, errors, distances, confidence)
  }

  /// From estimates with normal errors of known covariance: `draws` of the greatest error, from the stream.
  ///
  /// Nil where the covariance is not square, of the estimates' number, symmetric and positive up to rounding.
  package init?(
    estimates: [Double], covariance: RealMatrix, confidence: Double = 0.95, draws: Int = 10_000, stream: RandomStream
  ) {
    guard covariance.rowCount == estimates.count, let factors = Self.factors(covariance) else { return nil }
    let errors = estimates.indices.map { max(0, covariance[$0, $0]).squareRoot() }
    var stream = stream
    var sums = Array(repeating: 0.0, count: estimates.count)
    let distances = (0..<max(0, draws)).map { _ in
      for point in sums.indices { sums[point] = 0 }
      for factor in factors {
        let number = stream.normal()
        for point in sums.indices { sums[point] += number * factor[point] }
      }
      return sums.reduce(0) { max($0, $1.magnitude) }
    }
    self.init(estimates, errors, distances, confidence)
  }

  private init(estimates: [Double], standardErrors: [Double], reach: Double) {
    (self.estimates, self.standardErrors, self.reach) = (estimates, standardErrors, reach)
  }

  /// The reach is the order statistic that one more distance would exceed as seldom as is asked.
  private init?(_ estimates: [Double], _ errors: [Double], _ distances: [Double], _ confidence: Double) {
    guard confidence >= 0, confidence < 1 else { return nil }
    guard estimates.allSatisfy(\.isFinite), errors.allSatisfy(\.isFinite) else { return nil }
    let rank = (confidence * Double(distances.count + 1)).rounded(.up)
    guard rank >= 1, rank <= Double(distances.count) else { return nil }
    reach = distances.sorted()[Int(rank) - 1]
    guard reach.isFinite else { return nil }
    self.estimates = estimates
    standardErrors = errors
  }

  /// A band of few independent units: standard errors that resamples show are too small by (1 - 1 / n)^(1/2), and as
  /// estimates of their own they take Student's quantile of n - 1 degrees of freedom where the reach is the normal one,
  /// as Hesterberg, Am. Stat. 69 (2015) 371, expands single intervals. Nil of fewer than two units.
  package func widened(forUnits units: Int) -> SimultaneousBand? {
    guard units > 1 else { return nil }
    let tail = NormalDistribution.survival(reach)
    let quantile = -StudentDistribution(degreesOfFreedom: Double(units - 1)).quantile(tail)
    let widened = quantile * (Double(units) / Double(units - 1)).squareRoot()
    guard widened.isFinite, widened >= reach else { return nil }
    return SimultaneousBand(estimates: estimates, standardErrors: standardErrors, reach: widened)
  }

  package var intervals: [ClosedRange<Double>] {
    zip(estimates, standardErrors).map { ($0 - reach * $1)...($0 + reach * $1) }
  }

  /// Whether every value is within its interval; false where they differ in number.
  package func contains(_ values: [Double]) -> Bool {
    values.count == estimates.count && zip(intervals, values).allSatisfy { $0.contains($1) }
  }

  /// Vectors whose sum, each times a standard normal number, has the correlations of a covariance.
  private static func factors(_ covariance: RealMatrix) -> [[Double]]? {
    let size = covariance.rowCount
    guard covariance.columnCount == size, covariance.elements.allSatisfy(\.isFinite) else { return nil }
    let errors = (0..<size).map { covariance[$0, $0].squareRoot() }
    guard errors.allSatisfy({ $0 >= 0 }) else { return nil }
    var correlations = RealMatrix(rowCount: size, columnCount: size)
    for row in 0..<size {
      for column in 0..<size {
        let scale = errors[row] * errors[column]
        guard (covariance[row, column] - covariance[column, row]).magnitude <= 1e-9 * scale else { return nil }
        guard scale > 0 || covariance[row, column] == 0 else { return nil }
        correlations[row, column] = scale > 0 ? covariance[row, column] / scale : 0
      }
    }
    guard let system = SymmetricEigensystem(correlations) else { return nil }
    guard system.values.allSatisfy({ $0 >= -1e-9 * Double(size) }) else { return nil }
    return system.values.indices.filter { system.values[$0] > 0 }.map { index in
      system.vectors.row(index).map { $0 * system.values[index].squareRoot() }
    }
  }
}

extension RandomStream {
  /// A standard normal number: Box and Muller, Ann. Math. Stat. 29 (1958) 610.
  fileprivate mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * .pi * uniform())
  }
}
