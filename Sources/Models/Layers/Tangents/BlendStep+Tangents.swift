extension BlendStep {
  func forward(_ inputs: TangentRow, _ pass: LayerPass) throws(ModelError) -> (TangentRow, TangentMemory) {
    let (share, temperature) = parts(pass)
    var outputs = TangentRow(zeros: blend.count, directionCount: inputs.directionCount)
    for place in 0..<blend.count {
      outputs.add(share / temperature, inputs, place, to: place)
      outputs.add(1 - share, inputs, blend.count + place, to: place)
    }
    return (outputs, TangentMemory(inputs: inputs))
  }

  func backward(
    _ cotangents: TangentRow, _ memory: TangentMemory, _ pass: LayerPass, gradient: inout TangentRow
  ) throws(ModelError) -> TangentRow? {
    let (share, temperature) = parts(pass)
    let (inputs, start) = (memory.inputs, weights.start)
    for place in 0..<blend.count where isTrained {
      let slope = share * (1 - share)
      gradient.addProduct(cotangents, place, inputs, place, times: slope / temperature, to: start)
      gradient.addProduct(cotangents, place, inputs, blend.count + place, times: -slope, to: start)
      gradient.addProduct(cotangents, place, inputs, place, times: -share / temperature, to: start + 1)
    }
    guard wantsInputs else { return nil }
    var results = TangentRow(zeros: inputs.count, directionCount: cotangents.directionCount)
    for place in 0..<blend.count {
      results.add(share / temperature, cotangents, place, to: place)
      results.add(1 - share, cotangents, place, to: blend.count + place)
    }
    return results
  }
}
