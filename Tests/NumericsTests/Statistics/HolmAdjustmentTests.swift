import Numerics
import Testing

@Suite struct HolmAdjustmentTests {
  // statsmodels.stats.multitest.multipletests([...], 0.05, 'holm')[1], statsmodels 0.15.0.
  @Test("Adjusted p-values are those of statsmodels, ties too")
  func peers() {
    let adjusted = HolmAdjustment([0.01, 0.04, 0.03, 0.005, 0.2, 0.03, 0.9])
    let expected = [0.06, 0.15, 0.15, 0.035, 0.4, 0.15, 0.9]
    #expect(adjusted.pValues.count == 7)
    for (found, expected) in zip(adjusted.pValues, expected) { #expect(abs(found - expected) < 1e-15) }
    #expect(adjusted.rejected() == [3] && adjusted.rejected(level: 0.1) == [0, 3])
  }

  @Test("What is no probability keeps its place among the tests and rejects nothing")
  func odd() {
    #expect(HolmAdjustment([]).pValues.isEmpty)
    #expect(HolmAdjustment([0.04]).pValues == [0.04] && HolmAdjustment([0, 1]).pValues == [0, 1])
    let odd = HolmAdjustment([.nan, 0.01, -1, 2])
    #expect(odd.pValues[1] == 0.04 && odd.rejected(level: 1) == [1])
    #expect([0, 2, 3].allSatisfy { odd.pValues[$0].isNaN } && odd.rejected(level: .nan).isEmpty)
  }

  @Test("One of many true hypotheses is rejected as seldom as the level says, where tests depend on each other too")
  func familyWise() {
    for correlation in [0, 0.8] {
      let wrong = Coverage(seed: 45) { stream in
        let shared = stream.normal() * correlation.squareRoot()
        let pValues = stream.normals(10).map { number in
          2 * NormalDistribution.survival(abs(shared + number * (1 - correlation).squareRoot()))
        }
        return !HolmAdjustment(pValues).rejected().isEmpty
      }
      wrong.expectLevel("Holm over 10 tests, correlation \(correlation)")
    }
  }
}
