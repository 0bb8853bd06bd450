/// The receiver operating characteristic: what share of positive and of negative cases score at least as high as each
/// threshold, from none to all.
package struct OperatingCurve: Hashable, Sendable {
  package struct Point: Hashable, Sendable {
    /// Cases with at least this score count as positive; infinite where none do.
    package let threshold: Double
    package let falsePositives: Int
    package let truePositives: Int
  }

  /// One for each different score, the highest first, behind one where no case counts as positive.
  package let points: [Point]
  package let positives: Int
  package let negatives: Int

  /// Nil where there are no positive or no negative cases, or where a score is no number.
  package init?(positives: [Double], negatives: [Double]) {
    guard !positives.isEmpty, !negatives.isEmpty else { return nil }
    guard !positives.contains(where: \.isNaN), !negatives.contains(where: \.isNaN) else { return nil }
    let cases = (positives.map { ($0, true) } + negatives.map { ($0, false) }).sorted { $0.0 > $1.0 }
    var points = [Point(threshold: .infinity, falsePositives: 0, truePositives: 0)]
    var (truePositives, falsePositives) = (0, 0)
    for (place, (score, isPositive)) in cases.enumerated() {
      if isPositive { truePositives += 1 } else { falsePositives += 1 }
      guard place + 1 == cases.count || cases[place + 1].0 != score else { continue }
      points.append(Point(threshold: score, falsePositives: falsePositives, truePositives: truePositives))
    }
    self.points = points
    self.positives = positives.count
    self.negatives = negatives.count
  }

  package func truePositiveRate(_ point: Point) -> Double { Double(point.truePositives) / Double(positives) }
  package func falsePositiveRate(_ point: Point) -> Double { Double(point.falsePositives) / Double(negatives) }

  /// The last point whose false positive rate is not above the level.
  package func point(atFalsePositiveRate level: Double) -> Point {
    let most = Self.allowed(level, of: negatives)
    return points.last { $0.falsePositives <= most } ?? points[0]
  }

  /// How many of so many cases a share allows, up to the rounding of their product.
  package static func allowed(_ level: Double, of count: Int) -> Int {
    Int(min(Double(count), max(0, (level * Double(count) + 1e-9).rounded(.down))))
  }

  /// How much more of the positive than of the negative cases is above the best threshold: the attacker's advantage.
  package var advantage: Double {
    points.reduce(0) { max($0, truePositiveRate($1) - falsePositiveRate($1)) }
  }
}
