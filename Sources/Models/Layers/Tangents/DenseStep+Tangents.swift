extension DenseStep {
  func forward(_ inputs: TangentRow, _ pass: LayerPass) throws(ModelError) -> (TangentRow, TangentMemory) {
    let (width, height) = (layer.inputCount, layer.outputCount)
    var outputs = TangentRow(zeros: height, directionCount: inputs.directionCount)
    for output in 0..<height {
      if layer.hasBias { outputs[output] = pass.weights[weights.start + width * height + output] }
      for input in 0..<width {
        outputs.add(pass.weights[weights.start + output * width + input], inputs, input, to: output)
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
        results.add(pass.weights[weights.start + output * width + input], cotangents, output, to: input)
      }
    }
    return results
  }
}
