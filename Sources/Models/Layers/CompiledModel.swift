package import Execution
package import Numerics
package import Simulation

/// A model prepared once, to be evaluated and differentiated for many batches.
///
/// All weights stand in one row, in the order of the layers; a batch is rows of features one after the other. What
/// comes of a row does not depend on the other rows, nor on the number of threads, bit for bit.
package struct CompiledModel: Sendable {
  package struct Options: Sendable {
    package var precision = CircuitFunction.Precision.double
    /// How many threads a circuit's batch may use.
    package var threadCount = 1
    /// Whether `backward` gives the features' cotangents too.
    package var tracksInputs = false
    /// Whether `gradientTangents` is asked for, which needs more of circuits than training.
    package var tracksTangents = false
    /// Whether second derivatives by the weights are asked for, as `hessian` gives them.
    package var tracksCurvature = false
    /// What estimates circuits; nil where they are computed exactly.
    package var source: GradientSource.Maker?
    /// What measures circuits where the optimiser chooses how often.
    package var machine: (any ExactBackend)?

    package init(
      precision: CircuitFunction.Precision = .double, threadCount: Int = 1, tracksInputs: Bool = false,
      source: GradientSource.Maker? = nil
    ) {
      self.precision = precision
      self.threadCount = threadCount
      self.tracksInputs = tracksInputs
      self.source = source
    }
  }

  package let model: Model
  package let options: Options
  package let blocks: [WeightBlock]
  /// Circuits' parameters keep their names, unless several circuits have the same; other weights begin with their
  /// layer, such as `dense.1.weight_0_3`.
  package let weightNames: [String]
  /// Places of the weights that training changes.
  package let trained: [Int]
  let chain: LayerChain

  package var featureCount: Int { model.featureCount }
  package var outputCount: Int { chain.outputCount }
  package var weightCount: Int { weightNames.count }

  package init(_ model: Model, options: Options = Options()) throws(ModelError) {
    self.model = model
    self.options = options
    guard model.featureCount > 0, !model.layers.isEmpty else {
      throw .training(reason: "the model has no features or no layers", help: "give it at least one of each")
    }
    var compiler = LayerCompiler(options)
    chain = try compiler.chain(model.layers, inputCount: model.featureCount, wantsInputs: options.tracksInputs)
    blocks = compiler.blocks
    trained = compiler.blocks.flatMap { $0.isTrained ? Array($0.places) : [] }
    let counts = Dictionary(compiler.blocks.flatMap(\.names).map { ($0, 1) }, uniquingKeysWith: +)
    weightNames = compiler.blocks.flatMap { block in
      let isUnique = block.names.allSatisfy { counts[$0] == 1 }
      return isUnique ? block.names : block.names.map { "\(block.layer).\($0)" }
    }
  }

  /// Weights to begin with: circuits' angles uniform in (-pi, pi], dense and convolution layers uniform within
  /// 1 / sqrt(fan-in) of 0, biases too, as in PyTorch.
  package func initialWeights(_ stream: RandomStream) -> [Double] { blocks.flatMap { $0.drawn(from: stream) } }

  /// The outputs, [row][output]. Estimated circuits draw from the stream.
  package func outputs(
    _ rows: [Double], weights: [Double], stream: RandomStream = RandomStream(seed: 0)
  ) throws(ModelError) -> [Double] {
    try chain.forward(rows, pass(rows, weights, keeps: false, stream)).outputs
  }

  /// A way forward that remembers what the way back needs.
  package struct Evaluation {
    package let outputs: [Double]
    let memories: [LayerMemory]
    let pass: LayerPass
  }

  /// Cotangents of what a loss of the outputs depends on.
  package struct Cotangents: Sendable {
    /// Summed over the rows; 0 for weights that are not trained.
    package var weights: [Double]
    /// [row][feature] where the model tracks its inputs.
    package var rows: [Double]
  }

  package func forward(
    _ rows: [Double], weights: [Double], stream: RandomStream = RandomStream(seed: 0)
  ) throws(ModelError) -> Evaluation {
    let pass = try pass(rows, weights, keeps: true, stream)
    let (outputs, memories) = try chain.forward(rows, pass)
    return Evaluation(outputs: outputs, memories: memories, pass: pass)
  }

  /// From the derivatives of a number by the outputs, [row][output], to those by weights and features.
  package func backward(_ evaluation: Evaluation, cotangents: [Double]) throws(ModelError) -> Cotangents {
    guard cotangents.count == evaluation.outputs.count else {
      throw .wrongCount(of: "cotangents", expected: evaluation.outputs.count, found: cotangents.count)
    }
    var gradient = RowArithmetic.zeros(weightCount)
    let rows = try chain.backward(cotangents, evaluation.memories, evaluation.pass, gradient: &gradient)
    try checkFinite(gradient)
    return Cotangents(weights: gradient, rows: options.tracksInputs ? rows : [])
  }

  /// The same way back without the sum over the rows: [row][weight].
  package func rowGradients(_ evaluation: Evaluation, cotangents: [Double]) throws(ModelError) -> [Double] {
    guard cotangents.count == evaluation.outputs.count else {
      throw .wrongCount(of: "cotangents", expected: evaluation.outputs.count, found: cotangents.count)
    }
    var pass = evaluation.pass
    pass.gradientStride = weightCount
    var gradients = RowArithmetic.zeros(pass.rowCount * weightCount)
    _ = try chain.backward(cotangents, evaluation.memories, pass, gradient: &gradients)
    try checkFinite(gradients)
    return gradients
  }

  /// Of derivatives by all weights, once or for each row.
  private func checkFinite(_ derivatives: [Double]) throws(ModelError) {
    guard let value = derivatives.firstNotFinite else { return }
    let place = (derivatives.firstIndex { !$0.isFinite } ?? 0) % weightCount
    throw .notFinite(layer: "\(weightNames[place])'s derivative", value: value)
  }

  /// The metric of natural gradients by all trained weights, row after row, as a mean over rows: of each circuit the
  /// Fubini-Study metric, 1 for each weight of another layer, 0 between layers.
  package func metric(_ rows: [Double], weights: [Double]) throws(ModelError) -> [Double] {
    var metric = BlockMetric(trained: trained)
    try chain.addMetric(rows, pass(rows, weights, keeps: false, RandomStream(seed: 0)), to: &metric)
    return metric.elements
  }

  func pass(
    _ rows: [Double], _ weights: [Double], keeps: Bool, _ stream: RandomStream
  ) throws(ModelError) -> LayerPass {
    guard weights.count == weightCount else {
      throw .wrongCount(of: "weights", expected: weightCount, found: weights.count)
    }
    guard rows.count.isMultiple(of: featureCount) else {
      throw .wrongCount(of: "features a row", expected: featureCount, found: rows.count % featureCount)
    }
    return LayerPass(weights: weights, rowCount: rows.count / featureCount, keeps: keeps, stream: stream)
  }
}
