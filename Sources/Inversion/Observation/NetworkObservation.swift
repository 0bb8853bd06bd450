package import Execution
package import Gradients
internal import Models
internal import Numerics

/// The gradient of a whole model's loss by its trained weights, classical layers and circuits alike, as a function of
/// the inputs: without noise.
package struct NetworkObservation: Observation {
  private let model: CompiledModel
  /// Of the model's outputs.
  private let loss: OutcomeLoss
  package let batchSize: Int
  private let rounds: [GradientEvidence.Round]
  /// Nil where they are fitted.
  private let labels: [[Double]]?
  private let covariances: NetworkCovariance?

  /// More derivatives of one candidate are not computed: half a gigabyte.
  private static let mostDerivatives = 1 << 26

  init(
    _ model: CompiledModel, _ evidence: GradientEvidence, labels: [[Double]]?, on backend: (any ExactBackend)?
  ) throws(InversionError) {
    self.model = model
    loss = evidence.loss
    batchSize = evidence.batchSize
    rounds = evidence.rounds
    self.labels = labels ?? evidence.labels
    if let backend, backend.name != CircuitObservation.noiseless, model.hasCircuits {
      throw .unsupported(
        "the model \(model.model.name) has layers around its circuits, and \(backend.name) is noisy",
        help: "take the backend ideal, or a model of one circuit such as complex-2")
    }
    if model.hasCircuits, try evidence.depolarizedShare() > 0 {
      throw .unsupported(
        "the model \(model.model.name) has layers around its circuits, and those were depolarized",
        help: "take a model of one circuit such as complex-2, or leave out the defence depolarize")
    }
    covariances = try NetworkCovariance(model, evidence, on: backend)
    if self.labels == nil, !loss.hasLinearLabels {
      throw .evidence("classes are unknown", help: "try each class in turn")
    }
    guard try evidence.commonRule() == .parameterShift else {
      throw .unsupported(
        "the model \(model.model.name) has layers around its circuits, and derivatives are central differences",
        help: "measure by parameter shifts")
    }
    for round in rounds {
      guard case .update(let steps) = round.message, steps.count > 1 else { continue }
      throw .unsupported(
        "the update of several steps is of the model \(model.model.name), which has layers around its circuits or none",
        help: "give gradients of each step")
    }
    let (count, isTooLarge) = (batchSize * (1 + inputCount)).multipliedReportingOverflow(by: model.weightCount)
    guard !isTooLarge, count <= Self.mostDerivatives else {
      throw .unsupported(
        "\(batchSize) rows, \(inputCount) inputs and \(model.weightCount) weights have more than "
          + "\(Self.mostDerivatives) derivatives", help: "attack fewer rows, or a smaller model")
    }
  }

  package var inputCount: Int { model.featureCount }
  package var equationCount: Int { rounds.reduce(0) { $0 + $1.components.count } }
  private var labelWidth: Int { loss.labelWidth(meanCount: model.outputCount) }
  package var unknownLabelCount: Int { labels == nil ? batchSize * labelWidth : 0 }
  package var preferredBatch: Int {
    max(1, min(64, Self.mostDerivatives / 4 / max(1, batchSize * (1 + inputCount) * model.weightCount)))
  }

  package func covariance(of candidate: [Double], labels: [Double]) throws(InversionError) -> Covariance {
    guard let covariances else { return Covariance(zerosOf: equationCount) }
    return try covariances.covariance(of: candidate, labels: labels)
  }

  package func predictions(
    of candidates: [[Double]], target: [Double], metric: ResidualMetric?, wantsJacobian: Bool
  ) throws(InversionError) -> [Prediction] {
    var result: [Prediction] = []
    for candidate in candidates {
      guard let labels else {
        let fitted = try fittedLabels(of: candidate, target, metric)
        result.append(try prediction(of: candidate, fitted, wantsJacobian: wantsJacobian))
        continue
      }
      result.append(try prediction(of: candidate, labels.flatMap(\.self), wantsJacobian: wantsJacobian))
    }
    return result
  }

  /// The labels for which the expected values, linear in them, come closest to the target.
  private func fittedLabels(
    of candidate: [Double], _ target: [Double], _ metric: ResidualMetric?
  ) throws(InversionError) -> [Double] {
    let zeros = Array(repeating: 0.0, count: unknownLabelCount)
    return try prediction(of: candidate, zeros, wantsJacobian: false).labels(closestTo: target, in: metric)
  }

  private func prediction(
    of candidate: [Double], _ labels: [Double], wantsJacobian: Bool
  ) throws(InversionError) -> Prediction {
    let labelCount = unknownLabelCount
    var result = Prediction(
      values: Array(repeating: 0, count: equationCount),
      jacobian: RealMatrix(rowCount: equationCount, columnCount: wantsJacobian ? unknownInputs : 0), labels: labels,
      byLabels: RealMatrix(rowCount: equationCount, columnCount: labelCount))
    var start = 0
    for round in rounds {
      var share = 1 / Double(batchSize)
      if case .update(let steps) = round.message { share *= -steps.rate }
      for row in 0..<batchSize {
        let gradient = try gradient(
          of: row, candidate, labels, round.weights, wantsJacobian: wantsJacobian, wantsLabels: labelCount > 0)
        add(gradient, of: row, round.components, share: share, start: start, to: &result)
      }
      start += round.components.count
    }
    return result
  }

  /// One row's gradient, with its slopes along the row's inputs and its label as far as they are wanted.
  private func gradient(
    of row: Int, _ candidate: [Double], _ labels: [Double], _ weights: [Double], wantsJacobian: Bool, wantsLabels: Bool
  ) throws(InversionError) -> TangentRow {
    let width = labelWidth
    let label = labels[row * width..<(row + 1) * width]
    do throws(ModelError) {
      return try model.gradientTangents(
        of: candidate[row * inputCount..<(row + 1) * inputCount], weights: weights, tracksFeatures: wantsJacobian,
        lossDirections: wantsLabels ? width : 0
      ) { outputs in
        let slopes = loss.slopes(means: outputs.values[...], label: label)
        var result = TangentRow(zeros: outputs.count, directionCount: outputs.directionCount)
        for mean in 0..<outputs.count {
          result[mean] = slopes.slopes[mean]
          for other in 0..<outputs.count {
            result.addSlopes(slopes.curvature[mean * outputs.count + other], outputs, other, to: mean)
          }
          for number in 0..<(wantsLabels ? width : 0) {
            let direction = outputs.directionCount - width + number
            result[mean, slope: direction] += slopes.slopesByLabel[mean * width + number]
          }
        }
        return result
      }
    } catch {
      // Far from all rows layers overflow: no attack stays there, and other starts may lead elsewhere.
      guard case .notFinite = error else { throw .model(error) }
      let count = (wantsJacobian ? inputCount : 0) + (wantsLabels ? width : 0)
      return TangentRow(filledWith: .nan, count: model.weightCount, directionCount: count)
    }
  }

  private func add(
    _ gradient: TangentRow, of row: Int, _ components: [Int], share: Double, start: Int, to result: inout Prediction
  ) {
    let inputs = result.jacobian.columnCount > 0 ? inputCount : 0
    let labels = result.byLabels.columnCount / batchSize
    for (line, component) in components.enumerated() {
      result.values[start + line] += share * gradient[component]
      for input in 0..<inputs {
        result.jacobian[start + line, row * inputs + input] += share * gradient[component, slope: input]
      }
      for label in 0..<labels {
        result.byLabels[start + line, row * labels + label] += share * gradient[component, slope: inputs + label]
      }
    }
  }
}

extension CompiledModel {
  var hasCircuits: Bool { model.layers.contains { !$0.circuits.isEmpty } }
}

extension GradientEvidence {
  /// What an attacker expects to see, whatever kind of model it is.
  package func observation(
    labels: [[Double]]? = nil, on backend: (any ExactBackend)?, threadCount: Int = 1
  ) throws(InversionError) -> any Observation {
    if let network { return try NetworkObservation(network, self, labels: labels, on: backend) }
    return try CircuitObservation(self, labels: labels, on: backend, threadCount: threadCount)
  }
}
