import Numerics

/// Draws from probabilities that lie in memory; those below zero, by rounding, count as zero.
enum OutcomeDraws {
  /// How often each index came in so many draws, in order; those that never came are left out.
  static func draw(
    _ count: Int, from weights: UnsafeBufferPointer<Double>, stream: inout RandomStream
  ) -> [(index: Int, count: Int)] {
    guard count > 0 else { return [] }
    guard count < weights.count else {
      return stream.multinomial(count, weights: Array(weights)).enumerated().compactMap { index, times in
        times > 0 ? (index, times) : nil
      }
    }
    var total = 0.0
    for weight in weights where weight > 0 { total += weight }
    let places = (0..<count).map { _ in stream.uniform() * total }.sorted()
    var result: [(index: Int, count: Int)] = []
    find(places, in: weights) { index, _ in
      if let last = result.indices.last, result[last].index == index {
        result[last].count += 1
      } else {
        result.append((index, 1))
      }
    }
    return result
  }

  /// For sorted places in 0 ..< the weights' sum, the index whose share of the sum each lies in.
  static func find(
    _ places: [Double], in weights: UnsafeBufferPointer<Double>, found: (_ index: Int, _ place: Int) -> Void
  ) {
    var (sum, index, last) = (0.0, 0, 0)
    for (number, place) in places.enumerated() {
      while index < weights.count, weights[index] <= 0 || sum + weights[index] <= place {
        if weights[index] > 0 {
          sum += weights[index]
          last = index
        }
        index += 1
      }
      found(index < weights.count ? index : last, number)
    }
  }
}
