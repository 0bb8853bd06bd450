internal import Numerics

/// Candidates that match, those that differ only by whole periods or the order of rows taken as one.
package struct SolutionSet: Sendable {
  package struct Solution: Sendable {
    package var inputs: [Double]
    package var labels: [Double]
    /// Squared length of the residual, in the metric of the search.
    package var cost: Double
    /// From how many starts it was found.
    package var hits: Int

    package init(inputs: [Double], labels: [Double], cost: Double, hits: Int = 1) {
      self.inputs = inputs
      self.labels = labels
      self.cost = cost
      self.hits = hits
    }
  }

  private let domain: InputDomain
  private let batchSize: Int
  /// Rows may only change places with rows of the same label; nil where labels are unknown.
  private let labels: [[Double]]?
  /// How far apart the same solution may be found, per input of a range as wide as pi.
  private let tolerance: Double
  private let scales: [Double]
  package private(set) var solutions: [Solution] = []

  package init(in domain: InputDomain, batchSize: Int, labels: [[Double]]?, tolerance: Double = 1e-5) {
    self.domain = domain
    scales = domain.scales
    self.batchSize = batchSize
    self.labels = labels
    self.tolerance = tolerance
  }

  package mutating func insert(_ solution: Solution) {
    guard let place = solutions.firstIndex(where: { isNear($0.inputs, solution.inputs) }) else {
      return solutions.append(solution)
    }
    solutions[place].hits += solution.hits
    guard solution.cost < solutions[place].cost else { return }
    let hits = solutions[place].hits
    solutions[place] = solution
    solutions[place].hits = hits
  }

  /// Whether the distance is within the tolerance; of many rows hardly ever all must be put in order to tell.
  private func isNear(_ first: [Double], _ second: [Double]) -> Bool {
    let most = tolerance * tolerance * Double(first.count)
    let width = first.count / batchSize
    var least = 0.0
    for row in 0..<batchSize where batchSize > 1 {
      let own = second[row * width..<(row + 1) * width]
      least += (0..<batchSize).reduce(Double.infinity) { least, column in
        mayStand(column, for: row)
          ? min(least, squaredDistance(own, first[column * width..<(column + 1) * width])) : least
      }
      if least > most { return false }
    }
    return distance(first, second) <= tolerance
  }

  private func mayStand(_ row: Int, for other: Int) -> Bool { labels.map { $0[row] == $0[other] } ?? true }

  /// The root of the mean squared difference of the inputs in the best order of rows, each input's range taken as wide
  /// as pi.
  package func distance(_ first: [Double], _ second: [Double]) -> Double {
    guard let order = order(of: first, like: second) else { return .infinity }
    let width = first.count / batchSize
    let sum = order.enumerated().reduce(0.0) { sum, pair in
      sum
        + squaredDistance(
          first[pair.element * width..<(pair.element + 1) * width],
          second[pair.offset * width..<(pair.offset + 1) * width])
    }
    return (sum / Double(first.count)).squareRoot()
  }

  /// Of two rows.
  private func squaredDistance(_ first: ArraySlice<Double>, _ second: ArraySlice<Double>) -> Double {
    zip(first, second).enumerated().reduce(0) { sum, pair in
      let difference =
        domain.difference(pair.element.0, pair.element.1, of: pair.offset) / scales[pair.offset % scales.count]
      return sum + difference * difference
    }
  }

  /// Which row of the first comes closest to each row of the second, every one once.
  private func order(of first: [Double], like second: [Double]) -> [Int]? {
    guard batchSize > 1 else { return [0] }
    let width = first.count / batchSize
    var costs = RealMatrix(rowCount: batchSize, columnCount: batchSize)
    // More than any distance within reach.
    let never = 1e12
    for row in 0..<batchSize {
      for column in 0..<batchSize {
        costs[row, column] =
          mayStand(column, for: row)
          ? squaredDistance(
            second[row * width..<(row + 1) * width], first[column * width..<(column + 1) * width]) : never
      }
    }
    return Assignment(costs: costs)?.columns
  }
}
