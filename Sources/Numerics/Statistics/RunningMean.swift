/// Mean and variance of numbers that come one by one: Welford, Technometrics 4 (1962) 419; joined as Chan, Golub and
/// LeVeque, Am. Stat. 37 (1983) 242.
package struct RunningMean: Codable, Hashable, Sendable {
  package private(set) var count = 0
  package private(set) var mean = 0.0
  /// The sum of squared distances from the mean.
  private(set) var squares = 0.0

  package init() {}

  package init(_ values: some Sequence<Double>) {
    for value in values { add(value) }
  }

  package mutating func add(_ value: Double) {
    count += 1
    let distance = value - mean
    mean += distance / Double(count)
    squares += distance * (value - mean)
  }

  package mutating func merge(_ other: RunningMean) {
    guard other.count > 0 else { return }
    let total = Double(count + other.count)
    let distance = other.mean - mean
    squares += other.squares + distance * distance * Double(count) * Double(other.count) / total
    mean += distance * Double(other.count) / total
    count += other.count
  }

  /// The unbiased estimate; NaN of fewer than two numbers.
  package var variance: Double { count > 1 ? squares / Double(count - 1) : .nan }
  package var standardError: Double { (variance / Double(count)).squareRoot() }

  /// Student's interval for the expected value; nil of fewer than two numbers, or where one is not finite.
  package func interval(confidence: Double = 0.95) -> ClosedRange<Double>? {
    let student = StudentDistribution(degreesOfFreedom: Double(count - 1))
    let reach = -student.quantile((1 - confidence) / 2) * standardError
    return reach >= 0 && mean.isFinite ? (mean - reach)...(mean + reach) : nil
  }
}
