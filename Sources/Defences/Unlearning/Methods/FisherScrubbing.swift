internal import Models
internal import Numerics

/// Noise on every weight, the more the less the retained rows say about it: w += (alpha / (F_R + 1e-8))^(1/2) N(0, 1).
///
/// (Golatkar, Achille and Soatto, arXiv:1911.04933, section 5.1, with the bounds on variances of the code of
/// arXiv:2308.07707.) The noise cannot hide more than that of the shots behind gradients does already, and with the
/// quantum Fisher information as its scale it is least where any measurement would see it.
package struct FisherScrubbing: UnlearningMethod {
  package var scale: Double
  package var isQuantum: Bool
  /// No weight gets more.
  package var largestVariance: Double

  package init(scale: Double = 1e-6, isQuantum: Bool = false, largestVariance: Double = 1e3) {
    self.scale = scale
    self.isQuantum = isQuantum
    self.largestVariance = largestVariance
  }

  package var name: String { isQuantum ? "fisher-scrub:quantum" : "fisher-scrub" }
  package var summary: String {
    "adds noise to weights by the \(isQuantum ? "quantum " : "")Fisher information of R"
  }
  package var needs: DataNeeds { .retained }

  private var information: FisherInformation { FisherInformation(isQuantum ? .quantum : .expected) }

  package func work(for task: UnlearningTask) -> UnlearningWork {
    information.work(rows: task.split.retained.count, outputCount: task.model.outputCount)
  }

  package func unlearn(_ task: UnlearningTask) throws(DefenceError) -> UnlearnedModel {
    try UnlearningTask.passing { () throws(ModelError) in
      let stream = RandomStream(seed: task.seed).substream("scrubbing")
      let information = try information.diagonal(
        of: task.model, task.retained, loss: task.loss, weights: task.weights, stream: stream)
      var draws = stream.substream("noise")
      var weights = task.weights
      var squares = 0.0
      for (place, weight) in task.model.trained.enumerated() {
        let variance = min(scale / (information[place] + 1e-8), largestVariance)
        squares += variance
        weights[weight] += variance.squareRoot() * NormalDistribution.quantile(draws.uniform() + 0x1p-54)
      }
      let deviation = (squares / Double(max(task.model.trained.count, 1))).squareRoot()
      return UnlearnedModel(weights, notes: ["noise of \(Self.short(deviation)) a weight, root mean square"])
    }
  }

  static func short(_ number: Double) -> String { "\((number * 1e6).rounded() / 1e6)" }
}
