/// A dense layer in a model.
struct DenseStep: CompiledLayer {
  let weights: WeightBlock
  let layer: DenseLayer
  let wantsInputs: Bool

  var name: String { weights.layer }
  var outputCount: Int { layer.outputCount }

  static func weights(of layer: DenseLayer, name: String) -> (names: [String], initial: WeightBlock.Start) {
    var names = (0..<layer.outputCount).flatMap { output in
      (0..<layer.inputCount).map { "\(name).weight_\(output)_\($0)" }
    }
    if layer.hasBias { names += (0..<layer.outputCount).map { "\(name).bias_\($0)" } }
    return (names, .uniform(bound: 1 / Double(layer.inputCount).squareRoot()))
  }

  func forward(_ inputs: [Double], _ pass: LayerPass) throws(ModelError) -> (outputs: [Double], memory: LayerMemory) {
    let (width, height) = (layer.inputCount, layer.outputCount)
    let outputs = RowArithmetic.filled(pass.rowCount * height) { outputs in
      inputs.withUnsafeBufferPointer { inputs in
        pass.weights.withUnsafeBufferPointer { all in
          guard let inputs = inputs.baseAddress, let all = all.baseAddress else { return }
          let matrix = all + weights.start
          let bias = matrix + width * height
          for row in 0..<pass.rowCount {
            for output in 0..<height {
              let product = RowArithmetic.product(inputs + row * width, matrix + output * width, count: width)
              outputs[row * height + output] = layer.hasBias ? product + bias[output] : product
            }
          }
        }
      }
    }
    return (outputs, pass.keeps && isTrained ? .numbers(inputs) : .nothing)
  }

  func backward(
    _ cotangents: [Double], _ memory: LayerMemory, _ pass: LayerPass, gradient: inout [Double]
  ) throws(ModelError) -> [Double] {
    if isTrained, case .numbers(let inputs) = memory { add(cotangents, inputs, pass, to: &gradient) }
    guard wantsInputs else { return [] }
    let (width, height) = (layer.inputCount, layer.outputCount)
    return RowArithmetic.filled(pass.rowCount * width) { results in
      results.update(repeating: 0, count: pass.rowCount * width)
      pass.weights.withUnsafeBufferPointer { all in
        guard let all = all.baseAddress else { return }
        for row in 0..<pass.rowCount {
          for output in 0..<height {
            RowArithmetic.add(
              cotangents[row * height + output], all + weights.start + output * width, to: results + row * width,
              count: width)
          }
        }
      }
    }
  }

  private func add(_ cotangents: [Double], _ inputs: [Double], _ pass: LayerPass, to gradient: inout [Double]) {
    let (width, height) = (layer.inputCount, layer.outputCount)
    gradient.withUnsafeMutableBufferPointer { gradient in
      inputs.withUnsafeBufferPointer { inputs in
        guard let sums = gradient.baseAddress, let inputs = inputs.baseAddress else { return }
        for row in 0..<pass.rowCount {
          let matrix = sums + row * pass.gradientStride + weights.start
          for output in 0..<height {
            let cotangent = cotangents[row * height + output]
            RowArithmetic.add(cotangent, inputs + row * width, to: matrix + output * width, count: width)
            if layer.hasBias { matrix[width * height + output] += cotangent }
          }
        }
      }
    }
  }
}
