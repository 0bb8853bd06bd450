#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// An activation in a model.
struct ActivationStep: CompiledLayer {
  let name: String
  let activation: Activation
  let outputCount: Int
  let wantsInputs: Bool

  var weights: WeightBlock { .none(name) }

  func forward(_ inputs: [Double], _ pass: LayerPass) throws(ModelError) -> (outputs: [Double], memory: LayerMemory) {
    var outputs = inputs
    var keepsInputs = false
    outputs.withUnsafeMutableBufferPointer { numbers in
      switch activation {
      case .rectified: for place in numbers.indices where !(numbers[place] > 0) { numbers[place] *= 0 }
      case .leakyRectified(let slope):
        keepsInputs = true
        for place in numbers.indices where !(numbers[place] > 0) { numbers[place] *= slope }
      case .hyperbolicTangent: for place in numbers.indices { numbers[place] = tanh(numbers[place]) }
      case .logistic: for place in numbers.indices { numbers[place] = logistic(numbers[place]) }
      case .softmax:
        for start in stride(from: 0, to: numbers.count, by: outputCount) {
          Softmax.apply(to: UnsafeMutableBufferPointer(rebasing: numbers[start..<start + outputCount]))
        }
      }
    }
    return (outputs, pass.keeps && wantsInputs ? .numbers(keepsInputs ? inputs : outputs) : .nothing)
  }

  func backward(
    _ cotangents: [Double], _ memory: LayerMemory, _ pass: LayerPass, gradient: inout [Double]
  ) throws(ModelError) -> [Double] {
    guard wantsInputs, case .numbers(let kept) = memory else { return [] }
    var results = cotangents
    results.withUnsafeMutableBufferPointer { results in
      kept.withUnsafeBufferPointer { kept in
        switch activation {
        case .rectified: for place in kept.indices where !(kept[place] > 0) { results[place] = 0 }
        case .leakyRectified(let slope):
          for place in kept.indices where !(kept[place] > 0) { results[place] *= slope }
        case .hyperbolicTangent: for place in kept.indices { results[place] *= 1 - kept[place] * kept[place] }
        case .logistic: for place in kept.indices { results[place] *= kept[place] * (1 - kept[place]) }
        case .softmax:
          for start in stride(from: 0, to: kept.count, by: outputCount) {
            let mean = (start..<start + outputCount).reduce(0) { $0 + kept[$1] * results[$1] }
            for place in start..<start + outputCount { results[place] = kept[place] * (results[place] - mean) }
          }
        }
      }
    }
    return results
  }
}

/// 1 / (1 + e^-x), without overflow.
func logistic(_ x: Double) -> Double {
  let power = exp(-x.magnitude)
  return x < 0 ? power / (1 + power) : 1 / (1 + power)
}

enum Softmax {
  /// Replaces scores by probabilities.
  static func apply(to scores: UnsafeMutableBufferPointer<Double>) {
    let logarithm = logarithmOfSum(UnsafeBufferPointer(scores))
    for place in scores.indices { scores[place] = exp(scores[place] - logarithm) }
  }

  /// ln sum e^score over all scores but perhaps one, without overflow.
  static func logarithmOfSum(_ scores: UnsafeBufferPointer<Double>, except excluded: Int? = nil) -> Double {
    var greatest = -Double.infinity
    for place in scores.indices where place != excluded { greatest = max(greatest, scores[place]) }
    guard greatest.isFinite else { return greatest }
    var sum = 0.0
    for place in scores.indices where place != excluded { sum += exp(scores[place] - greatest) }
    return greatest + log(sum)
  }
}
