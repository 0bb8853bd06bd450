import Foundation
import Numerics
import Testing

@testable import Membership

@Suite struct CountLikelihoodTests {
  private static let jobs = [[7, 3, 2], [4, 0, 9], [1, 1, 1]]

  @Test("derivatives are differences, with and without drift", arguments: [0, 0.02, 0.4])
  func derivatives(drift: Double) {
    let step = 1e-5
    let space = CountLikelihood(jobs: Self.jobs, drift: drift)
    let point = [log(0.5), log(0.2), log(0.3)]
    let found = space.inSpace(point)
    for place in 0..<3 {
      func value(_ shift: Double) -> Double {
        var moved = point
        moved[place] += shift
        return space.inSpace(moved).value
      }
      let slope = (value(step) - value(-step)) / (2 * step)
      let curvature = (value(step) - 2 * value(0) + value(-step)) / (step * step)
      #expect(abs(found.first[place] - slope) < 1e-5 * max(1, abs(slope)))
      #expect(abs(found.second[place] - curvature) < 1e-3 * max(1, abs(curvature)))
    }
    let line = CountLikelihood(jobs: Self.jobs.map { [$0[0], $0[1]] }, drift: drift)
    let (before, here, after) = (line.onLine(0.4 - step), line.onLine(0.4), line.onLine(0.4 + step))
    #expect(abs(here.slope - (after.value - before.value) / (2 * step)) < 1e-6)
    #expect(abs(here.curvature - (after.slope - before.slope) / (2 * step)) < 1e-6)
  }

  @Test("the beta-binomial distribution adds up to 1, with the variance that drift gives it")
  func betaBinomial() {
    let (shots, drift, p) = (12, 0.15, 0.3)
    var (total, mean, square) = (0.0, 0.0, 0.0)
    for hits in 0...shots {
      let likelihood = CountLikelihood(jobs: [[hits, shots - hits]], drift: drift)
      let concentration = 1 / drift - 1
      let constant = lgamma(concentration) - lgamma(concentration + Double(shots))
      let choices = lgamma(Double(shots) + 1) - lgamma(Double(hits) + 1) - lgamma(Double(shots - hits) + 1)
      let probability = exp(likelihood.onLine(log(p / (1 - p))).value + constant + choices)
      total += probability
      mean += Double(hits) * probability
      square += Double(hits * hits) * probability
    }
    #expect(abs(total - 1) < 1e-12)
    #expect(abs(mean - 12 * p) < 1e-11)
    let variance = 12 * p * (1 - p) * (1 + 11 * drift)
    #expect(abs(square - mean * mean - variance) < 1e-10)
  }

  @Test("two outcomes have the same likelihood on the line as in space", arguments: [0, 0.1])
  func lineAndSpace(drift: Double) {
    let likelihood = CountLikelihood(jobs: [[9, 4], [5, 6]], drift: drift)
    let (p, q) = (1 / (1 + exp(-0.7)), 1 / (1 + exp(0.7)))
    #expect(abs(likelihood.onLine(0.7).value - likelihood.inSpace([log(p), log(q)]).value) < 1e-11)
  }

  /// ln of the integral over both logits of three outcomes, on a grid.
  private func onGrid(_ counts: [Int], _ mean: [Double], _ covariance: RealMatrix) throws -> Double {
    let factor = try #require(CholeskyFactor(covariance))
    let likelihood = CountLikelihood(jobs: [counts])
    let count = 150
    var sum = 0.0
    let step = 20.0 / Double(count)
    let most = likelihood.inSpace(likelihood.shares.map { log($0) }).value
    for first in 0...count {
      for second in 0...count {
        // Standard normal numbers, so that the grid is the distribution's own.
        let z = [-10 + step * Double(first), -10 + step * Double(second)]
        let l = [
          covariance[0, 0].squareRoot() * z[0],
          covariance[1, 0] / covariance[0, 0].squareRoot() * z[0]
            + exp(factor.logarithmOfDeterminant / 2) / covariance[0, 0].squareRoot() * z[1],
        ]
        let logits = [mean[0] + l[0], mean[1] + l[1], 0]
        let total = log(logits.reduce(0) { $0 + exp($1) })
        let value = likelihood.inSpace(logits.map { $0 - total }).value - (z[0] * z[0] + z[1] * z[1]) / 2
        sum += exp(value - most)
      }
    }
    return most + log(sum * step * step / (2 * Double.pi))
  }

  @Test(
    "three outcomes are integrated as on a grid", arguments: [[5, 3, 8], [0, 0, 30], [40, 2, 0], [120, 90, 60]])
  func plane(counts: [Int]) throws {
    let covariance = RealMatrix(rows: [[0.3, 0.12], [0.12, 0.5]])
    let distribution = try #require(LogitNormal(mean: [0.4, -0.3], covariance: covariance))
    let found = try #require(distribution.logarithm(of: CountLikelihood(jobs: [counts])))
    #expect(abs(found - (try onGrid(counts, [0.4, -0.3], covariance))) < 1e-5)
  }

  @Test("laplace's approximation of many outcomes is near the sum over drawn probabilities")
  func manyOutcomes() throws {
    let mean = [0.5, 0.2, -0.3, 0.1, 0]
    var covariance = RealMatrix.identity(5)
    for place in covariance.elements.indices { covariance.elements[place] *= 0.09 }
    let distribution = try #require(LogitNormal(mean: mean, covariance: covariance))
    let likelihood = CountLikelihood(jobs: [[20, 14, 9, 10, 8, 12]])
    let found = try #require(distribution.logarithm(of: likelihood))
    var numbers = NormalNumbers(seed: 2)
    let most = likelihood.inSpace(likelihood.shares.map { log($0) }).value
    var sum = RunningMean()
    for _ in 0..<4000 {
      let logits = mean.map { $0 + 0.3 * numbers.next() } + [0]
      let total = log(logits.reduce(0) { $0 + exp($1) })
      sum.add(exp(likelihood.inSpace(logits.map { $0 - total }).value - most))
    }
    // Five standard errors, and the approximation's own 2 %.
    #expect(abs(exp(found - most) / sum.mean - 1) < 5 * sum.standardError / sum.mean + 0.02)
  }

  @Test("drift of known size is found, and none is seen where there is none")
  func drift() throws {
    var stream = RandomStream(seed: 9)
    func jobs(_ rho: Double) -> [[[Int]]] {
      (0..<60).map { row in
        let p = 0.2 + 0.01 * Double(row)
        return (0..<6).map { _ in
          let own =
            rho > 0
            ? BetaDistribution(p * (1 / rho - 1), (1 - p) * (1 / rho - 1)).quantile(stream.uniform()) : p
          let hits = stream.binomial(200, probability: own)
          return [hits, 200 - hits]
        }
      }
    }
    let seen = try #require(CountDrift(jobs(0.02)))
    // The statistic of 300 degrees of freedom is known to 1 / sqrt(150) of its size; five times that.
    #expect(seen.isSeen && abs(seen.correlation / 0.02 - 1) < 0.5)
    let none = try #require(CountDrift(jobs(0)))
    #expect(!none.isSeen && none.correlation < 0.003)
    #expect(CountDrift([[[3, 4]]]) == nil)
    #expect(CountDrift([[[3, 0], [5, 0]]]) == nil)
    #expect(CountDrift([[[1, 0], [0, 1]]]) == nil)
  }
}
