package import Numerics

/// A layer prepared for batches: rows of numbers in, rows out, and cotangents the way back. Rows stand one after the
/// other, and what becomes of one does not depend on the others.
protocol CompiledLayer: Sendable {
  /// Its kind and its place in the model, such as `dense.1`.
  var name: String { get }
  var outputCount: Int { get }
  var weights: WeightBlock { get }
  /// Whether cotangents of its inputs are asked for.
  var wantsInputs: Bool { get }
  /// Whether it, or a layer inside, has weights that training changes.
  var isTrained: Bool { get }

  func forward(_ inputs: [Double], _ pass: LayerPass) throws(ModelError) -> (outputs: [Double], memory: LayerMemory)

  /// Adds to the gradient of the model's weights, that of row i from `pass.gradientStride` * i on, and returns the
  /// inputs' cotangents, or none where they are not wanted.
  func backward(
    _ cotangents: [Double], _ memory: LayerMemory, _ pass: LayerPass, gradient: inout [Double]
  ) throws(ModelError) -> [Double]

  /// One row with its slopes along directions, on its way forward.
  func forward(_ inputs: TangentRow, _ pass: LayerPass) throws(ModelError) -> (TangentRow, TangentMemory)

  /// And back: adds to the gradient by the model's weights, and returns the inputs' cotangents, or nil where they are
  /// not wanted.
  func backward(
    _ cotangents: TangentRow, _ memory: TangentMemory, _ pass: LayerPass, gradient: inout TangentRow
  ) throws(ModelError) -> TangentRow?
}

extension CompiledLayer {
  var isTrained: Bool { weights.isTrained && !weights.names.isEmpty }
}

/// What a batch goes through the layers with.
struct LayerPass {
  /// All weights of the model.
  let weights: [Double]
  let rowCount: Int
  /// Whether the way back follows.
  let keeps: Bool
  /// What estimates draw from.
  let stream: RandomStream
  /// The rows as the first layer, a circuit, has encoded them, see `EncodedRows`; empty where it has not.
  var states: [Double] = []
  /// How far the gradients of two rows are from each other: 0 where they are summed.
  var gradientStride = 0
  /// All weights with their slopes, where derivatives along directions of weights are asked for.
  var moving: TangentRow?

  /// Adds the slopes of a weight, times a factor, to those of a number; nothing where weights do not move.
  func addSlopes(ofWeight place: Int, times factor: Double, to sums: inout TangentRow, _ number: Int) {
    guard let moving else { return }
    sums.addSlopes(factor, moving, place, to: number)
  }
}

/// What the way back needs of the way forward.
enum LayerMemory {
  case nothing
  /// Inputs or outputs, as the layer needs.
  case numbers([Double])
  /// Of each output, the place of the input that it is.
  case places([Int32])
  /// A circuit's derivatives, [row][observable][parameter].
  case derivatives([Double])
  /// Of each branch, and in it of each layer.
  case branches([[LayerMemory]])
}

/// Some of a model's weights, which belong to one layer.
package struct WeightBlock: Sendable {
  /// How weights are drawn before training.
  package enum Start: Sendable {
    /// Uniform in (-pi, pi].
    case angles
    /// Uniform in [-bound, bound), as PyTorch's linear and convolution layers start with bound = 1 / sqrt(fan-in).
    case uniform(bound: Double)
    case fixed([Double])
  }

  package var layer: String
  package var start = 0
  package var names: [String]
  package var isTrained: Bool
  package var initial: Start

  static func none(_ layer: String) -> WeightBlock {
    WeightBlock(layer: layer, names: [], isTrained: false, initial: .fixed([]))
  }

  package var places: Range<Int> { start..<start + names.count }

  /// Draws from the layer's own substream, so that other layers do not matter.
  package func drawn(from stream: RandomStream) -> [Double] {
    var stream = stream.substream(layer)
    switch initial {
    case .angles: return names.map { _ in .pi - 2 * .pi * stream.uniform() }
    case .uniform(let bound): return names.map { _ in bound * (2 * stream.uniform() - 1) }
    case .fixed(let values): return values
    }
  }
}
