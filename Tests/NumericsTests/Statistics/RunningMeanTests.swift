import Numerics
import Testing

@Suite struct RunningMeanTests {
  struct Results: Decodable {
    struct Sample: Decodable {
      let rows: [[Double]]
      let means: [Double]
      let covariance: [Double]
      let interval: [Double]
    }
    let sample: Sample
  }

  @Test("Means, covariances and the interval are NumPy's and SciPy's")
  func sample() throws {
    let sample = try GoldenNumbers.read(Results.self, from: "statistics.json").sample
    var rows = RunningCovariance(dimension: 3)
    for row in sample.rows { rows.add(row) }
    for (found, expected) in zip(rows.means + rows.covariance, sample.means + sample.covariance) {
      #expect(abs(found - expected) < 1e-14)
    }
    let first = RunningMean(sample.rows.map { $0[0] })
    #expect(abs(first.mean - sample.means[0]) < 1e-15)
    #expect(abs(first.variance - sample.covariance[0]) < 1e-14)
    let interval = try #require(first.interval())
    #expect(abs(interval.lowerBound - sample.interval[0]) < 1e-13)
    #expect(abs(interval.upperBound - sample.interval[1]) < 1e-13)
  }

  @Test("Parts joined are the whole, and a large offset costs no digits")
  func merged() {
    let values = (0..<1000).map { 1e9 + Double($0 % 7) }
    var joined = RunningMean(values[..<300])
    joined.merge(RunningMean())
    joined.merge(RunningMean(values[300...]))
    let whole = RunningMean(values)
    #expect(joined.count == 1000)
    #expect(abs(joined.mean - whole.mean) < 1e-6)
    #expect(abs(joined.variance - whole.variance) < 1e-7)
    #expect(abs(whole.variance - RunningMean(values.map { $0 - 1e9 }).variance) < 1e-7)
  }

  @Test("One number has no interval, nor has what is not finite")
  func none() {
    #expect(RunningMean([3]).interval() == nil)
    #expect(RunningMean([3, .nan]).interval() == nil)
    #expect(RunningMean([3, 3]).interval() == 3...3)
    #expect(RunningCovariance(dimension: 1).covariance[0].isNaN)
  }

  @Test("Student's interval holds the expected value as often as it says, within 5 sigma")
  func coverage() {
    var stream = RandomStream(seed: 31)
    let rounds = 1000
    let student = -StudentDistribution(degreesOfFreedom: 4).quantile(0.1)
    let held = (0..<rounds).count { _ in
      let numbers = RunningMean((0..<5).map { _ in NormalDistribution.quantile(stream.uniform()) })
      return abs(numbers.mean) <= student * numbers.standardError
    }
    #expect(abs(Double(held) - 0.8 * Double(rounds)) < 5 * (0.16 * Double(rounds)).squareRoot())
  }
}
