internal import Simulation

/// A circuit's means at one point, and their derivatives.
struct CircuitTangents {
  /// [mean][trained weights, then inputs]
  var gradients: [Double]
  /// [mean][trained weights, then inputs][input]; empty where nothing moves.
  var mixed: [Double]
}

extension CircuitStep {
  func forward(_ inputs: TangentRow, _ pass: LayerPass) throws(ModelError) -> (TangentRow, TangentMemory) {
    let (values, found) = try tangents(at: inputs.values, pass, wantsMixed: inputs.directionCount > 0)
    var outputs = TangentRow(zeros: outputCount, directionCount: inputs.directionCount)
    let width = trainedCount + layer.inputs.count
    for (mean, value) in values.enumerated() {
      outputs[mean] = value
      for input in 0..<inputs.count {
        outputs.addSlopes(found.gradients[mean * width + trainedCount + input], inputs, input, to: mean)
      }
    }
    return (outputs, TangentMemory(inputs: inputs, circuit: found))
  }

  /// With cotangents c: sum_k c_k df_k by each parameter, whose slope is sum_k (c'_k df_k + c_k sum_j d_j df_k x'_j).
  func backward(
    _ cotangents: TangentRow, _ memory: TangentMemory, _ pass: LayerPass, gradient: inout TangentRow
  ) throws(ModelError) -> TangentRow? {
    guard let found = memory.circuit else { return nil }
    let (inputs, width) = (layer.inputs.count, trainedCount + layer.inputs.count)
    func add(_ parameter: Int, to sums: inout TangentRow, _ place: Int) {
      for mean in 0..<outputCount { sums.add(found.gradients[mean * width + parameter], cotangents, mean, to: place) }
      guard !found.mixed.isEmpty else { return }
      for input in 0..<inputs {
        let factor = (0..<outputCount).reduce(0) { sum, mean in
          sum + cotangents[mean] * found.mixed[(mean * width + parameter) * inputs + input]
        }
        sums.addSlopes(factor, memory.inputs, input, to: place)
      }
    }
    for weight in 0..<trainedCount { add(weight, to: &gradient, weights.start + weight) }
    guard wantsInputs else { return nil }
    var results = TangentRow(zeros: inputs, directionCount: cotangents.directionCount)
    for input in 0..<inputs { add(trainedCount + input, to: &results, input) }
    return results
  }
}
