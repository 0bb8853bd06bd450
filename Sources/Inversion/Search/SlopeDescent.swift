internal import Numerics

/// Ways down along the slope alone, which costs a fraction of a whole linear model and tells as well whether a point lies
/// in a valley: steps are straightened by what the linear models are like on average.
struct SlopeDescent {
  /// The costs of points, which stand one after the other, and where they fall.
  let slopes: ([Double]) throws(InversionError) -> Slopes
  let longestSteps: [Double]
  /// The mean of J^T J for the values' derivatives J; nil takes slopes as they are.
  let steepness: CholeskyFactor?

  struct Ways {
    /// One way's after the other's, as the slopes there are.
    fileprivate(set) var inputs: [Double]
    fileprivate(set) var slopes: Slopes
    /// In steps that would reach the bottom if the model were the mean one, and linear.
    fileprivate var reaches: [Double]

    var count: Int { reaches.count }
    fileprivate var width: Int { inputs.count / max(1, count) }

    /// Leaves those that are lowest, the lowest first.
    mutating func keepLowest(_ most: Int) {
      let places = slopes.costs.indices.filter { slopes.costs[$0].isFinite }
        .sorted { (slopes.costs[$0], $0) < (slopes.costs[$1], $1) }.prefix(most)
      let width = width
      func numbers(_ all: [Double]) -> [Double] { places.flatMap { all[$0 * width..<($0 + 1) * width] } }
      (inputs, slopes.falls) = (numbers(inputs), numbers(slopes.falls))
      (slopes.costs, reaches) = (places.map { slopes.costs[$0] }, places.map { reaches[$0] })
    }
  }

  private static let firstReach = 2.0
  private static let (growth, shrinkage) = (1.5, 0.5)

  func ways(from points: [Double]) throws(InversionError) -> Ways {
    let slopes = try slopes(points)
    return Ways(inputs: points, slopes: slopes, reaches: slopes.costs.map { _ in Self.firstReach })
  }

  /// One step of each.
  func advance(_ ways: inout Ways) throws(InversionError) {
    let trials = trials(ways)
    let found = try slopes(trials)
    let width = ways.width
    for (way, cost) in found.costs.enumerated() {
      guard cost < ways.slopes.costs[way] else {
        ways.reaches[way] *= Self.shrinkage
        continue
      }
      ways.slopes.costs[way] = cost
      for place in way * width..<(way + 1) * width {
        ways.inputs[place] = trials[place]
        ways.slopes.falls[place] = found.falls[place]
      }
      ways.reaches[way] *= Self.growth
    }
  }

  /// Where the next steps lead.
  private func trials(_ ways: Ways) -> [Double] {
    var steps = ways.slopes.falls
    steepness?.whiten(vectors: &steps)
    steepness?.solveTransposed(vectors: &steps)
    let width = ways.width
    for (way, reach) in ways.reaches.enumerated() {
      let own = way * width..<(way + 1) * width
      var excess = 1.0
      for place in own {
        excess = max(
          excess, reach * steps[place].magnitude / longestSteps[(place - own.lowerBound) % longestSteps.count])
      }
      for place in own { steps[place] = ways.inputs[place] + reach * steps[place] / excess }
    }
    return steps
  }
}
