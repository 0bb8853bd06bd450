#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Numerics

extension InversionSearch {
  /// How wide the steps of the stand-in for signs are, in root mean squares of the values: from wide ones, which lead
  /// further, to steep ones.
  private static let widths = [1.0, 0.3, 0.1]
  private static let mostSignStarts = 64

  /// The inputs whose values' signs agree best with those that were shared. Signs fix inputs to a region only, so that
  /// nothing found from them is certain: what is given is about the middle of that region.
  func signFinding(
    _ start: InversionFinding, behind observation: DefendedObservation
  ) throws(InversionError) -> InversionFinding {
    var finding = start
    var points = Array(starts.prefix(Self.mostSignStarts))
    finding.starts = points.count
    for width in Self.widths {
      var soft = observation
      soft.signWidth = width
      var search = search(of: soft)
      (search.stationarity, search.mostIterations) = (1e-4, 60)
      let descents = try search.descents(from: points)
      finding.evaluations += descents.reduce(0) { $0 + $1.iterations + 1 }
      points = descents.map(\.inputs)
    }
    let inside = points.compactMap(domain.clamped)
    let agreements = try agreements(of: inside, behind: observation)
    guard let most = agreements.max(), let place = agreements.firstIndex(of: most) else {
      finding.message = "nothing recovered: no start led anywhere"
      return finding
    }
    finding.startsConverged = agreements.count { $0 == most }
    let (inputs, agreeing) = try middle(around: inside[place], agreeing: most, behind: observation, &finding)
    finding.recovered = evidence.rows(of: inputs)
    finding.solutions = [evidence.rows(of: inputs)]
    finding.message =
      "\(agreeing) of \(evidence.values.count) signs agree; signs tell nothing of sizes, and fix inputs to a region only"
    return finding
  }

  /// How many of a candidate's signs are as they were shared.
  private func agreements(
    of candidates: [[Double]], behind observation: DefendedObservation
  ) throws(InversionError) -> [Int] {
    try observation.predictions(of: candidates, target: evidence.values, metric: nil, wantsJacobian: false).map {
      zip($0.values, evidence.values).count { $0 * $1 > 0 || $0 == $1 }
    }
  }

  /// Goes to the mean of the points nearby that agree as well, and to any that agrees better, nearer and nearer.
  private func middle(
    around start: [Double], agreeing most: Int, behind observation: DefendedObservation,
    _ finding: inout InversionFinding
  ) throws(InversionError) -> (inputs: [Double], agreeing: Int) {
    var stream = RandomStream(seed: 0).substream("signs")
    var (center, most) = (start, most)
    let scales = scales(of: start.count)
    for round in 0..<12 {
      let reach = 0.5 * pow(0.7, Double(round))
      let near = (0..<64).compactMap { _ in
        domain.clamped(zip(center, scales).map { $0 + $1 * reach * (2 * stream.uniform() - 1) })
      }
      let found = try agreements(of: near, behind: observation)
      finding.evaluations += near.count
      if let better = found.max(), better > most {
        (center, most) = (near[found.firstIndex(of: better) ?? 0], better)
        continue
      }
      let equal = zip(near, found).filter { $0.1 == most }.map(\.0)
      guard !equal.isEmpty else { continue }
      let mean = center.indices.map { place in equal.reduce(0) { $0 + $1[place] } / Double(equal.count) }
      if try agreements(of: [mean], behind: observation)[0] >= most { center = mean }
    }
    return (center, most)
  }
}

extension InputDomain {
  /// The inputs within their ranges that are nearest; nil of inputs that are no numbers.
  fileprivate func clamped(_ inputs: [Double]) -> [Double]? {
    guard inputs.allSatisfy(\.isFinite) else { return nil }
    let folded = folded(inputs, slack: inputs.map { _ in .infinity }) ?? inputs
    return folded.enumerated().map { place, value in
      let range = ranges[place % ranges.count]
      return min(max(value, range.lowerBound), range.upperBound)
    }
  }
}
