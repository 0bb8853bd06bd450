extension ConvolutionStep {
  func forward(_ inputs: TangentRow, _ pass: LayerPass) throws(ModelError) -> (TangentRow, TangentMemory) {
    let area = layer.outputHeight * layer.outputWidth
    var outputs = TangentRow(zeros: outputCount, directionCount: inputs.directionCount)
    for place in 0..<outputCount { outputs[place] = pass.weights[weights.start + kernelCount + place / area] }
    forEachStrip { kernel, input, output, count in
      let factor = pass.weights[weights.start + kernel]
      for place in 0..<count { outputs.add(factor, inputs, input + place, to: output + place) }
    }
    return (outputs, TangentMemory(inputs: inputs))
  }

  func backward(
    _ cotangents: TangentRow, _ memory: TangentMemory, _ pass: LayerPass, gradient: inout TangentRow
  ) throws(ModelError) -> TangentRow? {
    if isTrained {
      let area = layer.outputHeight * layer.outputWidth
      forEachStrip { kernel, input, output, count in
        for place in 0..<count {
          gradient.addProduct(cotangents, output + place, memory.inputs, input + place, to: weights.start + kernel)
        }
      }
      for place in 0..<outputCount {
        gradient.add(1, cotangents, place, to: weights.start + kernelCount + place / area)
      }
    }
    guard wantsInputs else { return nil }
    var results = TangentRow(zeros: memory.inputs.count, directionCount: cotangents.directionCount)
    forEachStrip { kernel, input, output, count in
      let factor = pass.weights[weights.start + kernel]
      for place in 0..<count { results.add(factor, cotangents, output + place, to: input + place) }
    }
    return results
  }
}
