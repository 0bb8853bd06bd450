extension PoolingStep {
  func forward(_ inputs: TangentRow, _ pass: LayerPass) throws(ModelError) -> (TangentRow, TangentMemory) {
    var outputs = TangentRow(zeros: outputCount, directionCount: inputs.directionCount)
    for (place, input) in greatest(of: inputs.values).enumerated() { outputs.add(1, inputs, input, to: place) }
    return (outputs, TangentMemory(inputs: inputs))
  }

  func backward(
    _ cotangents: TangentRow, _ memory: TangentMemory, _ pass: LayerPass, gradient: inout TangentRow
  ) throws(ModelError) -> TangentRow? {
    guard wantsInputs else { return nil }
    var results = TangentRow(zeros: memory.inputs.count, directionCount: cotangents.directionCount)
    for (place, input) in greatest(of: memory.inputs.values).enumerated() {
      results.add(1, cotangents, place, to: input)
    }
    return results
  }
}
