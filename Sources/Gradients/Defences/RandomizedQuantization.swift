/// The randomized quantization mechanism, Youn, Hu, Ziani and Abernethy 2023: of evenly spaced levels over a range
/// wider than the values', inner ones are kept with some probability, the outer two always; a value goes to one of the
/// kept levels next to it at random, so that it is right on average. No noise is added, and still no value is certain.
package struct RandomizedQuantization: Hashable, Sendable {
  package static let levelRange = 2...256

  /// Values are cut to this magnitude first.
  package let limit: Double
  package let levelCount: Int
  /// The probability with which an inner level is kept.
  package let keeping: Double
  /// How far levels go beyond the limit.
  package let margin: Double

  package init(limit: Double, levelCount: Int = 8, keeping: Double = 0.5, margin: Double? = nil) {
    self.limit = limit
    self.levelCount = min(max(levelCount, Self.levelRange.lowerBound), Self.levelRange.upperBound)
    self.keeping = min(max(keeping, 0), 1)
    self.margin = margin ?? limit
  }

  package func level(_ index: Int) -> Double {
    (limit + margin) * (2 * Double(index) / Double(levelCount - 1) - 1)
  }

  package func cut(_ value: Double) -> Double { min(max(value, -limit), limit) }

  /// The level at or below a value that is cut to the limit, never the last.
  private func levelBelow(_ value: Double) -> Int {
    guard value.isFinite else { return 0 }
    let place = (value / (limit + margin) + 1) / 2 * Double(levelCount - 1)
    var index = min(max(Int(place), 0), levelCount - 2)
    if index > 0, level(index) > value { index -= 1 }
    return index
  }

  /// Calls with the kept levels below and above a value, and the probability of those.
  private func forEachPair(around value: Double, _ body: (_ low: Int, _ high: Int, _ probability: Double) -> Void) {
    let below = levelBelow(value)
    var lowGap = 1.0
    for low in stride(from: below, through: 0, by: -1) {
      let lowShare = lowGap * (low == 0 ? 1 : keeping)
      var highGap = lowShare
      for high in below + 1..<levelCount {
        body(low, high, highGap * (high == levelCount - 1 ? 1 : keeping))
        highGap *= 1 - keeping
      }
      lowGap *= 1 - keeping
    }
  }

  /// The probability of each level for a value, cut to the limit.
  package func probabilities(of value: Double) -> [Double] {
    let value = cut(value)
    var result = Array(repeating: 0.0, count: levelCount)
    forEachPair(around: value) { low, high, probability in
      let share = (value - level(low)) / (level(high) - level(low))
      result[low] += probability * (1 - share)
      result[high] += probability * share
    }
    return result
  }

  /// Of what becomes of a value, which is the value itself on average.
  package func variance(of value: Double) -> Double {
    let value = cut(value)
    var sum = 0.0
    forEachPair(around: value) { low, high, probability in
      sum += probability * (value - level(low)) * (level(high) - value)
    }
    return sum
  }
}
