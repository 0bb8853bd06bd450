internal import Formats

extension GradientPrivacy {
  /// As checkpoints hold it, with what was released so far.
  func json(_ history: MechanismHistory) -> JSON {
    let steps = history.steps.compactMap { step -> JSON? in
      guard case .subsampledGaussian(let rate, let noise) = step.mechanism else { return nil }
      return ["rate": .number(rate), "noiseMultiplier": .number(noise), "count": .integer(step.count)]
    }
    return [
      "clippingNorm": .number(clippingNorm), "noiseMultiplier": .number(noiseMultiplier), "steps": .array(steps),
    ]
  }

  static func read(_ reader: JSONReader) throws(FormatError) -> (privacy: GradientPrivacy, history: MechanismHistory) {
    var object = try reader.object()
    let privacy = GradientPrivacy(
      clippingNorm: try object.required("clippingNorm").double(),
      noiseMultiplier: try object.required("noiseMultiplier").double())
    var history = MechanismHistory()
    for reader in try object.required("steps").array() {
      var step = try reader.object()
      history.append(
        .subsampledGaussian(
          rate: try step.required("rate").double(), noiseMultiplier: try step.required("noiseMultiplier").double()),
        count: try step.required("count").integer(in: 1...1 << 60))
      try step.noOtherKeys()
    }
    try object.noOtherKeys()
    return (privacy, history)
  }
}
