import Models
import Numerics
import Testing

@Suite struct TangentTests {
  /// A loss with slopes and curvature of its own: the sum of c_k z_k + z_k^3 / 3, and of its first direction's number
  /// times the first output.
  private func cotangents(_ outputs: TangentRow, _ factors: [Double], direction: Int?) -> TangentRow {
    var result = TangentRow(zeros: outputs.count, directionCount: outputs.directionCount)
    for place in 0..<outputs.count {
      result[place] = factors[place] + outputs[place] * outputs[place]
      result.addSlopes(2 * outputs[place], outputs, place, to: place)
    }
    if let direction { result[0, slope: direction] += 1 }
    return result
  }

  @Test(
    "a gradient's slopes by the features are central differences of the way back, of every layer",
    arguments: LayerGradientTests.cases)
  func slopes(name: String, features: Int) throws {
    var stream = RandomStream(seed: 6).substream(name)
    var options = CompiledModel.Options()
    options.tracksTangents = true
    let layers = try LayerGradientTests.layers(name)
    let model = try CompiledModel(LayerCircuits.model(layers, features: features), options: options)
    let weights = model.initialWeights(stream.substream("weights"))
    let row = (0..<features).map { _ in stream.uniform() * 2 - 1 }
    let factors = (0..<model.outputCount).map { _ in stream.uniform() * 2 - 1 }
    func gradient(at row: [Double]) throws -> [Double] {
      let evaluation = try model.forward(row, weights: weights)
      return try model.backward(evaluation, cotangents: zip(evaluation.outputs, factors).map { $0 * $0 + $1 }).weights
    }
    let found = try model.gradientTangents(
      of: row[...], weights: weights, tracksFeatures: true, lossDirections: 1
    ) { cotangents($0, factors, direction: features) }
    let still = try model.gradientTangents(of: row[...], weights: weights, tracksFeatures: false) {
      cotangents($0, factors, direction: nil)
    }
    let expected = try gradient(at: row)
    for (place, value) in expected.enumerated() {
      #expect((found[place] - value).magnitude < 1e-12)
      #expect((still[place] - value).magnitude < 1e-12)
    }
    let step = 1e-5
    for feature in Set((0..<6).map { $0 * 5 % features }) {
      var (ahead, behind) = (row, row)
      ahead[feature] += step
      behind[feature] -= step
      for (place, sides) in zip(try gradient(at: ahead), try gradient(at: behind)).enumerated() {
        #expect((found[place, slope: feature] - (sides.0 - sides.1) / (2 * step)).magnitude < 1e-7)
      }
    }
    // The loss's own direction moves the first output's cotangent alone.
    let evaluation = try model.forward(row, weights: weights)
    let unit = (0..<model.outputCount).map { $0 == 0 ? 1.0 : 0 }
    for (place, value) in try model.backward(evaluation, cotangents: unit).weights.enumerated() {
      #expect((found[place, slope: features] - value).magnitude < 1e-12)
    }
  }
}
