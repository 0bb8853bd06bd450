extension ConvolutionStep {
  func forward(_ inputs: TangentRow, _ pass: LayerPass) throws(ModelError) -> (TangentRow, TangentMemory) {
    let area = layer.outputHeight * layer.outputWidth
    var outputs = TangentRow(zeros: outputCount, directionCount: inputs.directionCount)
    for place in 0..<outputCount {
      let bias = weights.start + kernelCount + place / area
      outputs[place] = pass.weights[bias]
      pass.addSlopes(ofWeight: bias, times: 1, to: &outputs, place)
    }
    forEachStrip { kernel, input, output, count in
      let weight = weights.start + kernel
      for place in 0..<count {
        outputs.add(pass.weights[weight], inputs, input + place, to: output + place)
        pass.addSlopes(ofWeight: weight, times: inputs[input + place], to: &outputs, output + place)
      }
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
      let weight = weights.start + kernel
      for place in 0..<count {
        results.add(pass.weights[weight], cotangents, output + place, to: input + place)
        pass.addSlopes(ofWeight: weight, times: cotangents[output + place], to: &results, input + place)
      }
    }
    return results
  }
}
