internal import Simulation

/// A circuit's means at one point, and their derivatives.
struct CircuitTangents {
  /// [mean][row]: the trained weights come first, then the inputs, where they are wanted.
  var gradients: [Double]
  /// [mean][row][column]; empty where nothing moves.
  var mixed: [Double]
  var rowCount: Int
  /// The first columns are trained weights, the others inputs.
  var weightColumns: Int
  var inputColumns: Int
}

extension CircuitStep {
  func forward(_ inputs: TangentRow, _ pass: LayerPass) throws(ModelError) -> (TangentRow, TangentMemory) {
    let (values, found) = try tangents(at: inputs.values, pass, wantsMixed: inputs.directionCount > 0)
    var outputs = TangentRow(zeros: outputCount, directionCount: inputs.directionCount)
    for (mean, value) in values.enumerated() {
      outputs[mean] = value
      let slopes = found.gradients[mean * found.rowCount..<(mean + 1) * found.rowCount]
      for (input, slope) in slopes.dropFirst(trainedCount).enumerated() {
        outputs.addSlopes(slope, inputs, input, to: mean)
      }
      for (weight, slope) in slopes.prefix(trainedCount).enumerated() {
        pass.addSlopes(ofWeight: weights.start + weight, times: slope, to: &outputs, mean)
      }
    }
    return (outputs, TangentMemory(inputs: inputs, circuit: found))
  }

  /// With cotangents c: sum_k c_k df_k by each parameter, whose slope is sum_k (c'_k df_k + c_k sum_j d_j df_k p'_j),
  /// with p the parameters that move.
  func backward(
    _ cotangents: TangentRow, _ memory: TangentMemory, _ pass: LayerPass, gradient: inout TangentRow
  ) throws(ModelError) -> TangentRow? {
    guard let found = memory.circuit else { return nil }
    let (height, width) = (found.rowCount, found.weightColumns + found.inputColumns)
    func add(_ row: Int, to sums: inout TangentRow, _ place: Int) {
      for mean in 0..<outputCount { sums.add(found.gradients[mean * height + row], cotangents, mean, to: place) }
      guard !found.mixed.isEmpty else { return }
      for column in 0..<width {
        let factor = (0..<outputCount).reduce(0) { sum, mean in
          sum + cotangents[mean] * found.mixed[(mean * height + row) * width + column]
        }
        if column < found.weightColumns {
          pass.addSlopes(ofWeight: weights.start + column, times: factor, to: &sums, place)
        } else {
          sums.addSlopes(factor, memory.inputs, column - found.weightColumns, to: place)
        }
      }
    }
    for weight in 0..<trainedCount { add(weight, to: &gradient, weights.start + weight) }
    guard wantsInputs else { return nil }
    var results = TangentRow(zeros: layer.inputs.count, directionCount: cotangents.directionCount)
    for input in 0..<layer.inputs.count { add(trainedCount + input, to: &results, input) }
    return results
  }
}
