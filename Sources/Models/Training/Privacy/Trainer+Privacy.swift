internal import Numerics

extension Trainer {
  /// Numbers of rows' gradients that are held at once.
  private static let mostNumbers = 1 << 22

  /// The probability with which a step draws a row, so that it draws a batch on average.
  package var samplingRate: Double { Double(batchSize) / Double(examples.rowCount) }

  /// Steps of one epoch.
  package var stepsPerEpoch: Int { (examples.rowCount + batchSize - 1) / batchSize }

  /// One step, also of no rows at all: then noise is all that there is. Which rows are drawn and the noise come from
  /// the substreams `privacy/rows` and `privacy/noise` of the step.
  func privateStep(_ state: inout TrainingState, _ privacy: GradientPrivacy) throws(ModelError) {
    let number = state.evaluations
    let own = stream.substream("privacy").substream(number)
    let drawn = drawnRows(own.substream("rows"))
    let all = state.weights
    let answers = Optimiser.Answers(
      value: { (_) throws(ModelError) in throw .noDerivatives(layer: model.model.name) },
      gradient: { (weights) throws(ModelError) in
        let shots = stream.substream("shots").substream(number)
        let (value, sum) = try clippedSum(drawn, replacing(weights, in: all), privacy.clippingNorm, shots)
        return (value / Double(batchSize), noisy(trained(of: sum), privacy, own.substream("noise")))
      },
      metric: { (_) throws(ModelError) in throw .noDerivatives(layer: model.model.name) },
      measured: { (_, _) throws(ModelError) in throw .noDerivatives(layer: model.model.name) })
    var weights = trained(of: all)
    let value = try state.optimiser.step(&weights, answers)
    try check(value, weights, inEpoch: state.epoch)
    state.weights = replacing(weights, in: all)
    state.evaluations += 1
    // As if every epoch saw each row once, which it does on average.
    state.lossSum += value * Double(examples.rowCount) / Double(stepsPerEpoch)
    state.batch += 1
    state.history.append(
      .subsampledGaussian(rate: samplingRate, noiseMultiplier: privacy.noiseMultiplier))
  }

  private func drawnRows(_ stream: RandomStream) -> [Int] {
    var (stream, rate) = (stream, samplingRate)
    return (0..<examples.rowCount).filter { _ in stream.uniform() < rate }
  }

  /// The sums over rows of their losses and of their gradients, each gradient cut to a length as it is estimated: with
  /// the errors of shots, where there are shots.
  private func clippedSum(
    _ drawn: [Int], _ weights: [Double], _ norm: Double, _ shots: RandomStream
  ) throws(ModelError) -> (value: Double, gradient: [Double]) {
    let width = model.weightCount
    var (value, sum) = (0.0, RowArithmetic.zeros(width))
    let together = max(1, Self.mostNumbers / width)
    for start in stride(from: 0, to: drawn.count, by: together) {
      let part = drawn[start..<min(start + together, drawn.count)]
      let evaluation = try model.forward(rows.selecting(part), weights: weights, stream: shots.substream(start))
      let found = loss.evaluate(evaluation.outputs, examples.labels, rows: part, share: 1)
      let gradients = try model.rowGradients(evaluation, cotangents: found.cotangents)
      value += found.value
      gradients.withUnsafeBufferPointer { gradients in
        sum.withUnsafeMutableBufferPointer { sum in
          guard let gradients = gradients.baseAddress, let sum = sum.baseAddress else { return }
          for row in 0..<part.count {
            let own = gradients + row * width
            let length = RowArithmetic.product(own, own, count: width).squareRoot()
            RowArithmetic.add(length > norm ? norm / length : 1, own, to: sum, count: width)
          }
        }
      }
    }
    return (value, sum)
  }

  private func noisy(_ sum: [Double], _ privacy: GradientPrivacy, _ stream: RandomStream) -> [Double] {
    var stream = stream
    let deviation = privacy.noiseMultiplier * privacy.clippingNorm
    return sum.map { ($0 + deviation * stream.normalNumber()) / Double(batchSize) }
  }

  /// Refuses to go on from a checkpoint whose steps protected rows in another way.
  func checkPrivacy(of checkpoint: Checkpoint) throws(ModelError) {
    guard checkpoint.privacy == options.privacy else {
      throw .training(
        reason: "the checkpoint was trained with \(Self.text(checkpoint.privacy)), not with "
          + Self.text(options.privacy),
        help: "go on with the privacy settings that it was made with, or start anew: its epsilon is theirs")
    }
    guard options.privacy != nil else { return }
    for step in checkpoint.state.history.steps {
      guard case .subsampledGaussian(let rate, _) = step.mechanism, rate != samplingRate else { continue }
      throw .training(
        reason: "the checkpoint's steps drew rows at the rate \(rate), not \(samplingRate)",
        help: "go on with the batch size and the rows that it was made with")
    }
  }

  private static func text(_ privacy: GradientPrivacy?) -> String {
    guard let privacy else { return "no noise" }
    return "the noise multiplier \(privacy.noiseMultiplier) and gradients clipped to \(privacy.clippingNorm)"
  }
}
