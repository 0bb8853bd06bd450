import ArgumentParsing
import Defences
import Formats
import Gradients
import Models

/// A question to the accountants as the command line asks it.
struct AccountantJob {
  let arguments: Arguments

  private func delta() throws(Failure) -> Double {
    guard let delta = arguments[AccountantVerb.delta] else {
      throw Failure(.misuse, "no delta is given", help: "add --delta 1e-5, or another well below 1 / rows")
    }
    return delta
  }

  func numbers(_ text: String, of option: String, example: String) throws(Failure) -> [Double] {
    var numbers: [Double] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let number = Double(word), number.isFinite else {
        throw Failure(.misuse, "\(option): \(quoted(String(word))) is no number", help: "write \(option) \(example)")
      }
      numbers.append(number)
    }
    return numbers
  }

  // MARK: Training

  func training() throws -> AccountantAnswer {
    let (delta, rate, steps) = (try delta(), try rate(), try stepCount())
    let noise = try noiseMultiplier(rate, steps, delta)
    let history = MechanismHistory([
      MechanismStep(.subsampledGaussian(rate: rate, noiseMultiplier: noise), count: steps)
    ])
    var answer = AccountantAnswer(.training, protects: .trainingRows)
    answer.add("rate", "rate", .number(rate), text: "\(rate)")
    answer.add("steps", "steps", .integer(steps), text: "\(steps)")
    answer.add("noise multiplier", "noiseMultiplier", .number(noise), text: "\(noise)")
    answer.add("delta", "delta", .number(delta), text: "\(delta)")
    let renyi = try addCurve(try RenyiAccountant(history), delta, to: &answer)
    answer.add("rdp", "rdp", renyi)
    let loss = try LossAccountant(history).epsilon(at: delta)
    answer.add("prv", "prv", loss)
    let estimate = try GaussianEstimate(history)?.epsilon(at: delta).epsilon ?? .infinity
    answer.add(
      "gdp", "gdp", ["epsilon": PrivacyPresentation.number(estimate), "isGuarantee": false],
      text: "estimates \(PrivacyPresentation.short(estimate)), which is no guarantee")
    answer.notes = TrainingPrivacy.warnings(
      epsilon: loss.epsilon, delta: delta, rowCount: arguments[AccountantVerb.rows])
    return answer
  }

  /// Renyi's bound over the orders that are asked for, or over all.
  private func addCurve(
    _ accountant: RenyiAccountant, _ delta: Double, to answer: inout AccountantAnswer
  ) throws -> PrivacyBound {
    guard let text = arguments[AccountantVerb.orders] else { return try accountant.epsilon(at: delta) }
    let orders = try numbers(text, of: "--orders", example: "1.5,2,8,32")
    let bound = try accountant.epsilon(at: delta, orders: orders)
    let curve = orders.map { ($0, accountant.divergence(order: $0)) }
    answer.add(
      "divergences", "divergences",
      .array(curve.map { ["order": .number($0.0), "divergence": PrivacyPresentation.number($0.1)] }),
      text: curve.map { "\($0.0): \(PrivacyPresentation.short($0.1))" }.joined(separator: ", "))
    return bound
  }

  private func rate() throws(Failure) -> Double {
    switch (arguments[AccountantVerb.rate], arguments[AccountantVerb.rows], arguments[AccountantVerb.batch]) {
    case (let rate?, _, nil): return rate
    case (nil, let rows?, let batch?):
      guard batch <= rows else {
        throw Failure(.misuse, "--batch \(batch) is more than --rows \(rows)", help: "draw at most all rows")
      }
      return Double(batch) / Double(rows)
    default:
      throw Failure(
        .misuse, "it is not clear with which probability a step draws a row",
        help: "give --rate 0.01, or --rows 1000 and --batch 32")
    }
  }

  private func stepCount() throws(Failure) -> Int {
    switch (arguments[AccountantVerb.steps], arguments[AccountantVerb.epochs]) {
    case (let steps?, nil): return steps
    case (nil, let epochs?):
      guard let rows = arguments[AccountantVerb.rows], let batch = arguments[AccountantVerb.batch] else {
        throw Failure(
          .misuse, "--epochs needs --rows and --batch to make steps of", help: "give both, or --steps")
      }
      let (steps, overflows) = epochs.multipliedReportingOverflow(by: (rows - 1) / batch + 1)
      return overflows ? .max : steps
    default:
      throw Failure(
        .misuse, "it is not clear how many steps there are",
        help: "give --steps 1000, or --epochs with --rows and --batch")
    }
  }

  private func noiseMultiplier(_ rate: Double, _ steps: Int, _ delta: Double) throws -> Double {
    switch (arguments[AccountantVerb.noise], arguments[AccountantVerb.epsilon]) {
    case (let noise?, nil): return noise
    case (nil, let epsilon?):
      return try NoiseCalibration(rate: rate, stepCount: steps, accountant: arguments[AccountantVerb.accountant])
        .noiseMultiplier(for: epsilon, at: delta)
    default:
      throw Failure(
        .misuse, "one of --noise and --epsilon says what is asked", help: "give --noise 1.1, or --epsilon 3")
    }
  }

  // MARK: Quantization

  func quantization() throws -> AccountantAnswer {
    let (delta, own) = (try delta(), try quantizer())
    let steps = arguments[AccountantVerb.steps] ?? 1
    let history = MechanismHistory([MechanismStep(.randomizedQuantization(own), count: steps)])
    let privacy = try QuantizationPrivacy(own)
    var answer = AccountantAnswer(.quantization, protects: .sharedNumbers)
    answer.add("steps", "steps", .integer(steps), text: "\(steps)")
    answer.add("delta", "delta", .number(delta), text: "\(delta)")
    answer.add(
      "probabilities", "probabilities", .array(own.probabilities(of: own.limit).map { .number($0) }),
      text: own.probabilities(of: own.limit).map(PrivacyPresentation.short).joined(separator: " "))
    answer.add("pure epsilon", "pure", Double(steps) * (steps > 0 ? privacy.pureEpsilon : 0))
    answer.add("rdp", "rdp", try addCurve(try RenyiAccountant(history), delta, to: &answer))
    answer.add("prv", "prv", try LossAccountant(history).epsilon(at: delta))
    return answer
  }

  private func quantizer() throws -> RandomizedQuantization {
    let text = arguments[AccountantVerb.mechanism] ?? "rqm:1"
    do {
      let defence = try GradientDefence(text)
      if case .randomizedQuantization(let own)? = defence.steps.first, defence.steps.count == 1 { return own }
    } catch {
      throw Failure(.misuse, "--mechanism: \(error.message)", help: error.help)
    }
    throw Failure(
      .misuse, "--mechanism \(quoted(text)) is no randomized quantization", help: "write --mechanism rqm:1:8:0.5:1")
  }

  // MARK: Queries

  func shots() throws -> AccountantAnswer {
    guard let text = arguments[AccountantVerb.probabilities] else {
      throw Failure(
        .misuse, "no probabilities are given", help: "give an outcome's under two inputs: --probabilities 0.8,0.75")
    }
    let (delta, found) = (try delta(), try numbers(text, of: "--probabilities", example: "0.8,0.75"))
    guard found.count == 2 else {
      throw Failure(.misuse, "--probabilities has \(found.count) numbers", help: "write --probabilities 0.8,0.75")
    }
    let privacy = try ShotPrivacy(found[0], found[1], shotCount: arguments[AccountantVerb.shots])
    var answer = AccountantAnswer(.shots, protects: ShotPrivacy.protects)
    answer.add("shots", "shots", .integer(privacy.shotCount), text: "\(privacy.shotCount)")
    answer.add("delta", "delta", .number(delta), text: "\(delta)")
    answer.add("exact epsilon", "exact", try privacy.epsilon(at: delta))
    answer.add("rdp epsilon", "rdp", try privacy.renyiEpsilon(at: delta))
    answer.add("pure epsilon", "pure", privacy.pureEpsilon)
    answer.notes = ["It is of these two inputs only: 'accountant readout' bounds all that are as close."]
    return answer
  }

  func readOut(in session: Session) throws -> AccountantAnswer {
    let (delta, shots) = (try delta(), arguments[AccountantVerb.shots])
    let distance = arguments[AccountantVerb.traceDistance]
    let cone = try lightCone(in: session)
    let noise = try readOutNoise(behind: cone)
    var answer = AccountantAnswer(.readout, protects: ReadOutNoise.protects)
    if let cone {
      answer.add(
        "qubits that the read-out reaches", "lightCone", .array(cone.qubits.sorted().map { .integer($0) }),
        text: cone.qubits.sorted().map { "\($0)" }.joined(separator: " "))
      answer.add("contraction by gates", "gateContraction", cone.contraction)
    }
    answer.add("shots", "shots", .integer(shots), text: "\(shots)")
    answer.add("delta", "delta", .number(delta), text: "\(delta)")
    answer.add("trace distance", "traceDistance", .number(distance), text: "\(distance)")
    answer.add("contraction", "contraction", noise.contraction)
    answer.add("least probability", "floor", noise.floors.min() ?? 0)
    let pure = try noise.epsilon(traceDistance: distance)
    answer.add("pure epsilon of a shot", "pureOfShot", pure)
    answer.add("epsilon of a shot", "epsilonOfShot", try noise.epsilon(traceDistance: distance, delta: delta))
    answer.add("pure epsilon of all shots", "pure", pure * Double(shots))
    if noise.floors.count == 2, noise.floors[0] == noise.floors[1] {
      answer.add(
        "epsilon of all shots", "epsilon",
        try ShotPrivacy.guarantee(
          floor: noise.floors[0], difference: noise.contraction * distance, shotCount: shots, delta: delta))
    }
    return answer
  }

  private func readOutNoise(behind cone: LightCone?) throws -> ReadOutNoise {
    let outcomes = arguments[AccountantVerb.outcomes]
    var noise = try ReadOutNoise.depolarizing(
      share: arguments[AccountantVerb.depolarize] ?? 0, outcomeCount: outcomes)
    let (misread, rotate) = (arguments[AccountantVerb.misread], arguments[AccountantVerb.rotate])
    guard outcomes == 2 || (misread == nil && rotate == nil && cone == nil) else {
      throw Failure(
        .misuse, "--misread, --rotate and --gate-noise are of one sign, but there are \(outcomes) outcomes",
        help: "leave out --outcomes")
    }
    if let cone { noise = try noise.followed(by: .symmetric(contraction: cone.contraction)) }
    if let rotate { noise = try noise.followed(by: .randomRotation(deviation: rotate)) }
    if let misread {
      noise = try noise.followed(by: .misreading(oneGivenZero: misread, zeroGivenOne: misread))
    }
    return noise
  }
}
