internal import Circuits
package import Gradients
package import Models

/// What an attacker holds of a training step: the model, what was shared, and how it was measured. The rows behind it
/// are not in here, nor their labels unless they are granted.
package struct GradientEvidence: Sendable {
  /// The circuit whose inputs are sought; of a network that does not begin with one, a circuit without gates whose
  /// parameters are the features.
  package var layer: CircuitLayer
  /// The whole model, where layers stand around its circuits or there are none. Weights are all of its, the components
  /// are places among them, and the loss is of its outputs.
  package var network: CompiledModel?
  package var loss: OutcomeLoss
  /// How many rows the gradient is a mean over.
  package var batchSize: Int
  /// A label for each row, as the loss takes it; nil where they are unknown.
  package var labels: [[Double]]?
  package var rounds: [Round]
  /// Where each input lies, as the attacker knows.
  package var inputRanges: [ClosedRange<Double>]
  /// Whose shots they were.
  package var backend = "ideal"

  package init(
    layer: CircuitLayer, loss: OutcomeLoss, batchSize: Int = 1, labels: [[Double]]?, rounds: [Round],
    inputRanges: [ClosedRange<Double>]? = nil
  ) {
    self.layer = layer
    self.loss = loss
    self.batchSize = batchSize
    self.labels = labels
    self.rounds = rounds
    self.inputRanges = inputRanges ?? layer.inputs.map { _ in 0...Double.pi }
  }

  /// One message of a client about the same rows.
  package struct Round: Sendable {
    /// Of the circuit, in the order of its weights.
    package var weights: [Double]
    /// Which weights the values are of, those behind the circuit counted on.
    package var components: [Int]
    package var values: [Double]
    package var message: Message
    /// How the client took derivatives; by parameter shifts they are the exact ones.
    package var rule = GradientRule.parameterShift
    package var noise: Noise
    /// What the client did to the values before it shared them, as the attacker knows.
    package var defence: GradientDefence

    package init(
      weights: [Double], components: [Int], values: [Double], message: Message = .gradient, noise: Noise = .exact,
      defence: GradientDefence = .none
    ) {
      self.weights = weights
      self.components = components
      self.values = values
      self.message = message
      self.noise = noise
      self.defence = defence
    }
  }

  package enum Message: Hashable, Sendable {
    case gradient
    /// How far the weights moved in so many steps of plain descent.
    case update(LocalSteps)
  }

  /// What the attacker knows of a message's errors.
  package struct Noise: Hashable, Sendable {
    package enum Measurement: Hashable, Sendable {
      case exact
      /// The way it was measured; the covariance follows from the model at the attacker's own candidate.
      case shots(perEvaluation: Int, rule: GradientRule)
      /// As the client told it: a stronger threat model.
      case reported(Covariance)
    }

    package var measurement = Measurement.exact
    /// Of normal noise that was added to every value on purpose.
    package var addedDeviation = 0.0

    package init(_ measurement: Measurement = .exact, addedDeviation: Double = 0) {
      self.measurement = measurement
      self.addedDeviation = addedDeviation
    }

    package static let exact = Noise()
  }

  package var inputCount: Int { layer.inputs.count }
  /// How many numbers a row's label has.
  var labelWidth: Int { loss.labelWidth(meanCount: network?.outputCount ?? layer.observables.count) }
  /// How many inputs are sought.
  package var unknownInputs: Int { batchSize * inputCount }
  package var isExact: Bool { !rounds.contains(where: \.hasErrors) }
  /// Refuses rounds with errors beside others without.
  func checkErrors() throws(InversionError) {
    guard isExact || rounds.allSatisfy(\.hasErrors) else {
      throw .unsupported(
        "some rounds are exact and others have errors", help: "give the exact ones, or those with errors, alone")
    }
  }

  /// How all rounds' derivatives were taken.
  func commonRule() throws(InversionError) -> GradientRule {
    let rules = Set(rounds.map(\.rule))
    guard rules.count < 2 else {
      throw .unsupported("rounds were measured by different rules", help: "give those of one rule alone")
    }
    return rules.first ?? .parameterShift
  }

  /// Numbers of all rows, row by row.
  package func rows(of numbers: [Double]) -> [[Double]] {
    let width = numbers.count / max(1, batchSize)
    return (0..<batchSize).map { Array(numbers[$0 * width..<($0 + 1) * width]) }
  }

  /// The same values, taken as exact but for what a defence did to them.
  package var withoutErrors: GradientEvidence {
    var result = self
    for place in result.rounds.indices { result.rounds[place].noise = .exact }
    return result
  }

  /// As one takes it who knows of neither errors nor defences.
  package var takenAsClean: GradientEvidence {
    var result = withoutErrors
    for place in result.rounds.indices { result.rounds[place].defence = .none }
    return result
  }

  /// All rounds' values.
  package var values: [Double] { rounds.flatMap(\.values) }
}

extension GradientEvidence.Round {
  /// Whether nothing was measured at weights that an earlier step led to.
  var isOneStep: Bool {
    if case .update(let steps) = message { steps.count <= 1 } else { true }
  }
}
