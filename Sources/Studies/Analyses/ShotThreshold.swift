#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Numerics

/// The number of shots a circuit at which half of the inputs are rebuilt to a mean squared error: as an attack finds
/// it, and as the Cramer-Rao limit at a single number of shots foretells it.
struct ShotThreshold {
  /// Of one attack on one backend.
  let records: [Record]
  let level: Double

  /// Where the median error crosses the level for the last time, on a straight line of logarithms between the numbers
  /// of shots that were tried; nil where it does not.
  var measured: Double? {
    let medians = byShots.map { shots, records in (Double(shots), Self.median(of: records.map(Self.error))) }
    for (left, right) in zip(medians, medians.dropFirst()).reversed() where left.1 > level && right.1 <= level {
      let share = log(left.1 / level) / log(left.1 / max(right.1, .leastNormalMagnitude))
      return left.0 * pow(right.0 / left.0, share)
    }
    return nil
  }

  /// The same for an attack at the limit: each input's error is its limit, which falls as the shots grow, times
  /// chi-square over its degrees of freedom.
  func predicted(from shots: Int) -> Double? {
    let limits = records.filter { $0.point.number(.shots) == shots }.map { record in
      record.values["cramerRao"].flatMap { limit in record.values["freedom"].map { (limit, $0) } }
    }
    guard !limits.isEmpty else { return nil }
    /// How many inputs are rebuilt by so many times the shots.
    func share(_ factor: Double) -> Double {
      limits.reduce(0) { sum, pair in
        guard let (limit, freedom) = pair, limit > 0 else { return sum }
        return sum + ChiSquaredDistribution(degreesOfFreedom: freedom).cumulative(freedom * level * factor / limit)
      } / Double(limits.count)
    }
    var (low, high) = (-20.0, 20.0)
    guard share(exp(high)) > 0.5 else { return nil }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if share(exp(middle)) < 0.5 { low = middle } else { high = middle }
    }
    return Double(shots) * exp(high)
  }

  /// The most that were tried.
  var mostShots: Int? { byShots.last?.shots }

  private var byShots: [(shots: Int, records: [Record])] {
    Dictionary(grouping: records) { $0.point.number(.shots) ?? 0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func error(_ record: Record) -> Double { record.values["error"] ?? .infinity }

  private static func median(of values: [Double]) -> Double {
    guard !values.isEmpty else { return .infinity }
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
