extension ParallelStep {
  func forward(_ inputs: TangentRow, _ pass: LayerPass) throws(ModelError) -> (TangentRow, TangentMemory) {
    var outputs = TangentRow(zeros: outputCount, directionCount: inputs.directionCount)
    var memory = TangentMemory(inputs: inputs)
    var start = 0
    for branch in branches {
      let (results, memories) = try branch.chain.forward(inputs.selecting(branch.inputs), pass)
      for place in 0..<results.count { outputs.add(1, results, place, to: start + place) }
      start += results.count
      memory.branches.append(memories)
    }
    return (outputs, memory)
  }

  func backward(
    _ cotangents: TangentRow, _ memory: TangentMemory, _ pass: LayerPass, gradient: inout TangentRow
  ) throws(ModelError) -> TangentRow? {
    var results = TangentRow(zeros: wantsInputs ? inputCount : 0, directionCount: cotangents.directionCount)
    var start = 0
    for (branch, memories) in zip(branches, memory.branches) {
      let own = cotangents.selecting(start..<start + branch.chain.outputCount)
      start += branch.chain.outputCount
      guard let back = try branch.chain.backward(own, memories, pass, gradient: &gradient), wantsInputs else {
        continue
      }
      for place in 0..<back.count { results.add(1, back, place, to: branch.inputs.lowerBound + place) }
    }
    return wantsInputs ? results : nil
  }
}
