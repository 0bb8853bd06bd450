import Gradients
import Inversion
import Models
import Numerics
import Testing

@Suite("Weights of a dishonest server") struct MaliciousWeightsTests {
  private static func model(_ name: String) throws -> CompiledModel {
    try CompiledModel(#require(Zoo.model(named: name)))
  }

  /// The means of the Cramer-Rao limits, no more than guessing, and of their roots, and the van Trees limit, at inputs
  /// and labels that the choice has not seen.
  private static func limits(
    _ model: CompiledModel, _ weights: [Double], shots: Int, count: Int
  ) async throws -> (standardError: Double, cramerRao: Double, vanTrees: Double) {
    var stream = RandomStream(seed: 99)
    var evidence = try await GradientEvidence.sharing(
      model, Examples(features: [1, 2], labels: .targets([0])), weights: weights, on: Machines.ideal, shots: nil,
      stream: stream)
    evidence.rounds[0].noise = .init(.shots(perEvaluation: shots, rule: .parameterShift))
    let machine = TabulatedMachine(Machines.ideal)
    var (sum, roots) = (0.0, 0.0)
    for _ in 0..<count {
      let labels = [[2 * stream.uniform() - 1]]
      let inputs = evidence.inputRanges.map { $0.upperBound * stream.uniform() }
      let found = try GradientInformation(evidence, labels: labels, on: machine).cramerRao(at: inputs)
      let limit = min(found.meanSquaredError, evidence.guessLevel)
      (sum, roots) = (sum + limit, roots + limit.squareRoot())
    }
    let information = try GradientInformation(evidence, labels: [[0]], on: machine)
    let limit = try information.vanTrees(over: SmoothPrior(of: evidence), pointCount: count, seed: 5)
    return (roots / Double(count), sum / Double(count), limit.meanSquaredError)
  }

  @Test("they leave less of the inputs than any of eight draws, judged at others than they were chosen at")
  func beatsDraws() async throws {
    let model = try Self.model("simple-entangled-2")
    var choice = try MaliciousWeights(for: model, shots: 256, on: Machines.ideal)
    if !Scale.isFull { (choice.draws, choice.steps, choice.pointCount) = (8, 40, 8) }
    let count = Scale.isFull ? 128 : 16
    let chosen = try choice.chosen(RandomStream(seed: 3)).weights
    let own = try await Self.limits(model, chosen, shots: 256, count: count)
    for draw in 0..<8 {
      let weights = model.initialWeights(RandomStream(seed: 50).substream(draw))
      let drawn = try await Self.limits(model, weights, shots: 256, count: count)
      #expect(own.standardError < drawn.standardError)
      #expect(own.cramerRao < drawn.cramerRao)
      #expect(own.vanTrees < drawn.vanTrees)
    }
  }

  @Test("they follow from the seed, exact gradients have some too, and models that do not begin with a circuit none")
  func kinds() throws {
    var exact = try MaliciousWeights(for: Self.model("simple-2"), shots: nil, on: nil)
    (exact.draws, exact.steps, exact.pointCount) = (2, 4, 2)
    let found = try exact.chosen(RandomStream(seed: 1))
    var drawn = exact
    (drawn.draws, drawn.steps) = (1, 0)
    #expect(try found.error <= drawn.chosen(RandomStream(seed: 1)).error)
    #expect(found.error > 0 && found.error.isFinite)
    #expect(try exact.chosen(RandomStream(seed: 1)).weights == found.weights)
    #expect(try exact.chosen(RandomStream(seed: 2)).weights != found.weights)
    var classes = try MaliciousWeights(
      for: Self.model("re-uploading-2-2"), loss: .crossEntropy, shots: 64, on: Machines.ideal)
    (classes.draws, classes.steps, classes.pointCount) = (1, 2, 2)
    #expect(try classes.chosen(RandomStream(seed: 1)).error < .pi / 12.0.squareRoot())
    let classical = try Self.model("complex-2-classical")
    let error = #expect(throws: InversionError.self) { try MaliciousWeights(for: classical, shots: nil, on: nil) }
    #expect(error?.message.contains("begin with a circuit") == true)
  }
}
