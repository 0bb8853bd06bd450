import Numerics
import Testing

@Suite struct PermutationTestTests {
  private let first = [1.2, 3.4, 2.2, 5.1]
  private let second = [0.3, 2.2, 1.9, 0.7, 1.2, 2.8]
  private let differences = [0.5, -0.2, 0.7, 0.1, 0.4, -0.1, 0.3, 0.6]
  private let stream = RandomStream(seed: 6)

  // scipy.stats.permutation_test((first, second), difference of means, n_resamples=inf, alternative=...), and of the
  // magnitude with alternative='greater', SciPy 1.17.1: 16, 198 and 26 of 210 arrangements.
  @Test("All arrangements of two samples give SciPy's p-values, whichever is the smaller")
  func samples() throws {
    for (alternative, opposite, far) in [
      (PermutationTest.Alternative.greater, PermutationTest.Alternative.less, 16), (.less, .greater, 198),
      (.either, .either, 26),
    ] {
      let test = try #require(PermutationTest(first, second, alternative: alternative, stream: stream))
      #expect(test.isExact && test.arrangements == 210 && abs(test.difference - 1.4583333333333333) < 1e-14)
      #expect(test.pValue == Double(far) / 210)
      let swapped = try #require(PermutationTest(second, first, alternative: opposite, stream: stream))
      #expect(swapped.pValue == test.pValue && abs(swapped.difference + test.difference) < 1e-14)
    }
  }

  // scipy.stats.permutation_test((differences,), numpy.mean, permutation_type='samples', n_resamples=inf,
  // alternative=...), SciPy 1.17.1: 8, 251 and 16 of 256 signs.
  @Test("All signs of paired differences give SciPy's p-values")
  func pairs() throws {
    let zeros = differences.map { _ in 0.0 }
    for (alternative, far) in [(PermutationTest.Alternative.greater, 8), (.less, 251), (.either, 16)] {
      let test = try #require(PermutationTest(pairs: differences, zeros, alternative: alternative, stream: stream))
      #expect(test.isExact && test.arrangements == 256 && abs(test.difference - 0.2875) < 1e-15)
      #expect(test.pValue == Double(far) / 256)
    }
  }

  @Test("Arrangements drawn give the exact p-value within five standard deviations, and the same from the same stream")
  func sampled() throws {
    for alternative in PermutationTest.Alternative.allCases {
      let exact = try #require(PermutationTest(first, second, alternative: alternative, stream: stream))
      let drawn = try #require(
        PermutationTest(first, second, alternative: alternative, arrangements: 209, stream: stream))
      #expect(!drawn.isExact && drawn.arrangements == 209)
      #expect(abs(drawn.pValue - exact.pValue) < 5 * (exact.pValue * (1 - exact.pValue) / 209).squareRoot() + 1 / 210)
      #expect(drawn == PermutationTest(first, second, alternative: alternative, arrangements: 209, stream: stream))
      let zeros = differences.map { _ in 0.0 }
      let all = try #require(PermutationTest(pairs: differences, zeros, alternative: alternative, stream: stream))
      let some = try #require(
        PermutationTest(pairs: differences, zeros, alternative: alternative, arrangements: 255, stream: stream))
      #expect(!some.isExact && some.arrangements == 255)
      #expect(abs(some.pValue - all.pValue) < 5 * (all.pValue * (1 - all.pValue) / 255).squareRoot() + 1 / 256)
    }
  }

  @Test("A p-value from arrangements drawn is never nought, and without arrangements it is one")
  func smallest() throws {
    let (high, low) = (Array(repeating: 9.0, count: 100), Array(repeating: 1.0, count: 100))
    #expect(PermutationTest(high, low, arrangements: 99, stream: stream)?.pValue == 0.01)
    #expect(PermutationTest(pairs: high, low, arrangements: 99, stream: stream)?.pValue == 0.01)
    for arrangements in [0, -1, .min] {
      #expect(PermutationTest(high, low, arrangements: arrangements, stream: stream)?.pValue == 1)
      #expect(PermutationTest(pairs: high, low, arrangements: arrangements, stream: stream)?.pValue == 1)
    }
  }

  @Test("Equal sums count as equal, however they round")
  func ties() throws {
    #expect(PermutationTest([0.1, 0.1], [0.1, 0.1, 0.1], stream: stream)?.pValue == 1)
    let test = try #require(PermutationTest([0.1, 0.2], [0.3, 0], alternative: .less, stream: stream))
    // Of the six sums 0.3, 0.4, 0.1, 0.5, 0.2 and 0.3, four are at most 0.3.
    #expect(test.pValue == 4.0 / 6)
  }

  @Test("Empty samples, and what is not finite, have no test")
  func none() {
    for values in [[], [.nan], [.infinity], [1.7e308, -1.7e308, -1.7e308], [1e308, 1e308, -1e308, -1e308]] as [[Double]]
    {
      #expect(
        PermutationTest(values, [1], stream: stream) == nil && PermutationTest([1], values, stream: stream) == nil)
    }
    #expect(PermutationTest(pairs: [], [], stream: stream) == nil)
    #expect(PermutationTest(pairs: [1, 2], [1], stream: stream) == nil)
    #expect(PermutationTest(pairs: [1.7e308], [-1.7e308], stream: stream) == nil)
    #expect(PermutationTest(pairs: [1, .nan], [1, 1], stream: stream) == nil)
    #expect(PermutationTest([1], [2], stream: stream)?.pValue == 1)
  }

  @Test("Samples of one distribution are found to differ as seldom as the level says")
  func level() {
    func wrong(_ name: String, _ test: (inout RandomStream) -> PermutationTest?) {
      Coverage(seed: 46, repetitions: 200) { (test(&$0)?.pValue ?? 0) <= 0.05 }.expectLevel(name)
    }
    /// Skewed numbers, which Student's test would not suit.
    func numbers(_ count: Int, _ stream: inout RandomStream) -> [Double] { stream.normals(count).map { $0 * $0 * $0 } }
    wrong("permutation of 4 and 5") { PermutationTest(numbers(4, &$0), numbers(5, &$0), stream: $0) }
    wrong("permutation, 99 drawn") { stream in
      PermutationTest(numbers(6, &stream), numbers(9, &stream), arrangements: 99, stream: stream)
    }
    wrong("signs of 7 pairs") { PermutationTest(pairs: numbers(7, &$0), numbers(7, &$0), stream: $0) }
    wrong("signs of 12 pairs, 99 drawn") { stream in
      PermutationTest(pairs: numbers(12, &stream), numbers(12, &stream), arrangements: 99, stream: stream)
    }
  }
}
