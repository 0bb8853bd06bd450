import ArgumentParsing
import Defences
import Formats
import Models

/// How `train` is asked to protect its rows.
struct PrivacyRequest {
  enum Noise {
    case target(epsilon: Double)
    case multiplier(Double)
  }

  static let epsilon = Option.number(
    "dp-epsilon", placeholder: "E", in: 1e-4...1e6,
    help: "Train with differential privacy: find the noise with which epsilon is at most this.")
  static let noise = Option.number(
    "dp-noise", placeholder: "S", in: 1e-2...1e6,
    help: "Train with differential privacy: this noise, as a multiple of the clipping length.")
  static let delta = Option.number(
    "dp-delta", placeholder: "D", in: 1e-30...0.5, help: "The delta of the guarantee, well below 1 / rows.")
  static let clip = Option.number(
    "dp-clip", placeholder: "C", in: 1e-9...1e9, help: "The length that every row's gradient is cut to, 1 unless given."
  )
  static let accountant = Option<AccountantName?>.choice(
    "dp-accountant", placeholder: "NAME",
    help: "Whose epsilon counts: prv, the tighter one, unless given. gdp only estimates, and is refused.")

  static let declarations = [
    epsilon.declaration, noise.declaration, delta.declaration, clip.declaration, accountant.declaration,
  ]

  let wanted: Noise
  let delta: Double
  let clippingNorm: Double
  let accountant: AccountantName

  /// Nil where privacy is not asked for.
  init?(_ arguments: Arguments) throws(Failure) {
    switch (arguments[Self.epsilon], arguments[Self.noise]) {
    case (let epsilon?, nil): wanted = .target(epsilon: epsilon)
    case (nil, let noise?): wanted = .multiplier(noise)
    case (_?, _?):
      throw Failure(
        .misuse, "--dp-epsilon and --dp-noise are both given", help: "give one: the noise follows from epsilon")
    case (nil, nil):
      let others = arguments[Self.delta] != nil || arguments[Self.clip] != nil || arguments[Self.accountant] != nil
      guard others else { return nil }
      throw Failure(
        .misuse, "--dp-delta, --dp-clip and --dp-accountant need to know how private the training is to be",
        help: "add --dp-epsilon 3, or --dp-noise 1")
    }
    guard let delta = arguments[Self.delta] else {
      throw Failure(.misuse, "no delta is given", help: "add --dp-delta 1e-5, or another well below 1 / rows")
    }
    accountant = arguments[Self.accountant] ?? .prv
    guard accountant.isGuarantee else {
      throw Failure(
        .misuse, "--dp-accountant gdp only estimates epsilon, and can say too little",
        help: "take rdp or prv; the estimate is printed beside them")
    }
    guard arguments[TrainVerb.folds] == nil else {
      throw Failure(
        .misuse, "--folds trains a model a fold, each on most rows, and epsilon is of one training",
        help: "leave out --folds")
    }
    self.delta = delta
    clippingNorm = arguments[Self.clip] ?? 1
  }

  /// What a training on so many rows does.
  func settings(_ options: TrainingOptions, rowCount: Int) throws(Failure) -> GradientPrivacy {
    switch wanted {
    case .multiplier(let noise): return GradientPrivacy(clippingNorm: clippingNorm, noiseMultiplier: noise)
    case .target(let epsilon):
      let batch = min(options.batchSize ?? rowCount, rowCount)
      let (steps, overflows) = options.epochCount.multipliedReportingOverflow(by: (rowCount + batch - 1) / batch)
      do throws(DefenceError) {
        let calibration = try NoiseCalibration(
          rate: Double(batch) / Double(rowCount), stepCount: overflows ? .max : steps, accountant: accountant)
        return GradientPrivacy(
          clippingNorm: clippingNorm, noiseMultiplier: try calibration.noiseMultiplier(for: epsilon, at: delta))
      } catch {
        throw Failure(error)
      }
    }
  }

  func report(
    _ settings: GradientPrivacy, _ state: TrainingState, rowCount: Int, preparation: Preparation
  ) throws(Failure) -> TrainingPrivacy {
    do throws(DefenceError) {
      return try TrainingPrivacy(
        settings, state.history, rowCount: rowCount, delta: delta, accountant: accountant,
        isPreparationFitted: !preparation.steps.isEmpty)
    } catch {
      throw Failure(error)
    }
  }
}
