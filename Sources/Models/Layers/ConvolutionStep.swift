/// A convolution layer in a model.
struct ConvolutionStep: CompiledLayer {
  let weights: WeightBlock
  let layer: ConvolutionLayer
  let wantsInputs: Bool

  var name: String { weights.layer }
  var outputCount: Int { layer.outputChannels * layer.outputHeight * layer.outputWidth }
  private var inputCount: Int { layer.inputChannels * layer.height * layer.width }
  var kernelCount: Int { layer.outputChannels * layer.inputChannels * layer.kernelSize * layer.kernelSize }

  static func weights(of layer: ConvolutionLayer, name: String) -> (names: [String], initial: WeightBlock.Start) {
    var names: [String] = []
    for output in 0..<layer.outputChannels {
      for input in 0..<layer.inputChannels {
        for row in 0..<layer.kernelSize {
          for column in 0..<layer.kernelSize { names.append("\(name).kernel_\(output)_\(input)_\(row)_\(column)") }
        }
      }
    }
    names += (0..<layer.outputChannels).map { "\(name).bias_\($0)" }
    let fanIn = layer.inputChannels * layer.kernelSize * layer.kernelSize
    return (names, .uniform(bound: 1 / Double(fanIn).squareRoot()))
  }

  func forward(_ inputs: [Double], _ pass: LayerPass) throws(ModelError) -> (outputs: [Double], memory: LayerMemory) {
    let area = layer.outputHeight * layer.outputWidth
    let outputs = RowArithmetic.filled(pass.rowCount * outputCount) { outputs in
      inputs.withUnsafeBufferPointer { inputs in
        pass.weights.withUnsafeBufferPointer { all in
          guard let inputs = inputs.baseAddress, let all = all.baseAddress else { return }
          let kernels = all + weights.start
          for row in 0..<pass.rowCount {
            let (from, to) = (inputs + row * inputCount, outputs + row * outputCount)
            for channel in 0..<layer.outputChannels {
              (to + channel * area).update(repeating: kernels[kernelCount + channel], count: area)
            }
            forEachStrip { kernel, input, output, count in
              RowArithmetic.add(kernels[kernel], from + input, to: to + output, count: count)
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
    return RowArithmetic.filled(pass.rowCount * inputCount) { results in
      results.update(repeating: 0, count: pass.rowCount * inputCount)
      cotangents.withUnsafeBufferPointer { cotangents in
        pass.weights.withUnsafeBufferPointer { all in
          guard let cotangents = cotangents.baseAddress, let all = all.baseAddress else { return }
          let kernels = all + weights.start
          for row in 0..<pass.rowCount {
            let (from, to) = (cotangents + row * outputCount, results + row * inputCount)
            forEachStrip { kernel, input, output, count in
              RowArithmetic.add(kernels[kernel], from + output, to: to + input, count: count)
            }
          }
        }
      }
    }
  }

  private func add(_ cotangents: [Double], _ inputs: [Double], _ pass: LayerPass, to gradient: inout [Double]) {
    let area = layer.outputHeight * layer.outputWidth
    gradient.withUnsafeMutableBufferPointer { gradient in
      inputs.withUnsafeBufferPointer { inputs in
        cotangents.withUnsafeBufferPointer { cotangents in
          guard let sums = gradient.baseAddress, let inputs = inputs.baseAddress,
            let cotangents = cotangents.baseAddress
          else { return }
          for row in 0..<pass.rowCount {
            let kernels = sums + row * pass.gradientStride + weights.start
            let (from, back) = (inputs + row * inputCount, cotangents + row * outputCount)
            forEachStrip { kernel, input, output, count in
              kernels[kernel] += RowArithmetic.product(from + input, back + output, count: count)
            }
            for channel in 0..<layer.outputChannels {
              for place in 0..<area { kernels[kernelCount + channel] += back[channel * area + place] }
            }
          }
        }
      }
    }
  }

  /// Calls for each number of each kernel and each row of its output channel with their places: the kernel's number,
  /// the first pixels of input and output that it connects, and how many pixels follow each other.
  @inline(__always)
  func forEachStrip(_ body: (_ kernel: Int, _ input: Int, _ output: Int, _ count: Int) -> Void) {
    var kernel = 0
    for outputChannel in 0..<layer.outputChannels {
      for inputChannel in 0..<layer.inputChannels {
        for kernelRow in 0..<layer.kernelSize {
          for kernelColumn in 0..<layer.kernelSize {
            let first = max(0, layer.padding - kernelColumn)
            let end = min(layer.outputWidth, layer.width + layer.padding - kernelColumn)
            for row in 0..<layer.outputHeight where first < end {
              let inputRow = row + kernelRow - layer.padding
              guard inputRow >= 0, inputRow < layer.height else { continue }
              let input = (inputChannel * layer.height + inputRow) * layer.width + first + kernelColumn - layer.padding
              let output = (outputChannel * layer.outputHeight + row) * layer.outputWidth + first
              body(kernel, input, output, end - first)
            }
            kernel += 1
          }
        }
      }
    }
  }
}
