import Foundation
import Numerics

/// Numbers with a standard normal distribution.
struct NormalNumbers {
  var stream: RandomStream

  init(seed: UInt64) { stream = RandomStream(seed: seed) }

  mutating func next() -> Double { NormalDistribution.quantile(stream.uniform() * 0.999_999_999 + 1e-12) }

  mutating func several(_ count: Int, mean: Double = 0) -> [Double] { (0..<count).map { _ in mean + next() } }
}
