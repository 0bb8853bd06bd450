internal import Numerics

/// Goes on with a training that a checkpoint holds, where it is the same training.
extension Trainer {
  /// What a checkpoint remembers of the options beside the optimiser.
  var settings: Checkpoint.Settings {
    Checkpoint.Settings(loss: loss, batchSize: batchSize, patience: options.patience)
  }

  /// The training that a checkpoint of this model, seed and settings holds. More epochs than it was asked for are not
  /// another training.
  package func resume(_ checkpoint: Checkpoint) throws(ModelError) -> TrainingState {
    try checkpoint.check(against: model)
    try check("seed", "\(checkpoint.seed)", "\(options.seed)")
    try checkOptimiser(of: checkpoint.state.optimiser)
    if let found = checkpoint.settings {
      try check("loss", found.loss.rawValue, settings.loss.rawValue)
      try check("patience", found.patience.map { "\($0)" }, settings.patience.map { "\($0)" })
    }
    try checkPrivacy(of: checkpoint)
    if let found = checkpoint.settings {
      try check("batch", "\(found.batchSize)", "\(settings.batchSize)")
    }
    var state = checkpoint.state
    // More epochs than it was asked for then.
    if state.end == .epochs, state.epoch < options.epochCount { state.end = nil }
    return state
  }

  private func checkOptimiser(of optimiser: Optimiser) throws(ModelError) {
    let found = Dictionary(optimiser.options.map { ($0.name, $0.value) }) { first, _ in first }
    for option in options.optimiser.options {
      guard let value = found[option.name] else { continue }
      try check(option.name, value, option.value)
    }
    guard optimiser.isMade(by: options.optimiser) else {
      throw .training(
        reason: "the checkpoint was made with other settings of the optimiser",
        help: "go on with the same settings, or start anew")
    }
  }

  /// Refuses another value of an option than the checkpoint's, by the option's name in `train`; nil where it is not given.
  private func check(_ option: String, _ found: String?, _ asked: String?) throws(ModelError) {
    guard found != asked else { return }
    func text(_ value: String?) -> String { value.map { "--\(option) \($0)" } ?? "no --\(option)" }
    throw .training(
      reason: "the checkpoint was made with \(text(found)), and this is \(text(asked))",
      help: "go on with \(text(found)), or start anew without --resume")
  }
}

extension OptimiserChoice {
  /// The options of `train` that choose it, in the order in which they matter.
  fileprivate var options: [(name: String, value: String)] {
    switch self {
    case .descent(let rule): rule.options
    case .natural(let step): [("optimiser", "natural"), ("rate", "\(step.rate)")]
    case .perturbation(let gains): [("optimiser", "spsa")] + (gains.step.map { [("rate", "\($0)")] } ?? [])
    case .frugal(let settings):
      [
        ("optimiser", settings.rule.rawValue), ("rate", "\(settings.rate)"),
        ("shots", "\(settings.shotRange.lowerBound)"), ("most-shots", "\(settings.shotRange.upperBound)"),
      ]
    case .quasiNewton: [("optimiser", "lbfgs")]
    case .simplex: [("optimiser", "cobyla")]
    }
  }
}

extension Optimiser {
  /// Those of the same options that it remembers.
  fileprivate var options: [(name: String, value: String)] {
    switch self {
    case .perturbation(let optimiser):
      [("optimiser", "spsa")] + (optimiser.gains.step.map { [("rate", "\($0)")] } ?? [])
    case .simplex: [("optimiser", "cobyla")]
    case .descent, .natural, .frugal, .quasiNewton: choice?.options ?? []
    }
  }
}

extension GradientDescent.Rule {
  fileprivate var options: [(name: String, value: String)] {
    switch self {
    case .plain(let rate): [("optimiser", "sgd"), ("rate", "\(rate)")]
    case .momentum(let rate, _): [("optimiser", "momentum"), ("rate", "\(rate)")]
    case .nesterov(let rate, _): [("optimiser", "nesterov"), ("rate", "\(rate)")]
    case .adam(let rate, _, _, _): [("optimiser", "adam"), ("rate", "\(rate)")]
    }
  }
}
