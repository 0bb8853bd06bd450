internal import Formats
internal import Numerics

/// How steeply numbers rise with a size, such as the logarithm of a cost with the qubits: the slope of the straight
/// line of least squares, and its 95 % interval from drawing again what was measured at each size.
struct ScalingSlope: Hashable, Sendable {
  struct Point: Hashable, Sendable {
    let size: Double
    let value: Double
  }

  let slope: Double
  let interval: ClosedRange<Double>

  private static let resamples = 1000

  /// Nil of fewer than two sizes, or where a size has a single number, which shows no spread.
  init?(_ points: [Point], stream: RandomStream) { self.init(points, less: [], stream: stream) }

  /// How much steeper the first numbers rise than the second ones, each drawn on their own.
  init?(_ first: [Point], less second: [Point], stream: RandomStream) {
    let all = first + second
    let places = Dictionary(grouping: all.indices) { Key(isFirst: $0 < first.count, size: all[$0].size) }
    let sample = NestedSample.strata(
      places.sorted { $0.value[0] < $1.value[0] }.map { .observations($0.value) })
    let bootstrap = Bootstrap(of: sample, resamples: Self.resamples, stream: stream) { drawn in
      let places = drawn.places
      let rise = Self.slope(of: places.filter { $0 < first.count }.map { all[$0] })
      return second.isEmpty ? rise : rise - Self.slope(of: places.filter { $0 >= first.count }.map { all[$0] })
    }
    guard bootstrap.estimate.isFinite, let interval = bootstrap.expandedInterval() else { return nil }
    slope = bootstrap.estimate
    self.interval = interval
  }

  private struct Key: Hashable {
    let isFirst: Bool
    let size: Double
  }

  /// Not a number of fewer than two sizes.
  private static func slope(of points: [Point]) -> Double {
    let count = Double(points.count)
    let size = points.reduce(0) { $0 + $1.size } / count
    let value = points.reduce(0) { $0 + $1.value } / count
    let products = points.reduce(0) { $0 + ($1.size - size) * ($1.value - value) }
    let squares = points.reduce(0) { $0 + ($1.size - size) * ($1.size - size) }
    return squares > 0 ? products / squares : .nan
  }

  /// Such as `1.52 (1.41 to 1.63)`.
  var text: String {
    "\(ReportedNumber.text(slope)) (\(ReportedNumber.text(interval.lowerBound)) to "
      + "\(ReportedNumber.text(interval.upperBound)))"
  }
}
