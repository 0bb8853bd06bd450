import Numerics
import Testing

/// Samples whose comparisons SciPy and statsmodels computed too.
enum Samples {
  static let first = [0.81, 0.79, 0.84, 0.80, 0.77, 0.83, 0.82]
  static let paired = [0.78, 0.81, 0.82, 0.79, 0.80, 0.81, 0.83]
  static let second = [0.78, 0.80, 0.83, 0.76, 0.85]
}

@Suite struct StudentEstimateTests {
  private func check(_ estimate: StudentEstimate?, _ interval: [Double], confidence: Double, _ pValue: Double) throws {
    let estimate = try #require(estimate)
    let found = try #require(estimate.interval(confidence: confidence))
    #expect(abs(found.lowerBound - interval[0]) < 1e-14 && abs(found.upperBound - interval[1]) < 1e-14)
    #expect(abs(estimate.pValue() - pValue) < 1e-12)
  }

  // scipy.stats.ttest_rel(first, paired), ttest_ind(first, second, equal_var=False) and ttest_ind(first, second), each
  // with .confidence_interval(0.9), SciPy 1.17.1.
  @Test("Differences are SciPy's")
  func peers() throws {
    try check(
      StudentEstimate(pairedDifference: Samples.first, Samples.paired), [-0.013952201326792674, 0.019666487041078345],
      confidence: 0.9, 0.7524094326408011)
    let welch = StudentEstimate(welchDifference: Samples.first, Samples.second)
    try check(welch, [-0.03126679660642572, 0.04040965374928305], confidence: 0.9, 0.8142671504093231)
    #expect(abs(try #require(welch).degreesOfFreedom - 6.465806178434024) < 1e-12)
    try check(
      StudentEstimate(pooledDifference: Samples.first, Samples.second), [-0.026921104610055348, 0.03606396175291267],
      confidence: 0.9, 0.7978184576594677)
  }

  // scipy.stats.t.interval(0.95, 6, mean, sem) and scipy.stats.ttest_1samp(first, 0.79), SciPy 1.17.1.
  @Test("A mean and its test are SciPy's, and the normal distribution serves infinite degrees of freedom")
  func mean() throws {
    let mean = try #require(StudentEstimate(meanOf: Samples.first))
    let interval = try #require(mean.interval())
    #expect(abs(interval.lowerBound - 0.7862799142454837) < 1e-14)
    #expect(abs(interval.upperBound - 0.8308629428973735) < 1e-14)
    #expect(abs(mean.pValue(null: 0.79) - 0.0876186159966692) < 1e-13)
    let normal = try #require(StudentEstimate(value: -2, standardError: 2))
    #expect(abs(normal.pValue() - 2 * NormalDistribution.survival(1)) < 1e-15 && normal.pValue(null: -2) == 1)
    #expect(abs(try #require(normal.interval()).upperBound - (-2 + 2 * 1.959963984540054)) < 1e-14)
  }

  @Test("Too few numbers, and what is not finite, give no estimate")
  func none() throws {
    for values in [[], [1], [1, .nan], [1, .infinity], [1e200, -1e200]] as [[Double]] {
      #expect(StudentEstimate(meanOf: values) == nil)
      #expect(StudentEstimate(welchDifference: values, [1, 2]) == nil)
      #expect(StudentEstimate(welchDifference: [1, 2], values) == nil)
      #expect(StudentEstimate(pairedDifference: values, values.map { _ in 0 }) == nil)
    }
    #expect(StudentEstimate(pairedDifference: [1, 2], [1]) == nil)
    #expect(StudentEstimate(pooledDifference: [1], [2]) == nil && StudentEstimate(pooledDifference: [], [2, 3]) == nil)
    #expect(StudentEstimate(pooledDifference: [1], [2, 4])?.degreesOfFreedom == 1)
    #expect(StudentEstimate(value: 1, standardError: -1) == nil)
    #expect(StudentEstimate(value: 1, standardError: 1, degreesOfFreedom: 0) == nil)
    #expect(StudentEstimate(value: .nan, standardError: 1) == nil)
    let estimate = try #require(StudentEstimate(value: 1, standardError: 1))
    #expect(estimate.interval(confidence: .nan) == nil && estimate.interval(confidence: 2) == nil)
    #expect(estimate.pValue(null: .nan).isNaN && estimate.pValue(null: .infinity) == 0)
    let constant = try #require(StudentEstimate(welchDifference: [1, 1], [3, 3]))
    #expect(constant.interval() == -2...(-2) && constant.pValue().isNaN)
  }

  @Test("Intervals of means and differences hold the truth as often as they say")
  func coverage() {
    func cover(_ name: String, _ truth: Double, _ estimate: (inout RandomStream) -> StudentEstimate?) {
      let coverage = Coverage(seed: 43) { estimate(&$0)?.interval()?.contains(truth) ?? false }
      coverage.expectNominal(name)
    }
    cover("mean of 5", 0) { StudentEstimate(meanOf: $0.normals(5)) }
    cover("paired difference of 6", -1) { stream in
      let first = stream.normals(6)
      return StudentEstimate(pairedDifference: first, first.map { $0 + 1 + stream.normal() })
    }
    cover("pooled difference of 4 and 7", 0) { StudentEstimate(pooledDifference: $0.normals(4), $0.normals(7)) }
    cover("Welch's difference of 6 and 12, spread 4 and 1", 0) { stream in
      StudentEstimate(welchDifference: stream.normals(6).map { 4 * $0 }, stream.normals(12))
    }
  }
}
