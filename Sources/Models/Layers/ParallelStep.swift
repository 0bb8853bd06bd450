/// Branches side by side in a model.
struct ParallelStep: CompiledLayer {
  struct Branch: Sendable {
    var inputs: Range<Int>
    var chain: LayerChain
  }

  let name: String
  let inputCount: Int
  let branches: [Branch]
  let wantsInputs: Bool

  var outputCount: Int { branches.reduce(0) { $0 + $1.chain.outputCount } }
  var weights: WeightBlock { .none(name) }
  var isTrained: Bool { branches.contains { $0.chain.isTrained } }

  func forward(_ inputs: [Double], _ pass: LayerPass) throws(ModelError) -> (outputs: [Double], memory: LayerMemory) {
    var outputs = RowArithmetic.zeros(pass.rowCount * outputCount)
    var memories: [[LayerMemory]] = []
    var start = 0
    for branch in branches {
      let own = self.inputs(of: branch, inputs, pass)
      let (results, memory) = try branch.chain.forward(own, pass)
      let count = branch.chain.outputCount
      for row in 0..<pass.rowCount {
        for place in 0..<count { outputs[row * outputCount + start + place] = results[row * count + place] }
      }
      start += count
      memories.append(memory)
    }
    return (outputs, pass.keeps ? .branches(memories) : .nothing)
  }

  func backward(
    _ cotangents: [Double], _ memory: LayerMemory, _ pass: LayerPass, gradient: inout [Double]
  ) throws(ModelError) -> [Double] {
    guard case .branches(let memories) = memory else { return [] }
    var results = RowArithmetic.zeros(wantsInputs ? pass.rowCount * inputCount : 0)
    var start = 0
    for (branch, memory) in zip(branches, memories) {
      let count = branch.chain.outputCount
      let own = columns(start..<start + count, of: cotangents, width: outputCount, pass.rowCount)
      start += count
      let back = try branch.chain.backward(own, memory, pass, gradient: &gradient)
      guard wantsInputs else { continue }
      let width = branch.inputs.count
      for row in 0..<pass.rowCount {
        for place in 0..<width {
          results[row * inputCount + branch.inputs.lowerBound + place] += back[row * width + place]
        }
      }
    }
    return results
  }

  /// What a branch sees of the rows.
  func inputs(of branch: Branch, _ rows: [Double], _ pass: LayerPass) -> [Double] {
    columns(branch.inputs, of: rows, width: inputCount, pass.rowCount)
  }

  private func columns(_ range: Range<Int>, of rows: [Double], width: Int, _ rowCount: Int) -> [Double] {
    guard range != 0..<width else { return rows }
    return RowArithmetic.filled(rowCount * range.count) { columns in
      for row in 0..<rowCount {
        for place in 0..<range.count {
          columns[row * range.count + place] = rows[row * width + range.lowerBound + place]
        }
      }
    }
  }
}
