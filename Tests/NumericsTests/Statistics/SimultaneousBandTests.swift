import Numerics
import Testing

@Suite struct SimultaneousBandTests {
  private func covariance(_ size: Int, _ element: (Int, Int) -> Double) -> RealMatrix {
    RealMatrix(rows: (0..<size).map { row in (0..<size).map { element(row, $0) } })
  }

  // scipy.optimize.brentq for the c with scipy.integrate.quad over u of norm.pdf(u) *
  // (norm.cdf((c - sqrt(r) u) / sqrt(1 - r)) - norm.cdf((-c - sqrt(r) u) / sqrt(1 - r)))**k = 0.95, SciPy 1.17.1:
  // the density there is about 0.13, so 5,000 draws have a noise of about 0.024.
  @Test(
    "The reach of equally correlated errors is that of an integral",
    arguments: [(5, 0.5, 2.511463053471263), (10, 0.9, 2.3825712223729347), (1, 0, 1.959963984540054)])
  func peers(size: Int, correlation: Double, expected: Double) throws {
    let deviations = (0..<size).map { 0.01 * Double($0 + 1) }
    let matrix = covariance(size) { ($0 == $1 ? 1 : correlation) * deviations[$0] * deviations[$1] }
    let band = try #require(
      SimultaneousBand(
        estimates: deviations.map { -$0 }, covariance: matrix, draws: 5000, stream: RandomStream(seed: 4)))
    #expect(abs(band.reach - expected) < 0.12)
    for (interval, deviation) in zip(band.intervals, deviations) {
      #expect(abs(interval.upperBound + deviation - band.reach * deviation) < 1e-14)
      #expect(abs(interval.lowerBound + deviation + band.reach * deviation) < 1e-14)
    }
  }

  @Test("Errors that are one error reach as far as one, and a point without error has no width")
  func singular() throws {
    let deviations = [1.0, 2, 0, 3]
    let band = try #require(
      SimultaneousBand(
        estimates: [0, 0, 7, 0], covariance: covariance(4) { deviations[$0] * deviations[$1] }, draws: 4000,
        stream: RandomStream(seed: 5)))
    // The density of a normal number's magnitude there is 0.117.
    let noise = (0.05 * 0.95 / 4000).squareRoot() / 0.117
    #expect(abs(band.reach - 1.96) < 5 * noise)
    #expect(band.intervals[2] == 7...7 && band.standardErrors == deviations)
    #expect(band.contains([1.9, -3.8, 7, 5.7]) && !band.contains([1.9, -3.8, 7.1, 5.7]) && !band.contains([0, 0, 7]))
  }

  @Test("The reach is the order statistic of the replicates' greatest distances")
  func replicates() throws {
    // Errors of 1 at both points, whichever way the replicates go; the estimate is not their middle.
    let replicates = (1...19).map { [Double($0), 3] } + [[.nan, 1], [1]]
    let band = try #require(SimultaneousBand(estimates: [2, 3], replicates: replicates, confidence: 0.9))
    let deviation = (19.0 * 20 / 12).squareRoot()
    #expect(abs(band.standardErrors[0] - deviation) < 1e-12 && band.standardErrors[1] == 0)
    // The eighteenth of nineteen distances: 18 - 2.
    #expect(abs(band.reach - 16 / deviation) < 1e-12)
    #expect(SimultaneousBand(estimates: [2, 3], replicates: replicates, confidence: 0.96) == nil)
  }

  @Test("What has no band gives none")
  func none() {
    let stream = RandomStream(seed: 1)
    func band(_ estimates: [Double], _ rows: [[Double]], confidence: Double = 0.95, draws: Int = 100)
      -> SimultaneousBand?
    {
      SimultaneousBand(
        estimates: estimates, covariance: RealMatrix(rows: rows), confidence: confidence, draws: draws, stream: stream)
    }
    #expect(band([0, 0], [[1, 0], [0, 1]]) != nil && band([], [])?.contains([]) == true)
    #expect(band([0], [[1, 0], [0, 1]]) == nil && band([0, 0], [[1, 0, 0], [0, 1, 0]]) == nil)
    #expect(band([0, .nan], [[1, 0], [0, 1]]) == nil && band([0, 0], [[1, .nan], [.nan, 1]]) == nil)
    #expect(band([0, 0], [[1, 0.5], [0.4, 1]]) == nil && band([0, 0], [[1, 2], [2, 1]]) == nil)
    #expect(band([0, 0], [[1, 0], [0, -1]]) == nil && band([0, 0], [[1, 0.1], [0.1, 0]]) == nil)
    for confidence in [-1, 0, 1, 2, .nan] as [Double] {
      #expect(band([0], [[1]], confidence: confidence) == nil)
      #expect(SimultaneousBand(estimates: [0], replicates: [[1], [2], [3]], confidence: confidence) == nil)
    }
    for draws in [-1, 0, 1] { #expect(band([0], [[1]], draws: draws) == nil) }
    for rows in [[], [[1]], [[1], [.infinity]], [[1e308], [-1e308]]] as [[[Double]]] {
      #expect(SimultaneousBand(estimates: [0], replicates: rows, confidence: 0.3) == nil)
    }
  }

  /// Numbers over a grid, each correlated by 0.7 with the one before.
  private func walk(_ count: Int, _ stream: inout RandomStream) -> [Double] {
    var values = stream.normals(count)
    for place in values.indices.dropFirst() {
      values[place] = 0.7 * values[place - 1] + 0.51.squareRoot() * values[place]
    }
    return values
  }

  @Test("A band of known covariance holds all of a correlated grid as often as it says, single intervals too seldom")
  func coverage() throws {
    let matrix = covariance(8) { (0..<abs($0 - $1)).reduce(1) { share, _ in 0.7 * share } }
    let band = try #require(
      SimultaneousBand(
        estimates: Array(repeating: 0, count: 8), covariance: matrix, draws: Coverage.isFull ? 20_000 : 3000,
        stream: RandomStream(seed: 52)))
    let coverages = Coverage.several(seed: 53) { stream in
      let errors = self.walk(8, &stream)
      return [band.contains(errors), errors.allSatisfy { $0.magnitude < 1.96 }]
    }
    coverages[0].expectNominal("band, known covariance")
    coverages[1].expectTooFew("single intervals over the grid")
  }

  @Test("A band from replicates holds all means of a correlated grid as often as it says")
  func bootstrapCoverage() {
    let (rows, size) = Coverage.isFull ? (80, 8) : (20, 4)
    let coverage = Coverage(seed: 54, repetitions: 200) { stream in
      let values = (0..<rows).map { _ in self.walk(size, &stream) }
      func means(_ places: [Int]) -> [Double] {
        var sums = Array(repeating: 0.0, count: size)
        for place in places { for point in sums.indices { sums[point] += values[place][point] } }
        return sums.map { $0 / Double(places.count) }
      }
      let sample = NestedSample.observations(Array(0..<rows))
      let replicates = sample.replicates(Coverage.resamples(59), stream: stream) { means($0.places) }
      let band = SimultaneousBand(estimates: means(sample.places), replicates: replicates)
      return band?.contains(Array(repeating: 0, count: size)) ?? false
    }
    coverage.expectNominal("band, bootstrap replicates")
  }
}
