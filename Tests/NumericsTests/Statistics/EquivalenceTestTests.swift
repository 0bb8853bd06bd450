import Numerics
import Testing

@Suite struct EquivalenceTestTests {
  // statsmodels 0.15.0: ttost_paired(first, paired, -0.02, 0.02), ttost_ind(first, second, -0.04, 0.04,
  // usevar='unequal') and the same with usevar='pooled'.
  @Test("Both p-values are those of statsmodels")
  func peers() throws {
    let tests = [
      (
        StudentEstimate(pairedDifference: Samples.first, Samples.paired), 0.02, 0.01921070247842111, 0.04739786323702811
      ),
      (
        StudentEstimate(welchDifference: Samples.first, Samples.second), 0.04, 0.025678655683033937, 0.05159034407598815
      ),
      (
        StudentEstimate(pooledDifference: Samples.first, Samples.second), 0.04, 0.014061131225863686,
        0.03438179763883207
      ),
    ]
    for (difference, margin, lower, upper) in tests {
      let test = try #require(difference.flatMap { EquivalenceTest($0, margin: margin) })
      #expect(abs(test.lowerPValue - lower) < 1e-13 && abs(test.upperPValue - upper) < 1e-13)
      #expect(test.pValue == test.upperPValue && test.isEquivalent() == (upper < 0.05))
      let interval = try #require(test.interval())
      #expect((interval.lowerBound > -margin && interval.upperBound < margin) == test.isEquivalent())
    }
  }

  @Test("No margin and no spread show no equivalence, and a margin beyond all shows it")
  func odd() throws {
    let difference = try #require(StudentEstimate(value: 0.1, standardError: 0.2, degreesOfFreedom: 9))
    for margin in [0, -1, .nan] as [Double] { #expect(EquivalenceTest(difference, margin: margin) == nil) }
    #expect(EquivalenceTest(difference, margin: .infinity)?.pValue == 0)
    let constant = try #require(StudentEstimate(value: 0, standardError: 0))
    #expect(EquivalenceTest(constant, margin: 1) == nil)
    let outside = try #require(EquivalenceTest(difference, margin: 0.05))
    #expect(outside.pValue > 0.5 && !outside.isEquivalent(level: .nan) && outside.interval(level: .nan) == nil)
  }

  @Test("A difference that is the margin passes as often as the level says, one within it nearly always")
  func level() {
    func passes(_ name: String, difference: Double, _ estimate: ([Double], [Double]) -> StudentEstimate?) -> Coverage {
      Coverage(seed: 44) { stream in
        let first = stream.normals(30).map { $0 + difference }
        return estimate(first, stream.normals(20)).flatMap { EquivalenceTest($0, margin: 1.2) }?.isEquivalent() ?? false
      }
    }
    let welch: ([Double], [Double]) -> StudentEstimate? = { StudentEstimate(welchDifference: $0, $1) }
    let paired: ([Double], [Double]) -> StudentEstimate? = {
      StudentEstimate(pairedDifference: Array($0.prefix(20)), $1)
    }
    for (name, estimate) in [("equivalence, Welch", welch), ("equivalence, paired", paired)] {
      for boundary in [1.2, -1.2] {
        let atBoundary = passes(name, difference: boundary, estimate)
        atBoundary.expectLevel(name)
        // Far from the other bound, the test is as good as one-sided, and wrong as often as it may be.
        #expect(atBoundary.share >= 0.05 - atBoundary.noise(of: 0.05))
      }
      #expect(passes(name, difference: 0, estimate).share > 0.85)
    }
  }
}
