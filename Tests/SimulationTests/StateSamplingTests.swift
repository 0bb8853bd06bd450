import Numerics
import Simulation
import Testing

@Suite struct StateSamplingTests {
  /// The chi-square statistic of counts against weights, and its degrees of freedom.
  private func chiSquare(_ drawn: SampledOutcomes, _ weights: [Double], shots: Int) -> (value: Double, freedom: Double)
  {
    let total = weights.reduce(0, +)
    var counts = Array(repeating: 0, count: weights.count)
    for (outcome, times) in zip(drawn.outcomes, drawn.occurrences) { counts[outcome] += times }
    var sum = 0.0
    for (count, weight) in zip(counts, weights) where weight > 0 {
      let mean = weight / total * Double(shots)
      sum += (Double(count) - mean) * (Double(count) - mean) / mean
    }
    return (sum, Double(weights.filter { $0 > 0 }.count - 1))
  }

  @Test("Draws follow their weights by the chi-square test", arguments: [1, 2, 3, 100, 4096, 5000, 20_000])
  func distribution(length: Int) {
    var stream = RandomStream(seed: UInt64(length))
    let weights = (0..<length).map { $0 % 5 == 3 ? 0 : stream.uniform() + 0.01 }
    let shots = 100 * length + 1000
    let drawn = SampledOutcomes(weights: weights, shots: shots, stream: RandomStream(seed: 12))
    #expect(drawn.occurrences.reduce(0, +) == shots)
    #expect(drawn.outcomes == drawn.outcomes.sorted())
    #expect(Set(drawn.outcomes).count == drawn.outcomes.count)
    #expect(drawn.occurrences.allSatisfy { $0 > 0 })
    #expect(drawn.outcomes.allSatisfy { weights[$0] > 0 })
    let (value, freedom) = chiSquare(drawn, weights, shots: shots)
    #expect((value - freedom).magnitude <= 5 * (2 * freedom).squareRoot() + 1e-9)
  }

  @Test("Repeated small draws of few outcomes vary like a multinomial distribution")
  func variance() {
    let weights = (0..<9000).map { $0 == 10 ? 3.0 : $0 == 8200 ? 1.0 : 0 }
    var counts: [Int] = []
    for seed in 0..<2000 {
      let drawn = SampledOutcomes(weights: weights, shots: 20, stream: RandomStream(seed: UInt64(seed)))
      counts.append(zip(drawn.outcomes, drawn.occurrences).first { $0.0 == 10 }?.1 ?? 0)
    }
    let mean = Double(counts.reduce(0, +)) / 2000
    let variance = counts.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / 1999
    #expect((mean - 15).magnitude < 5 * (3.75 / 2000).squareRoot())
    #expect((variance - 3.75).magnitude < 5 * 3.75 * (2.0 / 1999).squareRoot())
  }

  @Test("A peak gets all shots but what the rest is worth, and no weight gets none")
  func peaks() {
    var weights = Array(repeating: 0.0, count: 10_000)
    weights[7777] = 2
    let all = SampledOutcomes(weights: weights, shots: 1_000_000, stream: RandomStream(seed: 1))
    #expect(all.outcomes == [7777])
    #expect(all.occurrences == [1_000_000])
    #expect(SampledOutcomes(weights: weights, shots: 0, stream: RandomStream(seed: 1)).outcomes.isEmpty)
    let nothing = SampledOutcomes(weights: [0, 0], shots: 5, stream: RandomStream(seed: 1))
    #expect(nothing.outcomes.isEmpty)
  }

  @Test("The same seed gives the same draw on any number of threads")
  func threads() {
    var stream = RandomStream(seed: 3)
    let weights = (0..<100_000).map { _ in stream.uniform() }
    let draws = (1...3).map {
      SampledOutcomes(weights: weights, shots: 50_000, stream: RandomStream(seed: 8), threadCount: $0)
    }
    #expect(draws[1] == draws[0])
    #expect(draws[2] == draws[0])
  }
}
