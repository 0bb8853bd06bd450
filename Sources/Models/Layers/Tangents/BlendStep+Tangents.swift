extension BlendStep {
  func forward(_ inputs: TangentRow, _ pass: LayerPass) throws(ModelError) -> (TangentRow, TangentMemory) {
    let factors = factors(pass, directionCount: inputs.directionCount)
    var outputs = TangentRow(zeros: blend.count, directionCount: inputs.directionCount)
    for place in 0..<blend.count {
      outputs.addProduct(factors, Factor.first, inputs, place, to: place)
      outputs.addProduct(factors, Factor.second, inputs, blend.count + place, to: place)
    }
    return (outputs, TangentMemory(inputs: inputs))
  }

  func backward(
    _ cotangents: TangentRow, _ memory: TangentMemory, _ pass: LayerPass, gradient: inout TangentRow
  ) throws(ModelError) -> TangentRow? {
    let factors = factors(pass, directionCount: cotangents.directionCount)
    let (inputs, start) = (memory.inputs, weights.start)
    for place in 0..<blend.count where isTrained {
      var products = TangentRow(zeros: 2, directionCount: cotangents.directionCount)
      products.addProduct(cotangents, place, inputs, place, to: 0)
      products.addProduct(cotangents, place, inputs, blend.count + place, to: 1)
      gradient.addProduct(factors, Factor.firstByShare, products, 0, to: start)
      gradient.addProduct(factors, Factor.secondByShare, products, 1, to: start)
      gradient.addProduct(factors, Factor.first, products, 0, times: -1, to: start + 1)
    }
    guard wantsInputs else { return nil }
    var results = TangentRow(zeros: inputs.count, directionCount: cotangents.directionCount)
    for place in 0..<blend.count {
      results.addProduct(factors, Factor.first, cotangents, place, to: place)
      results.addProduct(factors, Factor.second, cotangents, place, to: blend.count + place)
    }
    return results
  }

  /// Places in `factors`.
  private enum Factor {
    static let first = 0
    static let second = 1
    static let firstByShare = 2
    static let secondByShare = 3
  }

  /// What the two halves are multiplied by, s / T and 1 - s, and their derivatives by the share's logit, s (1 - s) / T
  /// and -s (1 - s). The one by the temperature's logarithm is -s / T.
  private func factors(_ pass: LayerPass, directionCount: Int) -> TangentRow {
    let (share, temperature) = parts(pass)
    let slope = share * (1 - share)
    var factors = TangentRow(zeros: 4, directionCount: directionCount)
    factors[Factor.first] = share / temperature
    factors[Factor.second] = 1 - share
    factors[Factor.firstByShare] = slope / temperature
    factors[Factor.secondByShare] = -slope
    guard blend.isLearnt else { return factors }
    let byShare = [slope / temperature, -slope, slope * (1 - 2 * share) / temperature, -slope * (1 - 2 * share)]
    let byTemperature = [-share / temperature, 0, -slope / temperature, 0]
    for place in 0..<factors.count {
      pass.addSlopes(ofWeight: weights.start, times: byShare[place], to: &factors, place)
      pass.addSlopes(ofWeight: weights.start + 1, times: byTemperature[place], to: &factors, place)
    }
    return factors
  }
}
