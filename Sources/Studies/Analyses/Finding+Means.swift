internal import Numerics

extension Finding {
  /// Keeps a value, if there is one that is a number.
  mutating func set(_ key: String, _ value: Double?) {
    if let value, value.isFinite { values[key] = value }
  }

  /// Keeps a mean, with the interval that the spread of its parts gives.
  mutating func setMean(_ key: String, _ parts: [Double]) {
    guard !parts.isEmpty else { return }
    set(key, parts.reduce(0, +) / Double(parts.count))
    guard let interval = StudentEstimate(meanOf: parts)?.interval(), interval.lowerBound.isFinite,
      interval.upperBound.isFinite
    else { return }
    intervals[key] = interval
  }
}
