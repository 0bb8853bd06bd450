extension DenseStep {
  func forward(_ inputs: TangentRow, _ pass: LayerPass) throws(ModelError) -> (TangentRow, TangentMemory) {
    let (width, height) = (layer.inputCount, layer.outputCount)
    var outputs = TangentRow(zeros: height, directionCount: inputs.directionCount)
    for output in 0..<height {
      let bias = weights.start + width * height + output
      if layer.hasBias {
        outputs[output] = pass.weights[bias]
        pass.addSlopes(ofWeight: bias, times: 1, to: &outputs, output)
      }
      for input in 0..<width {
        let weight = weights.start + output * width + input
        outputs.add(pass.weights[weight], inputs, input, to: output)
        pass.addSlopes(ofWeight: weight, times: inputs[input], to: &outputs, output)
      }
    }
    return (outputs, TangentMemory(inputs: inputs))
  }

  func backward(
    _ cotangents: TangentRow, _ memory: TangentMemory, _ pass: LayerPass, gradient: inout TangentRow
  ) throws(ModelError) -> TangentRow? {
    let (width, height) = (layer.inputCount, layer.outputCount)
    for output in 0..<height where isTrained {
      for input in 0..<width {
        gradient.addProduct(cotangents, output, memory.inputs, input, to: weights.start + output * width + input)
      }
      if layer.hasBias { gradient.add(1, cotangents, output, to: weights.start + width * height + output) }
    }
    guard wantsInputs else { return nil }
    var results = TangentRow(zeros: width, directionCount: cotangents.directionCount)
    for output in 0..<height {
      for input in 0..<width {
        let weight = weights.start + output * width + input
        results.add(pass.weights[weight], cotangents, output, to: input)
        pass.addSlopes(ofWeight: weight, times: cotangents[output], to: &results, input)
      }
    }
    return results
  }
}
