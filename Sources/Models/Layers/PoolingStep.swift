/// A pooling layer in a model.
struct PoolingStep: CompiledLayer {
  let name: String
  let layer: PoolingLayer
  let wantsInputs: Bool

  var weights: WeightBlock { .none(name) }
  var outputCount: Int { layer.channels * (layer.height / layer.size) * (layer.width / layer.size) }
  private var inputCount: Int { layer.channels * layer.height * layer.width }

  func forward(_ inputs: [Double], _ pass: LayerPass) throws(ModelError) -> (outputs: [Double], memory: LayerMemory) {
    var outputs: [Double] = []
    var places: [Int32] = []
    outputs.reserveCapacity(pass.rowCount * outputCount)
    places.reserveCapacity(pass.rowCount * outputCount)
    let (height, width, size) = (layer.height, layer.width, layer.size)
    for image in 0..<pass.rowCount * layer.channels {
      for row in stride(from: 0, through: height - size, by: size) {
        for column in stride(from: 0, through: width - size, by: size) {
          let corner = (image * height + row) * width + column
          var greatest = corner
          for place in 0..<size * size {
            let pixel = corner + place / size * width + place % size
            if inputs[pixel] > inputs[greatest] { greatest = pixel }
          }
          outputs.append(inputs[greatest])
          places.append(Int32(truncatingIfNeeded: greatest))
        }
      }
    }
    return (outputs, pass.keeps && wantsInputs ? .places(places) : .nothing)
  }

  /// Of equal pixels the first one gets the cotangent.
  func backward(
    _ cotangents: [Double], _ memory: LayerMemory, _ pass: LayerPass, gradient: inout [Double]
  ) throws(ModelError) -> [Double] {
    guard wantsInputs, case .places(let places) = memory else { return [] }
    var results = RowArithmetic.zeros(pass.rowCount * inputCount)
    for (place, cotangent) in zip(places, cotangents) { results[Int(place)] += cotangent }
    return results
  }
}
