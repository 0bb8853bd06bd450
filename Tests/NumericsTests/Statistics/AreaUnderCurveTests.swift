import Numerics
import Testing

@Suite struct AreaUnderCurveTests {
  private let positives = [0.9, 0.8, 0.8, 0.6, 0.55, 0.4, 0.7]
  private let negatives = [0.1, 0.3, 0.6, 0.55, 0.2, 0.4, 0.35, 0.5]
  private let otherPositives = [0.7, 0.9, 0.3, 0.6, 0.5, 0.45, 0.8]
  private let otherNegatives = [0.2, 0.5, 0.6, 0.4, 0.1, 0.3, 0.65, 0.35]

  // confidenceinterval 1.0.5's roc_auc_score and MLstatkit 0.1.91's Delong_test, of the cases above; scikit-learn
  // 1.9.1's roc_auc_score has the same areas.
  @Test("Areas, intervals and the paired difference are those of other programs")
  func peers() throws {
    let area = try #require(AreaUnderCurve(positives: positives, negatives: negatives))
    let other = try #require(AreaUnderCurve(positives: otherPositives, negatives: otherNegatives))
    #expect(abs(area.value - 0.9017857142857143) < 1e-14)
    #expect(abs(other.value - 0.7767857142857142) < 1e-14)
    let interval = try #require(area.interval())
    #expect(abs(interval.lowerBound - 0.7492748561696733) < 1e-7 && interval.upperBound == 1)
    #expect(abs(try #require(other.interval()).lowerBound - 0.5309286517518728) < 1e-7)
    let difference = try #require(area.pairedDifference(from: other))
    #expect(abs(difference.standardError * difference.standardError - 0.015818604227405244) < 1e-14)
    #expect(abs(difference.pValue() - 0.3202902271503255) < 1e-13)
  }

  /// One where the positive case scores higher, one half of a tie.
  private func kernel(_ positive: Double, _ negative: Double) -> Double {
    positive > negative ? 1 : positive == negative ? 0.5 : 0
  }

  /// DeLong's covariance of two areas, from all pairs: the paper's sums as they stand.
  private func covariance(_ first: ([Double], [Double]), _ second: ([Double], [Double])) -> Double {
    func components(_ cases: ([Double], [Double])) -> (area: Double, positive: [Double], negative: [Double]) {
      let (m, n) = (Double(cases.0.count), Double(cases.1.count))
      let positive = cases.0.map { x in cases.1.reduce(0) { $0 + kernel(x, $1) } / n }
      let negative = cases.1.map { y in cases.0.reduce(0) { $0 + kernel($1, y) } / m }
      return (positive.reduce(0, +) / m, positive, negative)
    }
    let (left, right) = (components(first), components(second))
    func share(_ left: [Double], _ leftArea: Double, _ right: [Double], _ rightArea: Double) -> Double {
      let products = zip(left, right).map { ($0 - leftArea) * ($1 - rightArea) }
      return products.reduce(0, +) / Double(left.count - 1) / Double(left.count)
    }
    return share(left.positive, left.area, right.positive, right.area)
      + share(left.negative, left.area, right.negative, right.area)
  }

  @Test("Variances are the sums over all pairs of cases, with ties and without", arguments: [3.0, 10, 1e9])
  func direct(steps: Double) throws {
    var stream = RandomStream(seed: 5)
    func scores(_ count: Int, shift: Double) -> [Double] {
      stream.normals(count).map { (($0 + shift) * steps).rounded() / steps }
    }
    let first = (scores(23, shift: 0.8), scores(31, shift: 0))
    let second = (scores(23, shift: 0.3), scores(31, shift: 0))
    let area = try #require(AreaUnderCurve(positives: first.0, negatives: first.1))
    let other = try #require(AreaUnderCurve(positives: second.0, negatives: second.1))
    #expect(abs(area.variance - covariance(first, first)) < 1e-15)
    let difference = try #require(area.pairedDifference(from: other))
    let expected = covariance(first, first) + covariance(second, second) - 2 * covariance(first, second)
    #expect(abs(difference.standardError * difference.standardError - expected) < 1e-15)
    let swapped = try #require(AreaUnderCurve(positives: first.1, negatives: first.0))
    #expect(abs(area.value + swapped.value - 1) < 1e-14 && abs(area.variance - swapped.variance) < 1e-15)
  }

  @Test("Where no interval can be had there is none, rather than one of no width")
  func none() throws {
    #expect(AreaUnderCurve(positives: [], negatives: [1]) == nil)
    #expect(AreaUnderCurve(positives: [1], negatives: []) == nil)
    #expect(AreaUnderCurve(positives: [1, .nan], negatives: [0]) == nil)
    let one = try #require(AreaUnderCurve(positives: [1], negatives: [0, 2]))
    #expect(one.value == 0.5 && one.variance.isNaN && one.interval() == nil && one.logitInterval() == nil)
    let separated = try #require(AreaUnderCurve(positives: [3, .infinity], negatives: [0, 2]))
    #expect(separated.value == 1 && separated.interval() == nil && separated.logitInterval() == nil)
    #expect(separated.pairedDifference(from: separated) == nil && separated.pairedDifference(from: one) == nil)
    let tied = try #require(AreaUnderCurve(positives: [1, 1, 1], negatives: [1, 1]))
    #expect(tied.value == 0.5 && tied.interval() == nil)
    #expect(try #require(AreaUnderCurve(positives: positives, negatives: negatives)).interval(confidence: .nan) == nil)
  }

  @Test("Intervals hold the area of two normal distributions as often as they say")
  func coverage() {
    // The area of scores N(1, 1) above N(0, 1).
    let area = NormalDistribution.cumulative(0.5.squareRoot())
    let coverages = Coverage.several(seed: 41) { stream in
      let positives = stream.normals(60).map { $0 + 1 }
      let measured = AreaUnderCurve(positives: positives, negatives: stream.normals(80))
      return [measured?.interval(), measured?.logitInterval()].map { $0?.contains(area) ?? false }
    }
    coverages[0].expectNominal("DeLong")
    coverages[1].expectNominal("DeLong, logit")
  }

  @Test("The interval of a paired difference holds it as often as it says")
  func pairedCoverage() {
    let areas = [1, 0.6].map { NormalDistribution.cumulative($0 * 0.5.squareRoot()) }
    let coverage = Coverage(seed: 42) { stream in
      /// Two scores of each case, correlated by one half, each with its own shift.
      func scores(_ count: Int, _ shifts: (Double, Double)) -> ([Double], [Double]) {
        let shared = stream.normals(count).map { $0 * 0.5.squareRoot() }
        func add(_ shift: Double) -> [Double] { shared.map { $0 + stream.normal() * 0.5.squareRoot() + shift } }
        return (add(shifts.0), add(shifts.1))
      }
      let (positives, negatives) = (scores(50, (1, 0.6)), scores(50, (0, 0)))
      guard let first = AreaUnderCurve(positives: positives.0, negatives: negatives.0),
        let second = AreaUnderCurve(positives: positives.1, negatives: negatives.1)
      else { return false }
      return first.pairedDifference(from: second)?.interval()?.contains(areas[0] - areas[1]) ?? false
    }
    coverage.expectNominal("DeLong, paired difference")
  }
}
