internal import Numerics

/// What races know of a gradient as a whole, from some points at random: how to compare values, where valleys are narrow,
/// and how far steps may go.
struct StartTerrain {
  /// For directions where labels are known, and not to the last digit.
  let search: LeastSquaresSearch
  /// How many threads may search so at a time.
  let threadCount: Int
  let density: StartDensity
  /// Ways to look at points, in turn; nil for their values.
  let views: [StartView?]
  /// The mean of J^T J for the values' derivatives J; nil where they do not depend on the inputs.
  let steepness: CholeskyFactor?

  /// Directions that hardly occur are not counted for more than those with so much of the mean variance.
  private static let leastVariance = 0.1

  /// From points of the unit cube, which stand one after the other.
  init(_ search: LeastSquaresSearch, in domain: InputDomain, _ points: [Double]) throws(InversionError) {
    let coarse = try search.observation.coarse()
    threadCount = coarse == nil ? 1 : search.observation.threadCount
    var quick = search
    quick.metric = nil
    quick.observation = coarse ?? search.observation
    let numbers = domain.inputs(at: points)
    let inputs = search.observation.candidates(numbers)
    var views: [StartView?] = [nil]
    // Labels that are fitted take the length out of the values as well.
    if search.observation.unknownLabelCount == 0 {
      var directions = DirectionObservation(base: quick.observation)
      directions.metric = Self.metric(try quick.values(at: inputs), width: search.target.count)
      let target = directions.direction(of: search.target)
      let forms = try quick.observation.forms(
        along: directions.metric?.solveTransposed(target) ?? target, target: search.target, seenAt: numbers)
      (quick.observation, quick.target) = (directions, target)
      if !forms.isEmpty {
        let overlaps = try quick.overlaps(at: inputs)
        views = Self.turns(
          of: try forms.map { (form, _) throws(InversionError) in
            try StartView(form, at: numbers, overlaps: overlaps)
          }, share: forms[0].share)
      }
    }
    self.search = quick
    self.views = views
    let matrices = try quick.normalMatrices(at: inputs)
    density = StartDensity(
      search.observation.candidates(points),
      logDeterminants: matrices.map { CholeskyFactor($0)?.logarithmOfDeterminant ?? -.infinity })
    steepness = Self.steepness(matrices, size: search.observation.unknownInputs)
  }

  private static let turnCount = 16
  private static let turnOfValues = 3

  /// The likelier view has its turn more often, as the root of how likely it is: so what is sought is found soonest on
  /// average. Values have one too, for what no view shows.
  private static func turns(of views: [StartView], share: Double) -> [StartView?] {
    let every = min(Double(turnCount / 2), 1 + (share / (1 - share)).squareRoot())
    return (0..<turnCount).map { turn in
      if turn == turnOfValues { return nil }
      return turn % Int(every) == Int(every) - 1 ? views[views.count - 1] : views[0]
    }
  }

  /// Of the covariance of directions; nil where there is none.
  private static func metric(_ values: [Double], width: Int) -> CholeskyFactor? {
    var sums = RealMatrix(rowCount: width, columnCount: width)
    var count = 0.0
    for start in stride(from: 0, to: values.count, by: max(1, width)) {
      let own = values[start..<start + width]
      let square = own.reduce(0) { $0 + $1 * $1 }
      guard square > 0, square.isFinite else { continue }
      count += 1
      for (row, value) in own.enumerated() {
        for (column, other) in own.enumerated() { sums.elements[row * width + column] += value * other / square }
      }
    }
    guard count > 0 else { return nil }
    return CholeskyFactor(sums, addingToDiagonal: leastVariance * count / Double(width))
  }

  private static func steepness(_ matrices: [RealMatrix], size: Int) -> CholeskyFactor? {
    var sum = RealMatrix(rowCount: size, columnCount: size)
    var count = 0.0
    for matrix in matrices where matrix.elements.allSatisfy(\.isFinite) {
      for place in sum.elements.indices { sum.elements[place] += matrix.elements[place] }
      count += 1
    }
    for place in sum.elements.indices { sum.elements[place] /= max(1, count) }
    let greatest = (0..<size).reduce(0) { max($0, sum[$1, $1]) }
    return CholeskyFactor(sum, addingToDiagonal: 1e-6 * greatest)
  }
}
