/// A pooling layer in a model.
struct PoolingStep: CompiledLayer {
  let name: String
  let layer: PoolingLayer
  let wantsInputs: Bool

  var weights: WeightBlock { .none(name) }
  var outputCount: Int { layer.channels * (layer.height / layer.size) * (layer.width / layer.size) }
  private var inputCount: Int { layer.channels * layer.height * layer.width }

  func forward(_ inputs: [Double], _ pass: LayerPass) throws(ModelError) -> (outputs: [Double], memory: LayerMemory) {
    let places = greatest(of: inputs)
    return (
      places.map { inputs[$0] },
      pass.keeps && wantsInputs ? .places(places.map { Int32(truncatingIfNeeded: $0) }) : .nothing
    )
  }

  /// Where each output is found among the pixels of all rows.
  func greatest(of inputs: [Double]) -> [Int] {
    var places: [Int] = []
    let (height, width, size) = (layer.height, layer.width, layer.size)
    places.reserveCapacity(inputs.count / (size * size))
    for image in 0..<inputs.count / (height * width) {
      for row in stride(from: 0, through: height - size, by: size) {
        for column in stride(from: 0, through: width - size, by: size) {
          let corner = (image * height + row) * width + column
          var greatest = corner
          for place in 0..<size * size {
            let pixel = corner + place / size * width + place % size
            if inputs[pixel] > inputs[greatest] { greatest = pixel }
          }
          places.append(greatest)
        }
      }
    }
    return places
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
