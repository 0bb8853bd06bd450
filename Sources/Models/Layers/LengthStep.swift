/// The division of a row by its length.
struct LengthStep: CompiledLayer {
  let name: String
  let outputCount: Int
  let wantsInputs: Bool

  var weights: WeightBlock { .none(name) }

  func forward(_ inputs: [Double], _ pass: LayerPass) throws(ModelError) -> (outputs: [Double], memory: LayerMemory) {
    var outputs = inputs
    for start in stride(from: 0, to: inputs.count, by: outputCount) {
      let length = Self.length(inputs[start..<start + outputCount])
      guard length > 0 else { throw Self.noDirection(name) }
      for place in start..<start + outputCount { outputs[place] /= length }
    }
    return (outputs, pass.keeps && wantsInputs ? .numbers(inputs) : .nothing)
  }

  func backward(
    _ cotangents: [Double], _ memory: LayerMemory, _ pass: LayerPass, gradient: inout [Double]
  ) throws(ModelError) -> [Double] {
    guard wantsInputs, case .numbers(let inputs) = memory else { return [] }
    var results = cotangents
    for start in stride(from: 0, to: inputs.count, by: outputCount) {
      let places = start..<start + outputCount
      let length = Self.length(inputs[places])
      let along = places.reduce(0) { $0 + inputs[$1] / length * cotangents[$1] }
      for place in places { results[place] = (cotangents[place] - inputs[place] / length * along) / length }
    }
    return results
  }

  static func noDirection(_ name: String) -> ModelError {
    .layer(name, reason: "a row of zeros has no direction", help: "leave such rows out, or shift the features")
  }

  /// Scaled by the greatest number first, so that squares do not overflow or vanish.
  static func length(_ row: ArraySlice<Double>) -> Double {
    let scale = row.reduce(0) { max($0, $1.magnitude) }
    guard scale > 0 else { return 0 }
    return scale * row.reduce(0) { $0 + $1 / scale * ($1 / scale) }.squareRoot()
  }
}
