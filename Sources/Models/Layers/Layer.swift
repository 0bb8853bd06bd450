/// One step of a model: a row of numbers in, a row of numbers out.
package indirect enum Layer: Sendable {
  /// The means of a circuit's observables; the row is the circuit's inputs.
  case circuit(CircuitLayer)
  case dense(DenseLayer)
  case convolution(ConvolutionLayer)
  case maximumPooling(PoolingLayer)
  case activation(Activation)
  /// The row divided by its length.
  case unitLength
  /// All branches see parts of the same row; their results are joined.
  case parallel([Branch])
  /// A weighted mean of the first and the second half of the row: classical and quantum scores fused.
  case blend(Blend)
  /// A layer whose weights are not trained.
  case frozen(Layer)

  /// Layers of their own for some of the row's numbers; all of them where `inputs` is nil.
  package struct Branch: Sendable {
    package var inputs: Range<Int>?
    package var layers: [Layer]

    package init(inputs: Range<Int>? = nil, _ layers: [Layer]) {
      self.inputs = inputs
      self.layers = layers
    }
  }
}

/// y = W x + b. Weights: W row by row (a row an output), then b.
package struct DenseLayer: Hashable, Sendable {
  package var inputCount: Int
  package var outputCount: Int
  package var hasBias = true

  package init(_ inputCount: Int, _ outputCount: Int, hasBias: Bool = true) {
    self.inputCount = inputCount
    self.outputCount = outputCount
    self.hasBias = hasBias
  }
}

/// A two-dimensional convolution with stride 1 over images [channel][row][column]. Weights: kernels [output channel]
/// [input channel][row][column], then a bias for each output channel.
package struct ConvolutionLayer: Hashable, Sendable {
  package var inputChannels: Int
  package var outputChannels: Int
  package var height: Int
  package var width: Int
  package var kernelSize: Int
  /// Rows and columns of zeros added on each side.
  package var padding: Int

  package init(
    inputChannels: Int, outputChannels: Int, height: Int, width: Int, kernelSize: Int, padding: Int
  ) {
    self.inputChannels = inputChannels
    self.outputChannels = outputChannels
    self.height = height
    self.width = width
    self.kernelSize = kernelSize
    self.padding = padding
  }

  package var outputHeight: Int { height + 2 * padding - kernelSize + 1 }
  package var outputWidth: Int { width + 2 * padding - kernelSize + 1 }
}

/// The greatest of each square of `size` x `size` pixels, for each channel; what does not fill a square is dropped.
package struct PoolingLayer: Hashable, Sendable {
  package var channels: Int
  package var height: Int
  package var width: Int
  package var size: Int

  package init(channels: Int, height: Int, width: Int, size: Int) {
    self.channels = channels
    self.height = height
    self.width = width
    self.size = size
  }
}

package enum Activation: Hashable, Sendable {
  case rectified
  /// Negative numbers times the slope.
  case leakyRectified(slope: Double)
  case hyperbolicTangent
  case logistic
  /// Non-negative numbers with the sum 1.
  case softmax
}

/// share * first / temperature + (1 - share) * second. The share is a weight, through the logistic function, where it
/// is learnt; so is the temperature, through the exponential.
package struct Blend: Hashable, Sendable {
  package var count: Int
  package var share: Double
  package var temperature: Double
  package var isLearnt: Bool

  package init(count: Int, share: Double = 0.5, temperature: Double = 1, isLearnt: Bool = false) {
    self.count = count
    self.share = share
    self.temperature = temperature
    self.isLearnt = isLearnt
  }
}
