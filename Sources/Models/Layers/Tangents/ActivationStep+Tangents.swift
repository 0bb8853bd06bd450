#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension ActivationStep {
  func forward(_ inputs: TangentRow, _ pass: LayerPass) throws(ModelError) -> (TangentRow, TangentMemory) {
    (activated(inputs), TangentMemory(inputs: inputs))
  }

  func backward(
    _ cotangents: TangentRow, _ memory: TangentMemory, _ pass: LayerPass, gradient: inout TangentRow
  ) throws(ModelError) -> TangentRow? {
    guard wantsInputs else { return nil }
    var results = TangentRow(zeros: outputCount, directionCount: cotangents.directionCount)
    if activation == .softmax {
      // p_j (c_j - sum_i p_i c_i)
      let shares = activated(memory.inputs)
      var mean = TangentRow(zeros: 1, directionCount: cotangents.directionCount)
      for place in 0..<outputCount { mean.addProduct(shares, place, cotangents, place, to: 0) }
      for place in 0..<outputCount {
        results.addProduct(shares, place, cotangents, place, to: place)
        results.addProduct(shares, place, mean, 0, times: -1, to: place)
      }
      return results
    }
    for place in 0..<outputCount {
      let curve = curve(at: memory.inputs[place])
      results.add(curve.slope, cotangents, place, to: place)
      results.addSlopes(curve.curvature * cotangents[place], memory.inputs, place, to: place)
    }
    return results
  }

  private func activated(_ inputs: TangentRow) -> TangentRow {
    var outputs = TangentRow(zeros: outputCount, directionCount: inputs.directionCount)
    guard activation == .softmax else {
      for place in 0..<outputCount {
        let curve = curve(at: inputs[place])
        outputs[place] = curve.value
        outputs.addSlopes(curve.slope, inputs, place, to: place)
      }
      return outputs
    }
    var shares = inputs.values
    shares.withUnsafeMutableBufferPointer { Softmax.apply(to: $0) }
    var mean = TangentRow(zeros: 1, directionCount: inputs.directionCount)
    for (place, share) in shares.enumerated() { mean.addSlopes(share, inputs, place, to: 0) }
    for (place, share) in shares.enumerated() {
      outputs[place] = share
      outputs.addSlopes(share, inputs, place, to: place)
      outputs.addSlopes(-share, mean, 0, to: place)
    }
    return outputs
  }

  /// Of functions of one number: softmax is none.
  private func curve(at x: Double) -> (value: Double, slope: Double, curvature: Double) {
    switch activation {
    case .rectified: x > 0 ? (x, 1, 0) : (0, 0, 0)
    case .leakyRectified(let slope): x > 0 ? (x, 1, 0) : (slope * x, slope, 0)
    case .hyperbolicTangent:
      { value in (value, 1 - value * value, -2 * value * (1 - value * value)) }(tanh(x))
    case .logistic:
      { value in (value, value * (1 - value), value * (1 - value) * (1 - 2 * value)) }(logistic(x))
    case .softmax: (x, 1, 0)
    }
  }
}
