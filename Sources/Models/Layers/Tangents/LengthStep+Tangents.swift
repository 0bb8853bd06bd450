extension LengthStep {
  func forward(_ inputs: TangentRow, _ pass: LayerPass) throws(ModelError) -> (TangentRow, TangentMemory) {
    (try divided(inputs).outputs, TangentMemory(inputs: inputs))
  }

  /// (c - y (y . c)) / length
  func backward(
    _ cotangents: TangentRow, _ memory: TangentMemory, _ pass: LayerPass, gradient: inout TangentRow
  ) throws(ModelError) -> TangentRow? {
    guard wantsInputs else { return nil }
    let (outputs, inverse) = try divided(memory.inputs)
    var along = TangentRow(zeros: 1, directionCount: cotangents.directionCount)
    for place in 0..<outputCount { along.addProduct(outputs, place, cotangents, place, to: 0) }
    var across = cotangents
    for place in 0..<outputCount { across.addProduct(outputs, place, along, 0, times: -1, to: place) }
    var results = TangentRow(zeros: outputCount, directionCount: cotangents.directionCount)
    for place in 0..<outputCount { results.addProduct(across, place, inverse, 0, to: place) }
    return results
  }

  /// The row divided by its length, and one over the length.
  private func divided(_ inputs: TangentRow) throws(ModelError) -> (outputs: TangentRow, inverse: TangentRow) {
    let length = Self.length(inputs.values[...])
    guard length > 0 else { throw Self.noDirection(name) }
    var inverse = TangentRow(zeros: 1, directionCount: inputs.directionCount)
    inverse[0] = 1 / length
    for place in 0..<outputCount {
      inverse.addSlopes(-inputs[place] / length / length / length, inputs, place, to: 0)
    }
    var outputs = TangentRow(zeros: outputCount, directionCount: inputs.directionCount)
    for place in 0..<outputCount { outputs.addProduct(inputs, place, inverse, 0, to: place) }
    return (outputs, inverse)
  }
}
