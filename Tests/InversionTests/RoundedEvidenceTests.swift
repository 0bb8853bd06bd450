import Numerics
import Testing

@testable import Inversion

/// Gradients that went through single precision or were printed with few digits.
@Suite struct RoundedEvidenceTests {
  private static let values = [0.13768488561714653, -0.0010192437290146947, 0.4503803369, 1.0 / 3]

  @Test("values show what they were rounded to")
  func precision() {
    let values = Self.values
    #expect(ValuePrecision(of: values) == .double)
    #expect(ValuePrecision(of: []) == .double && ValuePrecision(of: [0, .nan]) == .double)
    let single = ValuePrecision(of: values.map { Double(Float($0)) })
    #expect(single.unit == 0x1p-24 && single.tolerance > single.unit && single.tolerance < 1e-5)
    // As other tools print numbers of single precision.
    let printed = ValuePrecision(of: values.compactMap { Double("\(Float($0))") })
    #expect(printed.tolerance >= single.tolerance && printed.tolerance < 1e-5)
    let six = ValuePrecision(of: values.map { Self.rounded($0, digits: 6) })
    #expect((six.unit * 0.45038 / 1e-6 - 1).magnitude < 1e-3 && six.fewDigits == nil)
    let four = ValuePrecision(of: values.map { ($0 * 1e4).rounded() / 1e4 })
    #expect((four.unit * 0.4504 / 1e-4 - 1).magnitude < 1e-3)
    // Numbers that are short by themselves do not make others match.
    let short = ValuePrecision(of: [0.5, -0.25, 0.11])
    #expect(short.tolerance == ValuePrecision.double.tolerance && short.fewDigits == 2)
    #expect(ValuePrecision(of: [0.5, -0.25, 1.0 / 3]) == .double)
    #expect(ValuePrecision(of: [0.0625, 0.4375, -0.1875]) == .double)
    #expect(ValuePrecision(of: [1024, 300, 17]) == .double)
  }

  @Test("numbers of any size", arguments: [1e-300, 3.25e-12, 1, 4.5e21, 1e300])
  func size(scale: Double) {
    let six = ValuePrecision(of: Self.values.map { Self.rounded($0 * scale, digits: 6) })
    #expect(six.unit > 1e-6 && six.unit < 1e-5)
    #expect(ValuePrecision(of: Self.values.map { $0 * scale }) == .double)
  }

  private static func rounded(_ value: Double, digits: Int) -> Double {
    let text = "\(value)"
    let parts = text.split(separator: "e")
    var left = digits
    var isLeading = true
    let figures = parts[0].map { figure -> Character in
      guard figure.isNumber else { return figure }
      if figure != "0" { isLeading = false }
      guard !isLeading else { return figure }
      left -= 1
      return left < 0 ? "0" : figure
    }
    return Double(String(figures) + (parts.count > 1 ? "e\(parts[1])" : "")) ?? .nan
  }

  @Test(
    "a gradient in single precision gives the inputs back, as sure as an exact one",
    arguments: ["complex-3", "zz-efficient-2"])
  func single(model: String) throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      var instance = try Instance(model, seed: seed)
      instance.evidence.rounds[0].values = instance.evidence.values.map { Double(Float($0)) }
      let finding = try LeastSquaresAttack(AttackSettings(starts: 64)).find(instance.evidence)
      #expect(finding.recovered != nil, "\(finding.message)")
      #expect(try instance.error(of: finding) < 1e-10)
    }
  }

  @Test("few digits give inputs back, and how well they are known")
  func fewDigits() throws {
    var instance = try Instance("complex-3", seed: 2)
    instance.evidence.rounds[0].values = instance.evidence.values.map { ($0 * 1e4).rounded() / 1e4 }
    let finding = try LeastSquaresAttack().find(instance.evidence)
    #expect(!finding.isCertified && finding.message.contains("only known to"))
    #expect(try instance.error(of: finding) < 1e-5)
    instance.evidence.rounds[0].values = instance.evidence.values.map { ($0 * 1e2).rounded() / 1e2 }
    let coarse = try LeastSquaresAttack().find(instance.evidence)
    #expect(coarse.recovered == nil && coarse.message.contains("only 2 digits"), "\(coarse.message)")
  }

  @Test("labels that are not those of the evidence are told from other faults")
  func labels() throws {
    var instance = try Instance("complex-3", seed: 4)
    let label = instance.evidence.labels?[0][0] ?? 0
    instance.evidence.labels = [[label + 0.5]]
    let finding = try LeastSquaresAttack(AttackSettings(starts: 64)).find(instance.evidence)
    #expect(finding.recovered == nil && finding.message.contains("would be matched with labels of"))
    instance.evidence.rounds[0].values.reverse()
    let other = try LeastSquaresAttack(AttackSettings(starts: 64)).find(instance.evidence)
    #expect(other.recovered == nil && !other.message.contains("would be matched"))
    // With as many unknowns as values some labels match nearly anything.
    var few = try Instance("simple-1", seed: 1)
    few.evidence.rounds[0].values = few.evidence.values.indices.map { 1 / (Double($0) + 3.3) }
    let nothing = try LeastSquaresAttack(AttackSettings(starts: 64)).find(few.evidence)
    #expect(!nothing.message.contains("would be matched"), "\(nothing.message)")
  }
}
