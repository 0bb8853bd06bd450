internal import Numerics

/// Ways down along the slope alone, which costs a third of a whole linear model and tells as well whether a point lies in
/// a valley: steps are straightened by what the linear models are like on average.
struct SlopeDescent {
  /// The costs of points, and where they fall.
  let slopes: ([[Double]]) throws(InversionError) -> [Slope]
  let longestSteps: [Double]
  /// The mean of J^T J for the values' derivatives J; nil takes slopes as they are.
  let steepness: CholeskyFactor?

  struct Way {
    fileprivate(set) var inputs: [Double]
    fileprivate(set) var slope: Slope
    /// In steps that would reach the bottom if the model were the mean one, and linear.
    fileprivate var reach = SlopeDescent.firstReach
  }

  private static let firstReach = 2.0
  private static let (growth, shrinkage) = (1.5, 0.5)

  func ways(from points: [[Double]]) throws(InversionError) -> [Way] {
    zip(points, try slopes(points)).map { Way(inputs: $0, slope: $1) }
  }

  /// One step of each.
  func advance(_ ways: inout [Way]) throws(InversionError) {
    let trials = ways.map(trial)
    for (place, slope) in try slopes(trials).enumerated() {
      guard slope.cost < ways[place].slope.cost else {
        ways[place].reach *= Self.shrinkage
        continue
      }
      (ways[place].inputs, ways[place].slope) = (trials[place], slope)
      ways[place].reach *= Self.growth
    }
  }

  private func trial(_ way: Way) -> [Double] {
    let step = (steepness?.solve(way.slope.right) ?? way.slope.right).map { $0 * way.reach }
    let excess = step.enumerated().reduce(1) {
      max($0, $1.element.magnitude / longestSteps[$1.offset % longestSteps.count])
    }
    return zip(way.inputs, step).map { $0 + $1 / excess }
  }
}
