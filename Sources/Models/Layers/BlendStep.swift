#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A fusion in a model. Learnt, its weights are the share's logit and the temperature's logarithm.
struct BlendStep: CompiledLayer {
  let weights: WeightBlock
  let blend: Blend
  let wantsInputs: Bool

  var name: String { weights.layer }
  var outputCount: Int { blend.count }

  static func weights(of blend: Blend, name: String) -> (names: [String], initial: WeightBlock.Start) {
    guard blend.isLearnt else { return ([], .fixed([])) }
    return (
      ["\(name).share", "\(name).temperature"],
      .fixed([log(blend.share / (1 - blend.share)), log(blend.temperature)])
    )
  }

  /// The share and the temperature at the weights.
  func parts(_ pass: LayerPass) -> (share: Double, temperature: Double) {
    guard blend.isLearnt else { return (blend.share, blend.temperature) }
    return (logistic(pass.weights[weights.start]), exp(pass.weights[weights.start + 1]))
  }

  func forward(_ inputs: [Double], _ pass: LayerPass) throws(ModelError) -> (outputs: [Double], memory: LayerMemory) {
    let (share, temperature) = parts(pass)
    let count = blend.count
    let outputs = RowArithmetic.filled(pass.rowCount * count) { outputs in
      for row in 0..<pass.rowCount {
        for place in 0..<count {
          let (first, second) = (inputs[2 * row * count + place], inputs[(2 * row + 1) * count + place])
          outputs[row * count + place] = share * first / temperature + (1 - share) * second
        }
      }
    }
    return (outputs, pass.keeps && isTrained ? .numbers(inputs) : .nothing)
  }

  func backward(
    _ cotangents: [Double], _ memory: LayerMemory, _ pass: LayerPass, gradient: inout [Double]
  ) throws(ModelError) -> [Double] {
    let (share, temperature) = parts(pass)
    let count = blend.count
    if isTrained, case .numbers(let inputs) = memory {
      for row in 0..<pass.rowCount {
        let start = row * pass.gradientStride + weights.start
        for place in 0..<count {
          let cotangent = cotangents[row * count + place]
          let first = inputs[2 * row * count + place] / temperature
          let second = inputs[(2 * row + 1) * count + place]
          gradient[start] += cotangent * (first - second) * share * (1 - share)
          gradient[start + 1] -= cotangent * share * first
        }
      }
    }
    guard wantsInputs else { return [] }
    return RowArithmetic.filled(2 * cotangents.count) { results in
      for row in 0..<pass.rowCount {
        for place in 0..<count {
          let cotangent = cotangents[row * count + place]
          results[2 * row * count + place] = cotangent * share / temperature
          results[(2 * row + 1) * count + place] = cotangent * (1 - share)
        }
      }
    }
  }
}
