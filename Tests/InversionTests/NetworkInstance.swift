import Execution
import Gradients
import Inversion
import Models
import Numerics
import Simulation
import Testing

/// A model with classical layers, weights and rows, with the evidence that they give.
struct NetworkInstance {
  var evidence: GradientEvidence
  let truth: [Double]

  static func model(_ layers: [Layer], features: Int, loss: Loss = .meanSquaredError) -> Model {
    Model(name: "test", summary: "a test", origin: "a test", featureCount: features, layers: layers, loss: loss)
  }

  /// Rows uniform within (-1, 1), classes in turn or real labels.
  init(
    _ model: Model, batch: Int = 1, loss: Loss? = nil, seed: UInt64 = 1, shots: Int? = nil
  ) async throws {
    let compiled = try CompiledModel(model)
    let stream = RandomStream(seed: seed).substream(model.name)
    var draws = stream.substream("rows")
    truth = (0..<batch * model.featureCount).map { _ in 2 * draws.uniform() - 1 }
    let outputs = compiled.outputCount
    let labels: Labels =
      outputs == 1
      ? .targets((0..<batch).map { _ in draws.uniform() })
      : .classes((0..<batch).map { $0 % outputs }, names: (0..<outputs).map { "\($0)" })
    evidence = try await GradientEvidence.sharing(
      compiled, Examples(features: truth, labels: labels), loss: loss,
      weights: compiled.initialWeights(stream.substream("weights")), on: Machines.ideal, shots: shots,
      stream: stream.substream("shots"))
  }

  init(_ name: String, batch: Int = 1, loss: Loss? = nil, seed: UInt64 = 1, shots: Int? = nil) async throws {
    try await self.init(
      #require(Zoo.model(named: name)), batch: batch, loss: loss, seed: seed, shots: shots)
  }

  /// Of an input, rows in their best order.
  func error(of finding: InversionFinding) throws -> Double {
    try InversionScore(finding, truth: evidence.rows(of: truth), evidence: evidence).meanSquaredError ?? .infinity
  }
}
