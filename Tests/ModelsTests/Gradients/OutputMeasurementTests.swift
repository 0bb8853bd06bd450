import Catalogue
import Circuits
import Devices
import Execution
import Models
import Numerics
import Testing

@Suite("Outputs of models, as circuits measure them") struct OutputMeasurementTests {
  @Test("Without shot noise they are the model's own, on an ideal machine")
  func exact() throws {
    let (model, rows, weights) = try LossGradientTests.hybrid()
    let measurement = try OutputMeasurement(model)
    let found = try #require(
      try measurement.exactOutputs(rows.features, weights: weights, on: LossGradientTests.machine()))
    let own = try model.outputs(rows.features, weights: weights)
    #expect(found.count == own.count)
    for (mine, theirs) in zip(found, own) { #expect((mine - theirs).magnitude < 1e-12) }
    #expect(!measurement.votesForClass)
  }

  @Test("A noisy machine's outputs are closer to none than the model's own")
  func noisy() throws {
    let model = try CompiledModel(#require(Zoo.model(named: "zz-efficient-2")))
    let weights = model.initialWeights(RandomStream(seed: 2))
    let features = [0.4, 0.9, 0.7, 0.2]
    let measurement = try OutputMeasurement(model)
    let found = try #require(
      try measurement.exactOutputs(features, weights: weights, on: LossGradientTests.machine("noisy-ibm_manila")))
    for (noisy, exact) in zip(found, try model.outputs(features, weights: weights)) {
      #expect(noisy.magnitude < exact.magnitude && noisy * exact > 0)
    }
  }

  @Test("Shots of one parity vote for classes with the probability of the output")
  func votes() async throws {
    let model = try CompiledModel(#require(Zoo.model(named: "re-uploading-parity-4")))
    let weights = model.initialWeights(RandomStream(seed: 3))
    let features = [0.1, 0.9, 1.7, 2.5, 2.2, 0.4, 0.3, 1.1]
    let measurement = try OutputMeasurement(model)
    #expect(measurement.votesForClass)
    let shots = 100_000
    let entries = measurement.entries(at: try measurement.points(features, weights: weights), shots: shots)
    let samples = try await LossGradientTests.machine().run(Batch(entries, stream: RandomStream(seed: 5)))
    let exact = try model.outputs(features, weights: weights)
    for (sample, exact) in zip(samples, exact) {
      let votes = measurement.votes(in: sample)
      #expect(votes.reduce(0, +) == shots)
      let share = Double(votes[1]) / Double(shots)
      #expect((share - (1 + exact) / 2).magnitude < 5 * 0.5 / Double(shots).squareRoot())
    }
    for (mean, exact) in zip(measurement.means(of: samples), exact) { #expect((mean[0] - exact).magnitude < 0.016) }
  }

  @Test("A model of several circuits is refused with what to do")
  func refusal() throws {
    let model = try CompiledModel(#require(Zoo.model(named: "quanvolution")))
    let error = #expect(throws: ModelError.self) { try OutputMeasurement(model) }
    #expect(error?.message.contains("needs a model of one circuit") == true)
  }
}
