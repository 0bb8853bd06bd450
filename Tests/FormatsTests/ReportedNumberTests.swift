import Testing

@testable import Formats

@Suite("Numbers as sentences have them")
struct ReportedNumberTests {
  @Test(
    "three digits count, rounded by the decimal ones",
    arguments: [
      (0, "0"), (1, "1"), (37.24, "37.2"), (0.004_214_9, "0.00421"), (1234.5, "1,230"), (999.6, "1,000"),
      (-2.5, "-2.5"), (0.1, "0.1"), (9_996_000, "1e7"), (31_415_926, "3.14e7"), (0.000_012_36, "1.24e-5"),
      (6.02e-31, "6.02e-31"), (.infinity, "inf"),
    ])
  func text(number: Double, expected: String) {
    #expect(ReportedNumber.text(number) == expected)
  }

  @Test("numbers of several names tell the names")
  func list() {
    #expect(ReportedNumber.list(["ideal": 37.24]) == "37.2")
    #expect(ReportedNumber.list(["noisy": 52, "ideal": 37.24]) == "37.2 (ideal), 52 (noisy)")
    #expect(ReportedNumber.list([:]).isEmpty)
  }
}
