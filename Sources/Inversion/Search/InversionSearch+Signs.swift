internal import Numerics

extension InversionSearch {
  /// How wide the steps of the stand-in for signs are, in root mean squares of the values: from wide ones, which lead
  /// further, to steep ones.
  private static let widths = [1.0, 0.3]
  private static let mostSignStarts = 64

  /// The inputs whose values' signs agree best with those that were shared. Signs fix inputs to a region only, so that
  /// nothing found from them is certain.
  func signFinding(_ start: InversionFinding, behind observation: DefendedObservation) throws(InversionError)
    -> InversionFinding
  {
    var finding = start
    var points = Array(starts.prefix(Self.mostSignStarts))
    finding.starts = points.count
    var descents: [LeastSquaresSearch.Descent] = []
    for width in Self.widths {
      var soft = observation
      soft.signWidth = width
      var search = LeastSquaresSearch(soft, target: evidence.values)
      (search.stationarity, search.mostIterations) = (1e-4, 60)
      descents = try search.descents(from: points)
      finding.evaluations += descents.reduce(0) { $0 + $1.iterations + 1 }
      points = descents.map(\.inputs)
    }
    let slack = points.first.map { $0.map { _ in 1e-6 } } ?? []
    let inside = descents.compactMap { descent in
      domain.folded(descent.inputs, slack: slack).map { (inputs: $0, descent: descent) }
    }
    guard let best = inside.min(by: { $0.descent.cost < $1.descent.cost }) else {
      finding.message = "nothing recovered: no start led to inputs within their ranges"
      return finding
    }
    finding.startsConverged = inside.count { emptySet.distance($0.inputs, best.inputs) < 0.05 }
    finding.recovered = evidence.rows(of: best.inputs)
    finding.solutions = [evidence.rows(of: best.inputs)]
    let agreeing = zip(best.descent.prediction.values, evidence.values).count { $0 * $1 > 0 }
    finding.message =
      "\(agreeing) of \(evidence.values.count) signs agree; signs tell nothing of sizes, and fix inputs to a region only"
    return finding
  }
}
