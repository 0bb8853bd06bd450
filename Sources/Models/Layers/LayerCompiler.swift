internal import Circuits

/// Turns the layers of a model into steps that fit each other, and counts their weights.
struct LayerCompiler {
  let options: CompiledModel.Options
  private(set) var blocks: [WeightBlock] = []
  private var weightCount = 0

  /// No layer has more numbers than this.
  private static let largestCount = 1 << 26

  init(_ options: CompiledModel.Options) { self.options = options }

  /// Where a layer stands.
  private struct Place {
    /// Its number, or numbers joined by points inside of branches.
    var path: String
    var isFrozen: Bool
    var inputCount: Int
    var wantsInputs: Bool
  }

  mutating func chain(
    _ layers: [Layer], inputCount: Int, path: String = "", isFrozen: Bool = false, wantsInputs: Bool
  ) throws(ModelError) -> LayerChain {
    var chain = LayerChain(outputCount: inputCount)
    var wantsInputs = wantsInputs
    for (number, layer) in layers.enumerated() {
      let place = Place(
        path: "\(path)\(number)", isFrozen: isFrozen, inputCount: chain.outputCount, wantsInputs: wantsInputs)
      let step = try step(layer, place)
      wantsInputs = wantsInputs || step.isTrained
      chain.outputCount = step.outputCount
      chain.layers.append(step)
    }
    return chain
  }

  private mutating func step(_ layer: Layer, _ place: Place) throws(ModelError) -> any CompiledLayer {
    let (width, wantsInputs) = (place.inputCount, place.wantsInputs)
    switch layer {
    case .circuit(let layer):
      let name = "circuit.\(place.path)"
      try expect(layer.inputs.count, in: width, name)
      try check([layer.observables.count], name)
      let names = layer.weights.map { layer.circuit.parameters[$0].name }
      return try CircuitStep(
        layer, weights: block(name, (names, .angles), place), wantsInputs: wantsInputs, isFirst: place.path == "0",
        options: options)
    case .dense(let layer):
      let name = "dense.\(place.path)"
      try check([layer.inputCount, layer.outputCount], name)
      try expect(layer.inputCount, in: width, name)
      let weights = DenseStep.weights(of: layer, name: name)
      return DenseStep(weights: block(name, weights, place), layer: layer, wantsInputs: wantsInputs)
    case .convolution(let layer): return try step(layer, place)
    case .maximumPooling(let layer):
      let name = "pooling.\(place.path)"
      try check([layer.channels, layer.height, layer.width, layer.size], name)
      try expect(layer.channels * layer.height * layer.width, in: width, name)
      guard layer.size <= min(layer.height, layer.width) else {
        throw .layer(name, reason: "the images are smaller than one square", help: "pool over fewer pixels")
      }
      return PoolingStep(name: name, layer: layer, wantsInputs: wantsInputs)
    case .activation(let activation):
      return ActivationStep(
        name: "activation.\(place.path)", activation: activation, outputCount: width, wantsInputs: wantsInputs)
    case .unitLength: return LengthStep(name: "length.\(place.path)", outputCount: width, wantsInputs: wantsInputs)
    case .parallel(let branches): return try step(branches, place)
    case .blend(let blend): return try step(blend, place)
    case .frozen(let layer):
      var place = place
      place.isFrozen = true
      return try step(layer, place)
    }
  }

  private mutating func step(_ layer: ConvolutionLayer, _ place: Place) throws(ModelError) -> any CompiledLayer {
    let name = "convolution.\(place.path)"
    let kernel = layer.kernelSize
    try check([layer.inputChannels, layer.height, layer.width], name)
    try check([layer.outputChannels, layer.inputChannels, kernel, kernel], name)
    try expect(layer.inputChannels * layer.height * layer.width, in: place.inputCount, name)
    guard (0..<kernel).contains(layer.padding), layer.outputHeight > 0, layer.outputWidth > 0 else {
      throw .layer(
        name, reason: "kernels of \(kernel) pixels and a padding of \(layer.padding) do not fit the images",
        help: "use smaller kernels, and less padding than a kernel has pixels")
    }
    try check([layer.outputChannels, layer.outputHeight, layer.outputWidth], name)
    let weights = ConvolutionStep.weights(of: layer, name: name)
    return ConvolutionStep(weights: block(name, weights, place), layer: layer, wantsInputs: place.wantsInputs)
  }

  private mutating func step(_ branches: [Layer.Branch], _ place: Place) throws(ModelError) -> any CompiledLayer {
    let name = "parallel.\(place.path)"
    var compiled: [ParallelStep.Branch] = []
    for (number, branch) in branches.enumerated() {
      let inputs = branch.inputs ?? 0..<place.inputCount
      guard !inputs.isEmpty, inputs.lowerBound >= 0, inputs.upperBound <= place.inputCount else {
        throw .layer(
          name, reason: "branch \(number) takes the numbers \(inputs) of a row of \(place.inputCount)",
          help: "take at least one number, and none beyond the row's end")
      }
      let chain = try chain(
        branch.layers, inputCount: inputs.count, path: "\(place.path).\(number).", isFrozen: place.isFrozen,
        wantsInputs: place.wantsInputs)
      compiled.append(ParallelStep.Branch(inputs: inputs, chain: chain))
    }
    try check([compiled.count], name)
    return ParallelStep(name: name, inputCount: place.inputCount, branches: compiled, wantsInputs: place.wantsInputs)
  }

  private mutating func step(_ blend: Blend, _ place: Place) throws(ModelError) -> any CompiledLayer {
    let name = "blend.\(place.path)"
    try check([blend.count, 2], name)
    try expect(2 * blend.count, in: place.inputCount, name)
    let isInside = blend.isLearnt ? blend.share > 0 && blend.share < 1 : (0...1).contains(blend.share)
    guard isInside, blend.temperature > 0, blend.temperature.isFinite else {
      throw .layer(
        name, reason: "the share is \(blend.share) and the temperature \(blend.temperature)",
        help: "a share lies between 0 and 1, and a temperature above 0")
    }
    let weights = BlendStep.weights(of: blend, name: name)
    return BlendStep(weights: block(name, weights, place), blend: blend, wantsInputs: place.wantsInputs)
  }

  private mutating func block(
    _ name: String, _ weights: (names: [String], initial: WeightBlock.Start), _ place: Place
  ) -> WeightBlock {
    let block = WeightBlock(
      layer: name, start: weightCount, names: weights.names, isTrained: !place.isFrozen, initial: weights.initial)
    weightCount += block.names.count
    blocks.append(block)
    return block
  }

  /// Refuses counts that are not positive, or with a product out of all proportion.
  private func check(_ counts: [Int], _ name: String) throws(ModelError) {
    var product = 1
    for count in counts {
      guard count > 0 else {
        throw .layer(name, reason: "one of its sizes is \(count)", help: "every size is at least 1")
      }
      let (result, overflows) = product.multipliedReportingOverflow(by: count)
      guard !overflows, result <= Self.largestCount else {
        throw .layer(name, reason: "it is too large", help: "use fewer channels, pixels or outputs")
      }
      product = result
    }
  }

  private func expect(_ count: Int, in found: Int, _ name: String) throws(ModelError) {
    guard count == found else {
      throw .layer(
        name, reason: "it takes \(count) numbers, but gets \(found)",
        help: "make the layer as wide as what comes before it")
    }
  }
}
