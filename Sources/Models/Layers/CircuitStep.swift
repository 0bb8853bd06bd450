internal import Circuits
internal import Execution
internal import Numerics
internal import Simulation

/// A circuit in a model: its weights are shared by all rows of a batch.
struct CircuitStep: CompiledLayer {
  let weights: WeightBlock
  let layer: CircuitLayer
  let wantsInputs: Bool
  private let function: CircuitFunction
  /// By the weights, where they are trained, then by the inputs, where they are wanted.
  private let derivatives: CircuitDerivatives
  /// By the trained weights and all inputs, once more by the inputs; nil where tangents are not asked for.
  private let tangents: CircuitDerivatives?
  /// By the same as `derivatives`, twice; nil where curvature is not asked for.
  private let curvature: CircuitDerivatives?
  /// Places of the parameters that derivatives are taken by.
  let rows: [Int]
  private let source: GradientSource?
  /// Whether nothing stands between it and the features.
  private let isFirst: Bool

  var name: String { weights.layer }
  var outputCount: Int { layer.observables.count }
  var trainedCount: Int { isTrained ? layer.weights.count : 0 }

  init(_ layer: CircuitLayer, weights: WeightBlock, wantsInputs: Bool, isFirst: Bool, options: CompiledModel.Options)
    throws(ModelError)
  {
    self.layer = layer
    self.weights = weights
    self.wantsInputs = wantsInputs
    self.isFirst = isFirst
    rows = (weights.isTrained ? layer.weights : []) + (wantsInputs ? layer.inputs : [])
    do throws(SimulationError) {
      var function = try CircuitFunction(layer.circuit, observables: layer.observables, precision: options.precision)
      function.threadCount = options.threadCount
      self.function = function
      derivatives = try function.derivatives(rows: rows)
      tangents =
        options.tracksTangents
        ? try function.derivatives(
          rows: (weights.isTrained ? layer.weights : []) + layer.inputs, columns: layer.inputs) : nil
      curvature = options.tracksCurvature ? try function.derivatives(rows: rows, columns: rows) : nil
    } catch {
      throw .circuit(layer: weights.layer, error)
    }
    source = try options.source?(layer, weights.layer, rows)
  }

  func forward(_ inputs: [Double], _ pass: LayerPass) throws(ModelError) -> (outputs: [Double], memory: LayerMemory) {
    let stream = pass.stream.substream(name)
    let keeps = pass.keeps && !derivatives.rows.isEmpty
    if let source {
      let points = fullPoints(inputs, pass)
      guard keeps else { return (try source.values(points, stream), .nothing) }
      guard let gradients = source.gradients else { throw .noDerivatives(layer: name) }
      let result = try gradients(points, stream)
      return (result.values, .derivatives(result.slopes))
    }
    let (points, states) = (points(inputs, pass), isFirst ? pass.states : [])
    // The way back of one observable costs less than a second way forward.
    guard keeps, layer.observables.count == 1 else {
      let outputs = try simulating { () throws(SimulationError) in
        states.isEmpty ? try function.values(at: points) : try derivatives.values(at: points, from: states)
      }
      return (outputs, keeps ? .numbers(inputs) : .nothing)
    }
    let result = try simulating { () throws(SimulationError) in
      states.isEmpty ? try derivatives.gradients(at: points) : try derivatives.gradients(at: points, from: states)
    }
    return (result.values, .derivatives(result.gradients))
  }

  /// The means of one row with their first derivatives, and with second ones where those are wanted.
  func tangents(
    at inputs: [Double], _ pass: LayerPass, wantsMixed: Bool
  ) throws(ModelError) -> (values: [Double], tangents: CircuitTangents) {
    guard let tangents = pass.moving == nil ? tangents : curvature, source == nil else {
      throw .noDerivatives(layer: name)
    }
    let points = points(inputs, pass)
    let weightColumns = pass.moving == nil ? 0 : trainedCount
    var found = CircuitTangents(
      gradients: [], mixed: [], rowCount: tangents.rows.count, weightColumns: weightColumns,
      inputColumns: tangents.columns.count - weightColumns)
    let values = try simulating { () throws(SimulationError) in
      guard wantsMixed else {
        let first = try tangents.gradients(at: points)
        found.gradients = first.gradients
        return first.values
      }
      let second = try tangents.mixedDerivatives(at: points)
      (found.gradients, found.mixed) = (second.gradients, second.mixed)
      return second.values
    }
    return (values, found)
  }

  /// How many numbers a row takes encoded; nil where encoding saves nothing.
  var encodedCount: Int? {
    isFirst && source == nil && isTrained && !wantsInputs && derivatives.canEncode ? derivatives.encodedCount : nil
  }

  /// The states of rows where weights begin to matter.
  func encoded(_ inputs: [Double]) throws(ModelError) -> [Double] {
    let base = RowArithmetic.zeros(layer.circuit.parameters.count)
    let points = CircuitPoints(base: base, varying: layer.inputs, values: inputs)
    return try simulating { () throws(SimulationError) in try derivatives.encoded(at: points) }
  }

  private func simulating<Result>(_ body: () throws(SimulationError) -> Result) throws(ModelError) -> Result {
    do { return try body() } catch { throw .circuit(layer: name, error) }
  }

  func backward(
    _ cotangents: [Double], _ memory: LayerMemory, _ pass: LayerPass, gradient: inout [Double]
  ) throws(ModelError) -> [Double] {
    switch memory {
    case .derivatives(let slopes): return contract(cotangents, slopes, pass, to: &gradient)
    case .numbers(let inputs):
      let slopes = try simulating { () throws(SimulationError) in
        let (points, states) = (points(inputs, pass), isFirst ? pass.states : [])
        guard !states.isEmpty else { return try derivatives.pullbacks(at: points, cotangents: cotangents).gradients }
        return try derivatives.pullbacks(at: points, from: states, cotangents: cotangents).gradients
      }
      return spread(slopes, pass, to: &gradient)
    default: return []
    }
  }

  /// The amplitudes of each row's final state, [row][state].
  func amplitudes(_ inputs: [Double], _ pass: LayerPass) throws(ModelError) -> [Complex] {
    try simulating { () throws(SimulationError) in try function.amplitudes(at: points(inputs, pass)) }
  }

  /// The mean over the rows of the final state's metric by the weights.
  func metric(_ inputs: [Double], _ pass: LayerPass) throws(ModelError) -> [Double] {
    let size = layer.weights.count * layer.weights.count
    let metrics = try simulating { () throws(SimulationError) in
      try function.metrics(at: points(inputs, pass), of: layer.weights)
    }
    var mean = RowArithmetic.zeros(size)
    for row in 0..<pass.rowCount {
      for place in 0..<size { mean[place] += metrics[row * size + place] / Double(pass.rowCount) }
    }
    return mean
  }

  private func points(_ inputs: [Double], _ pass: LayerPass) -> CircuitPoints {
    CircuitPoints(base: base(pass), varying: layer.inputs, values: inputs)
  }

  /// The circuit's parameters, its weights in their places.
  private func base(_ pass: LayerPass) -> [Double] {
    var base = RowArithmetic.zeros(layer.circuit.parameters.count)
    for (place, parameter) in layer.weights.enumerated() { base[parameter] = pass.weights[weights.start + place] }
    return base
  }

  /// All parameters of each row.
  func fullPoints(_ inputs: [Double], _ pass: LayerPass) -> [[Double]] {
    let base = base(pass)
    return (0..<pass.rowCount).map { row in
      var point = base
      for (place, parameter) in layer.inputs.enumerated() {
        point[parameter] = inputs[row * layer.inputs.count + place]
      }
      return point
    }
  }

  /// Sums derivatives [row][observable][parameter] over observables with their cotangents.
  private func contract(
    _ cotangents: [Double], _ slopes: [Double], _ pass: LayerPass, to gradient: inout [Double]
  ) -> [Double] {
    let (width, size) = (derivatives.rows.count, layer.observables.count)
    guard wantsInputs else {
      slopes.withUnsafeBufferPointer { slopes in
        gradient.withUnsafeMutableBufferPointer { gradient in
          guard let slopes = slopes.baseAddress, let sums = gradient.baseAddress else { return }
          for place in 0..<pass.rowCount * size {
            let sums = sums + place / size * pass.gradientStride + weights.start
            RowArithmetic.add(cotangents[place], slopes + place * width, to: sums, count: width)
          }
        }
      }
      return []
    }
    let products = RowArithmetic.filled(pass.rowCount * width) { products in
      products.update(repeating: 0, count: pass.rowCount * width)
      slopes.withUnsafeBufferPointer { slopes in
        guard let slopes = slopes.baseAddress else { return }
        for place in 0..<pass.rowCount * size {
          RowArithmetic.add(
            cotangents[place], slopes + place * width, to: products + place / size * width, count: width)
        }
      }
    }
    return spread(products, pass, to: &gradient)
  }

  /// Adds up what belongs to the weights, and returns what belongs to the inputs.
  private func spread(_ slopes: [Double], _ pass: LayerPass, to gradient: inout [Double]) -> [Double] {
    let (width, count, rowCount) = (derivatives.rows.count, trainedCount, pass.rowCount)
    return slopes.withUnsafeBufferPointer { slopes in
      guard let slopes = slopes.baseAddress else { return [] }
      gradient.withUnsafeMutableBufferPointer { gradient in
        guard count > 0, let sums = gradient.baseAddress else { return }
        for row in 0..<rowCount {
          let sums = sums + row * pass.gradientStride + weights.start
          RowArithmetic.add(1, slopes + row * width, to: sums, count: count)
        }
      }
      guard wantsInputs else { return [] }
      return RowArithmetic.filled(rowCount * (width - count)) { results in
        for row in 0..<rowCount {
          (results + row * (width - count)).update(from: slopes + row * width + count, count: width - count)
        }
      }
    }
  }
}
