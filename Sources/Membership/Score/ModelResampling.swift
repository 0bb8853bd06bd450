internal import Numerics

/// Intervals of several models' mean rates: models are drawn again, and within each its members and its other examples.
struct ModelResampling {
  private let trials: [MembershipScore.Trial]
  private let levels: [Double]

  init(_ trials: [MembershipScore.Trial], _ curves: [OperatingCurve], levels: [Double]) {
    (self.trials, self.levels) = (trials, levels)
  }

  /// Of the area, then of the rate at each level; widened for few models, see `Bootstrap.expandedInterval`.
  func intervals(confidence: Double, resamples: Int, stream: RandomStream) -> [ClosedRange<Double>?] {
    let sorted = trials.map { (members: $0.members.sorted(by: >), others: $0.others.sorted(by: >)) }
    var stream = stream
    let replicates = (0..<max(0, resamples)).map { _ in
      var sums = Array(repeating: 0.0, count: levels.count + 1)
      for _ in sorted {
        let model = sorted[Int(stream.uniform() * Double(sorted.count))]
        for (place, value) in values(of: model.members, model.others, &stream).enumerated() { sums[place] += value }
      }
      return sums.map { $0 / Double(sorted.count) }
    }
    let estimates = values(sorted)
    return (0...levels.count).map { place in
      var index = 0
      let bootstrap = Bootstrap(
        estimate: estimates[place], units: trials.count, resamples: replicates.count, stream: stream
      ) { _ in
        index += 1
        return replicates[index - 1][place]
      }
      return bootstrap.expandedInterval(confidence: confidence)
    }
  }

  private func values(_ models: [(members: [Double], others: [Double])]) -> [Double] {
    models.reduce(Array(repeating: 0.0, count: levels.count + 1)) { sums, model in
      let own = Self.rates(
        model.members, model.others, Array(repeating: 1, count: model.members.count),
        Array(repeating: 1, count: model.others.count), levels)
      return zip(sums, own).map { $0 + $1 / Double(models.count) }
    }
  }

  /// Of one model's examples drawn again.
  private func values(of members: [Double], _ others: [Double], _ stream: inout RandomStream) -> [Double] {
    func drawn(_ count: Int) -> [Int] {
      var times = Array(repeating: 0, count: count)
      for _ in 0..<count { times[Int(stream.uniform() * Double(count))] += 1 }
      return times
    }
    return Self.rates(members, others, drawn(members.count), drawn(others.count), levels)
  }

  /// The area and the rates of scores, in descending order, that count so many times each.
  private static func rates(
    _ members: [Double], _ others: [Double], _ memberTimes: [Int], _ otherTimes: [Int], _ levels: [Double]
  ) -> [Double] {
    let allowed = levels.map { OperatingCurve.allowed($0, of: others.count) }
    var rates = Array(repeating: 1.0, count: levels.count)
    var (hits, above, place) = (0, 0, 0)
    // Twice the pairs of a member and another example that the member outscores.
    var pairs = 0
    let total = others.count
    var start = 0
    while start < others.count {
      var end = start
      var ties = 0
      while end < others.count, others[end] == others[start] {
        ties += otherTimes[end]
        end += 1
      }
      while place < members.count, members[place] > others[start] {
        pairs += memberTimes[place] * 2 * (total - above)
        hits += memberTimes[place]
        place += 1
      }
      for (index, most) in allowed.enumerated() where above <= most && above + ties > most {
        rates[index] = Double(hits) / Double(members.count)
      }
      while place < members.count, members[place] == others[start] {
        pairs += memberTimes[place] * (2 * (total - above) - ties)
        hits += memberTimes[place]
        place += 1
      }
      above += ties
      start = end
    }
    return [Double(pairs) / Double(2 * members.count * total)] + rates
  }
}
