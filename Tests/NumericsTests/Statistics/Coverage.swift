import Foundation
import Numerics
import Testing

/// How often an interval held the truth, or a test was wrong, in repetitions of a known answer: a few hundred in every
/// run, 2,000 with `SHOTGLASS_SCALE=full`, as `make soak` has it.
struct Coverage {
  static let isFull = ProcessInfo.processInfo.environment["SHOTGLASS_SCALE"] == "full"

  let repetitions: Int
  let count: Int

  var share: Double { Double(count) / Double(repetitions) }

  /// Repeats with a stream of its own each.
  init(seed: UInt64, repetitions: Int = 300, _ holds: (inout RandomStream) -> Bool) {
    self = Self.several(seed: seed, repetitions: repetitions) { [holds(&$0)] }[0]
  }

  private init(repetitions: Int, count: Int) {
    self.repetitions = repetitions
    self.count = count
  }

  /// Several answers from the same repetitions.
  static func several(
    seed: UInt64, repetitions: Int = 300, _ hold: (inout RandomStream) -> [Bool]
  ) -> [Coverage] {
    let repetitions = isFull ? 2000 : repetitions
    let stream = RandomStream(seed: seed)
    var counts: [Int] = []
    for repetition in 0..<repetitions {
      var stream = stream.substream(repetition)
      let held = hold(&stream).map { $0 ? 1 : 0 }
      counts = counts.isEmpty ? held : zip(counts, held).map { $0 + $1 }
    }
    return counts.map { Coverage(repetitions: repetitions, count: $0) }
  }

  /// How many resamples a repetition takes: enough for its quantiles to be good to a hundredth in the full run.
  static func resamples(_ few: Int) -> Int { isFull ? 500 : few }

  /// Five standard deviations of a share whose expected value is `expected`.
  func noise(of expected: Double) -> Double { 5 * (expected * (1 - expected) / Double(repetitions)).squareRoot() }

  /// Expects an interval of 95 %: from 93 to 97 % in the full run, and within five standard deviations in each.
  func expectNominal(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
    if Self.isFull { print("coverage of 95 %: \(name) \(share)") }
    let bounds = Self.isFull ? 0.93...0.97 : (0.95 - noise(of: 0.95))...1
    #expect(bounds.contains(share), "\(name) \(share)", sourceLocation: sourceLocation)
  }

  /// Expects an interval that holds the truth of 95 % too seldom.
  func expectTooFew(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
    if Self.isFull { print("coverage of 95 %: \(name) \(share), too few as it should be") }
    #expect(share < 0.95 - noise(of: 0.95), "\(name) \(share)", sourceLocation: sourceLocation)
  }

  /// Expects that a test of level 5 % is wrong no more often than it says, within five standard deviations.
  func expectLevel(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
    if Self.isFull { print("wrong at 5 %: \(name) \(share)") }
    #expect(share <= 0.05 + noise(of: 0.05), "\(name) \(share)", sourceLocation: sourceLocation)
  }
}

extension RandomStream {
  /// A standard normal number.
  mutating func normal() -> Double { NormalDistribution.quantile(uniform() + 0x1p-54) }

  mutating func normals(_ count: Int) -> [Double] { (0..<count).map { _ in normal() } }
}
