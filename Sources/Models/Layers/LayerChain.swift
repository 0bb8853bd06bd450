/// Layers one after the other.
struct LayerChain: Sendable {
  var layers: [any CompiledLayer] = []
  var outputCount: Int

  var isTrained: Bool { layers.contains { $0.isTrained } }

  func forward(
    _ inputs: [Double], _ pass: LayerPass
  ) throws(ModelError) -> (outputs: [Double], memories: [LayerMemory]) {
    var numbers = inputs
    var memories: [LayerMemory] = []
    for layer in layers {
      let (outputs, memory) = try layer.forward(numbers, pass)
      if let value = outputs.firstNotFinite { throw .notFinite(layer: layer.name, value: value) }
      numbers = outputs
      if pass.keeps { memories.append(memory) }
    }
    return (numbers, memories)
  }

  /// The cotangents of the inputs, or none where no layer wants them.
  func backward(
    _ cotangents: [Double], _ memories: [LayerMemory], _ pass: LayerPass, gradient: inout [Double]
  ) throws(ModelError) -> [Double] {
    var cotangents = cotangents
    for (layer, memory) in zip(layers, memories).reversed() {
      guard layer.isTrained || layer.wantsInputs else { return [] }
      cotangents = try layer.backward(cotangents, memory, pass, gradient: &gradient)
    }
    return cotangents
  }
}

extension [Double] {
  /// The first infinity or NaN, if there is one.
  var firstNotFinite: Double? {
    let isFinite = withUnsafeBufferPointer { numbers in
      var probes = SIMD4<Double>()
      var place = 0
      while place + 4 <= numbers.count {
        probes += SIMD4(numbers[place], numbers[place + 1], numbers[place + 2], numbers[place + 3]) * 0
        place += 4
      }
      while place < numbers.count {
        probes[0] += numbers[place] * 0
        place += 1
      }
      return probes == SIMD4()
    }
    return isFinite ? nil : first { !$0.isFinite }
  }
}
