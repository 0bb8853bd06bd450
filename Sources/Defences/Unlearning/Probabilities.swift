#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Probabilities of classes, from scores.
enum Probabilities {
  /// The softmax of rows of scores.
  static func softmax(_ scores: [Double], width: Int) -> [Double] {
    var result = scores
    for start in stride(from: 0, to: scores.count - width + 1, by: max(width, 1)) {
      let greatest = scores[start..<start + width].max() ?? 0
      var sum = 0.0
      for place in start..<start + width {
        result[place] = exp(scores[place] - greatest)
        sum += result[place]
      }
      for place in start..<start + width { result[place] /= sum }
    }
    return result
  }

  /// No score is below the logarithm of the least number.
  static func logarithm(_ share: Double) -> Double { log(max(share, .leastNormalMagnitude)) }

  /// sum p ln p / q over classes, with 0 where p is 0.
  static func divergence(_ first: ArraySlice<Double>, _ second: ArraySlice<Double>) -> Double {
    zip(first, second).reduce(0) { sum, pair in
      pair.0 > 0 ? sum + pair.0 * (log(pair.0) - logarithm(pair.1)) : sum
    }
  }
}
