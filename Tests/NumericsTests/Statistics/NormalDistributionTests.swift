import Foundation
import Numerics
import Testing

@Suite("Logarithms of normal probabilities") struct NormalDistributionTests {
  /// `python3 -c "import mpmath; print(mpmath.log(mpmath.ncdf(x)))"` of mpmath 1.3.0.
  @Test(
    "they are those of a library with many digits",
    arguments: [
      (-40, -804.608442013754), (-30.0001, -454.324247287304), (-29.9999, -454.318240635371), (-10, -53.2312851505125),
      (3, -0.00135080996474819), (8, -6.22096057427178e-16),
    ])
  func known(x: Double, expected: Double) {
    #expect(abs(NormalDistribution.logarithmOfCumulative(x) / expected - 1) < 1e-9)
  }

  @Test("far below they are finite, far above they are 0")
  func ends() {
    #expect(abs(NormalDistribution.logarithmOfCumulative(-1e6) / -5e11 - 1) < 1e-6)
    #expect(NormalDistribution.logarithmOfCumulative(50) == 0)
  }
}
