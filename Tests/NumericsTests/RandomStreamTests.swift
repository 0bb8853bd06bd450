import Foundation
import Numerics
import Testing

@Suite struct RandomStreamTests {
  @Test("A stream starts with Philox's block for its seed")
  func start() {
    var stream = RandomStream(seed: 0)
    #expect(stream.next() == 0xE169_C58D_6627_E8D5)
    #expect(stream.next() == 0x9B00_DBD8_BC57_AC4C)
  }

  @Test("A substream depends on seed and label only, not on what was drawn before")
  func substreams() {
    var parent = RandomStream(seed: 7)
    var early = parent.substream("shots/3")
    _ = parent.next()
    var late = parent.substream("shots/3")
    let numbers = (0..<5).map { _ in early.next() }
    #expect(numbers == (0..<5).map { _ in late.next() })
    let others = [
      RandomStream(seed: 8).substream("shots/3"), parent.substream("shots/4"), parent.substream(3), parent,
      parent.substream("shots").substream("3"), parent.substream("shots").substream(3),
    ]
    var firsts = Set([numbers[0]])
    for var other in others { #expect(firsts.insert(other.next()).inserted) }
  }

  @Test("Substreams by number start differently")
  func numbered() {
    let stream = RandomStream(seed: 1)
    let firsts = (-500..<500).map { number in
      var numbered = stream.substream(number)
      return numbered.next()
    }
    #expect(Set(firsts).count == 1000)
  }

  @Test("Uniform numbers have the mean, variance and correlation of uniform numbers within 5 sigma")
  func uniform() {
    var stream = RandomStream(seed: 20).substream("uniform")
    let count = 200_000
    let values = (0..<count).map { _ in stream.uniform() }
    #expect(values.allSatisfy { (0..<1).contains($0) })
    let mean = values.reduce(0, +) / Double(count)
    #expect(abs(mean - 0.5) < 5 * (1.0 / 12 / Double(count)).squareRoot())
    let variance = values.reduce(0) { $0 + ($1 - 0.5) * ($1 - 0.5) } / Double(count)
    #expect(abs(variance - 1.0 / 12) < 5 * (1.0 / 180 / Double(count)).squareRoot())
    let correlation = zip(values, values.dropFirst()).reduce(0) { $0 + ($1.0 - 0.5) * ($1.1 - 0.5) } / Double(count - 1)
    #expect(abs(correlation) < 5 / 12 / Double(count).squareRoot())
  }

  @Test(
    "Binomial draws follow the distribution within 5 sigma",
    arguments: [
      (1, 0.3), (9, 0.5), (20, 0.02), (40, 0.25), (40, 0.75), (41, 0.5), (1000, 0.009), (1000, 0.0101), (1000, 0.5),
      (100_000, 0.001), (25, 0.4), (1_000_000, 1e-7),
    ] as [(Int, Double)])
  func binomial(count: Int, probability: Double) {
    var stream = RandomStream(seed: 11).substream("binomial/\(count)/\(probability)")
    let draws = 40_000
    var seen: [Int: Int] = [:]
    for _ in 0..<draws { seen[stream.binomial(count, probability: probability), default: 0] += 1 }
    #expect(seen.keys.allSatisfy { (0...count).contains($0) })
    // Neighbouring outcomes gather until each group expects enough draws for a normal approximation.
    var logarithm = Double(count) * log1p(-probability)
    var group = (expected: 0.0, seen: 0)
    var total = 0.0
    for outcome in 0...count {
      group.expected += Double(draws) * exp(logarithm)
      group.seen += seen[outcome, default: 0]
      if group.expected > 100 || total + group.expected > 0.9999999 * Double(draws) {
        let sigma = (group.expected * (1 - group.expected / Double(draws))).squareRoot()
        #expect(abs(Double(group.seen) - group.expected) <= 5 * max(sigma, 1), "\(count) \(probability) at \(outcome)")
        total += group.expected
        group = (0, 0)
        if total > 0.9999999 * Double(draws) { break }
      }
      logarithm += log(Double(count - outcome) / Double(outcome + 1) * probability / (1 - probability))
    }
  }

  @Test("Binomial draws of very many trials have mean and variance within 5 sigma")
  func largeBinomial() {
    var stream = RandomStream(seed: 12)
    let (count, probability, draws) = (1_000_000_000_000, 0.3, 20_000)
    let n = Double(count)
    let sigma = (n * probability * (1 - probability)).squareRoot()
    let scaled = (0..<draws).map { _ in
      (Double(stream.binomial(count, probability: probability)) - n * probability) / sigma
    }
    #expect(abs(scaled.reduce(0, +) / Double(draws)) < 5 / Double(draws).squareRoot())
    let variance = scaled.reduce(0) { $0 + $1 * $1 } / Double(draws)
    #expect(abs(variance - 1) < 5 * (2 / Double(draws)).squareRoot())
  }

  @Test("Binomial draws at the edges are certain")
  func edges() {
    var stream = RandomStream(seed: 1)
    #expect(stream.binomial(10, probability: 0) == 0)
    #expect(stream.binomial(10, probability: 1) == 10)
    #expect(stream.binomial(0, probability: 0.5) == 0)
    #expect(stream.binomial(-3, probability: 0.5) == 0)
    #expect(stream.binomial(10, probability: .nan) == 0)
    #expect(stream.binomial(.max, probability: 1e-300) == 0)
    #expect((0...Int.max).contains(stream.binomial(.max, probability: 0.5)))
  }

  @Test("Multinomial draws share all draws in proportion within 5 sigma")
  func multinomial() {
    var stream = RandomStream(seed: 13)
    let weights = [0.0, 3, 1, -2, 0.001, 5, 0]
    let total = 9.001
    let count = 3_000_000
    let counts = stream.multinomial(count, weights: weights)
    #expect(counts.reduce(0, +) == count)
    for (weight, seen) in zip(weights, counts) {
      let probability = max(weight, 0) / total
      let sigma = (Double(count) * probability * (1 - probability)).squareRoot()
      #expect(abs(Double(seen) - Double(count) * probability) <= 5 * sigma)
    }
    #expect(stream.multinomial(0, weights: [1, 2]) == [0, 0])
  }
}
