import Catalogue
import Circuits
import Devices
import Execution
import Foundation
import Gradients
import Numerics
import Testing

@Suite("Defences on gradients") struct GradientDefenceTests {
  private static let values = [0.9, -0.31, 0.02, -0.6, 0.47]
  private let stream = RandomStream(seed: 11)

  private func defence(_ text: String) throws -> GradientDefence { try GradientDefence(text) }

  @Test(
    "a defence is written as it is read",
    arguments: [
      "none", "gaussian:0.05", "clip:1", "prune:0.5", "sign", "quantize:4", "quantize:4:stochastic", "rotate",
      "rqm:1:8:0.5:1", "depolarize:0.1+clip:0.1+gaussian:1e-05",
    ])
  func text(text: String) throws {
    #expect(try "\(defence(text))" == text)
    #expect(try defence("rqm:1") == defence("rqm:1:8:0.5:1"))
  }

  @Test(
    "what is no defence is refused with what to write",
    arguments: [
      ("clp:1", "did you mean 'clip'?"), ("clip", "clip:1"), ("clip:0", "clip:1"), ("clip:nan", "clip:1"),
      ("gaussian:0", "gaussian"), ("gaussian:-1", "gaussian"), ("prune:2", "prune"), ("quantize:1", "quantize"),
      ("quantize:4:nearest", "stochastic"),
      ("rqm:1:1", "rqm"), ("sign+clip:1", "last"), ("rotate+rotate", "last"), ("clip:1+depolarize:0.1", "first"),
      ("", "defences are"), ("clip:1+", "defences are"), ("none+clip:1", "defences are"),
      (Array(repeating: "clip:1", count: 9).joined(separator: "+"), "leave some out"),
    ])
  func refusals(text: String, help: String) throws {
    let error = try #require(throws: DefenceTextError.self) { try defence(text) }
    #expect(error.help.contains(help), "\(error.message), \(error.help)")
  }

  @Test("clipping makes long gradients as long as the bound, and leaves short ones alone")
  func clipping() throws {
    let clipped = try defence("clip:0.25").applied(to: Self.values, stream)
    #expect(abs(clipped.reduce(0) { $0 + $1 * $1 } - 0.0625) < 1e-15)
    #expect(zip(clipped, Self.values).allSatisfy { abs($0 / $1 - clipped[0] / Self.values[0]) < 1e-15 })
    #expect(try defence("clip:2").applied(to: Self.values, stream) == Self.values)
    #expect(try defence("clip:1").applied(to: [0, 0], stream) == [0, 0])
  }

  @Test("pruning, signs and rounding do what they say")
  func deterministic() throws {
    #expect(try defence("prune:0.5").applied(to: Self.values, stream) == [0.9, 0, 0, -0.6, 0.47])
    #expect(try defence("sign").applied(to: [0.1, 0, -3], stream) == [1, 0, -1])
    // Three bits: multiples of a third of the largest.
    let rounded = try defence("quantize:3").applied(to: Self.values, stream)
    #expect(zip(rounded, [0.9, -0.3, 0, -0.6, 0.6]).allSatisfy { abs($0 - $1) < 1e-15 })
    #expect(try defence("quantize:3").applied(to: [0, 0], stream) == [0, 0])
  }

  @Test("stochastic rounding is right on average, with the variance of its two levels")
  func stochasticRounding() throws {
    let own = try defence("quantize:3:stochastic")
    let count = 4000
    var (sums, squares) = ([Double](repeating: 0, count: 5), [Double](repeating: 0, count: 5))
    for draw in 0..<count {
      for (place, value) in own.applied(to: Self.values, round: draw, stream).enumerated() {
        sums[place] += value
        squares[place] += (value - Self.values[place]) * (value - Self.values[place])
      }
    }
    for (place, value) in Self.values.enumerated() {
      let below = (value / 0.3 + 1e-12).rounded(.down) * 0.3
      let variance = max(0, (value - below) * (below + 0.3 - value))
      let error = 5 * (variance / Double(count)).squareRoot() + 1e-12
      #expect(abs(sums[place] / Double(count) - value) < error)
      // A square lies within 0.09 of its mean, so that its mean has a deviation below that over the root.
      #expect(abs(squares[place] / Double(count) - variance) < 5 * 0.09 / Double(count).squareRoot())
    }
  }

  @Test("normal noise has the deviation that was asked for")
  func noise() throws {
    let noisy = try defence("gaussian:0.2").applied(to: Array(repeating: 1, count: 20_000), stream)
    let mean = noisy.reduce(0, +) / 20_000
    let variance = noisy.reduce(0) { $0 + ($1 - 1) * ($1 - 1) } / 20_000
    #expect(abs(mean - 1) < 5 * 0.2 / 20_000.0.squareRoot())
    #expect(abs(variance / 0.04 - 1) < 5 * (2 / 20_000.0).squareRoot())
  }

  /// From the definition: every choice of kept levels in turn.
  private static func enumerated(_ own: RandomizedQuantization, _ value: Double) -> [Double] {
    var result = Array(repeating: 0.0, count: own.levelCount)
    let inner = own.levelCount - 2
    for choice in 0..<1 << inner {
      var kept = [0]
      var probability = 1.0
      for place in 0..<inner {
        let isKept = choice >> place & 1 == 1
        probability *= isKept ? own.keeping : 1 - own.keeping
        if isKept { kept.append(place + 1) }
      }
      kept.append(own.levelCount - 1)
      let high = kept.firstIndex { own.level($0) > value } ?? kept.count - 1
      let (low, top) = (kept[high - 1], kept[high])
      let share = (value - own.level(low)) / (own.level(top) - own.level(low))
      result[low] += probability * (1 - share)
      result[top] += probability * share
    }
    return result
  }

  @Test(
    "the probabilities of randomized quantization are those of all choices of levels",
    arguments: [-1, -0.999, -0.2, 0, 0.3, 2.0 / 7, 1], [(8, 0.5, 1.0), (5, 0.2, 0.1), (2, 0.7, 0.5)])
  func randomizedProbabilities(value: Double, settings: (Int, Double, Double)) {
    let own = RandomizedQuantization(limit: 1, levelCount: settings.0, keeping: settings.1, margin: settings.2)
    let (found, all) = (own.probabilities(of: value), Self.enumerated(own, value))
    #expect(zip(found, all).allSatisfy { abs($0 - $1) < 1e-14 })
    let mean = all.enumerated().reduce(0) { $0 + $1.element * own.level($1.offset) }
    #expect(abs(mean - value) < 1e-14)
    let variance = all.enumerated().reduce(0) { $0 + $1.element * pow(own.level($1.offset) - value, 2) }
    #expect(abs(own.variance(of: value) - variance) < 1e-14)
  }

  @Test("randomized quantization has the divergences of its reference", arguments: [(2.0, 3.13410), (8, 3.37819)])
  func randomizedDivergence(order: Double, expected: Double) {
    let own = RandomizedQuantization(limit: 1)
    let (p, q) = (own.probabilities(of: 1), own.probabilities(of: -1))
    let sum = zip(p, q).reduce(0) { $0 + pow($1.0, order) * pow($1.1, 1 - order) }
    #expect(abs(log(sum) / (order - 1) - expected) < 1e-5)
    #expect(abs(log(zip(p, q).map { $0 / $1 }.max() ?? 0) - 3.54832) < 1e-5)
  }

  @Test("what randomized quantization draws has its probabilities, and values beyond the limit are cut")
  func randomizedDraws() throws {
    let own = RandomizedQuantization(limit: 1)
    let count = 20_000
    let drawn = try defence("rqm:1").applied(to: Array(repeating: 0.3, count: count), stream)
    let chiSquared = own.probabilities(of: 0.3).enumerated().reduce(0.0) { sum, level in
      let seen = Double(drawn.count { abs($0 - own.level(level.offset)) < 1e-12 })
      let expected = level.element * Double(count)
      return sum + (seen - expected) * (seen - expected) / expected
    }
    #expect(chiSquared < 7 + 5 * 14.0.squareRoot())
    #expect(own.probabilities(of: 9) == own.probabilities(of: 1))
  }

  @Test("a rotation keeps the products of all rounds, is undone by who knows it, and comes from all directions alike")
  func rotation() throws {
    let own = try defence("rotate")
    let other = [0.2, 0.1, -0.7, 0.3, 1]
    func product(_ left: [Double], _ right: [Double]) -> Double { zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }
    let (first, second) = (own.applied(to: Self.values, round: 0, stream), own.applied(to: other, round: 1, stream))
    #expect(abs(product(first, second) - product(Self.values, other)) < 1e-14)
    #expect(abs(product(first, first) - product(Self.values, Self.values)) < 1e-14)
    #expect(zip(own.restored(first, stream), Self.values).allSatisfy { abs($0 - $1) < 1e-14 })
    // Of a direction drawn evenly, each square is 1/5 on average, with variance 2 * 4 / (25 * 7).
    let count = 1000
    var squares = Array(repeating: 0.0, count: 5)
    for seed in 0..<count {
      let there = own.applied(to: [1, 0, 0, 0, 0], RandomStream(seed: UInt64(seed)))
      for place in 0..<5 { squares[place] += there[place] * there[place] / Double(count) }
    }
    let error = 5 * (8.0 / 175 / Double(count)).squareRoot()
    #expect(squares.allSatisfy { abs($0 - 0.2) < error }, "\(squares)")
  }

  @Test("what is drawn depends on the seed and the round, and on nothing else")
  func determinism() throws {
    for text in ["gaussian:1", "quantize:2:stochastic", "rqm:1", "rotate", "clip:1+gaussian:1"] {
      let own = try defence(text)
      #expect(own.applied(to: Self.values, stream) == own.applied(to: Self.values, stream))
      #expect(own.applied(to: Self.values, stream) != own.applied(to: Self.values, RandomStream(seed: 12)))
      #expect(
        (own.applied(to: Self.values, round: 1, stream) == own.applied(to: Self.values, stream)) == (text == "rotate"))
    }
  }

  @Test("depolarized outcomes are mixed with even ones, exactly and in shots")
  func depolarization() async throws {
    let ideal = try #require(
      try BackendCatalogue(devices: DeviceLibrary(home: nil)).backend(named: "ideal") as? any ExactBackend)
    let machine = DepolarizingBackend(ideal, share: 0.4)
    #expect(machine.name == "ideal+depolarize:0.4")
    let circuit = try circuit("bit[2] c; qubit[2] q; x q[0]; c = measure q;")
    let probabilities = try #require(try machine.probabilities(of: circuit, at: [[]]))[0]
    #expect(zip(probabilities, [0.1, 0.7, 0.1, 0.1]).allSatisfy { abs($0 - $1) < 1e-15 })
  }
}
