import Formats
import Foundation
import Inversion
import Models
import Testing

/// Judged by breaching and PyTorch, as Resources/breaching.json has them.
@Suite struct BreachingTests {
  private struct Golden: Decodable {
    struct Case: Decodable, Sendable, CustomTestStringConvertible {
      let network: String
      let loss: String
      let label: Double
      let weights: [Double]
      let gradient: [Double]
      let input: [Double]
      let found: [String: [Double]]
      let greatestError: [String: Double]

      var testDescription: String { network }
    }

    let cases: [Case]
  }

  private static func cases() throws -> [Golden.Case] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Resources/breaching.json")
    return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file)).cases
  }

  /// The same network and the gradient that PyTorch computed.
  private static func evidence(_ golden: Golden.Case) throws -> GradientEvidence {
    let model = try #require(Zoo.model(named: golden.network))
    let names = try CompiledModel(model).weightNames
    func object(_ numbers: [Double]) -> String {
      "{" + zip(names, numbers).map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}"
    }
    try #require(names.count == golden.weights.count)
    let label = golden.loss == "mse" ? "\(golden.label)" : "\(Int(golden.label))"
    let text = """
      {"schema": 1, "loss": "\(golden.loss)", "labels": [\(label)], "weights": \(object(golden.weights)),
       "gradient": \(object(golden.gradient))}
      """
    return try GradientEvidence(reading: JSONReader(parsing: Array(text.utf8)), model: model)
  }

  @Test("the same network and gradient give the input that breaching finds, by every attack of ours that fits")
  func sameInput() throws {
    let cases = try Self.cases()
    #expect(cases.count == 2)
    for golden in cases {
      let evidence = try Self.evidence(golden)
      let attacks: [any InversionAttack] = [LeastSquaresAttack(), LeakageAttack()]
      for attack in attacks {
        let found = try #require(try attack.find(evidence).recovered)[0]
        for (kind, theirs) in golden.found {
          let tolerance = try #require(golden.greatestError[kind])
          #expect(tolerance < 1e-3)
          for (own, their) in zip(found, theirs) { #expect((own - their).magnitude < 1.01 * tolerance + 1e-7) }
        }
        for (own, its) in zip(found, golden.input) { #expect((own - its).magnitude < 1e-7) }
      }
    }
  }

  @Test("the gradient that is expected at the input is PyTorch's")
  func sameGradient() throws {
    for golden in try Self.cases() {
      let evidence = try Self.evidence(golden)
      let found = try evidence.observation(on: nil).predictions(
        of: [golden.input], target: evidence.values, metric: nil, wantsJacobian: false)[0].values
      #expect(zip(found, golden.gradient).allSatisfy { ($0 - $1).magnitude < 1e-14 })
    }
  }
}
