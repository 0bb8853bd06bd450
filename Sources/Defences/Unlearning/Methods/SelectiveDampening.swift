#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Models
internal import Numerics

/// Selective synaptic dampening: weights that matter more to the forgotten rows than to all are made small.
///
/// With the diagonals I of the Fisher information over all rows and over U: where I_U > alpha I_D, w becomes
/// min(lambda I_D / I_U, 1) w. (Foster, Schoepf and Brintrup, arXiv:2308.07707, equations 6 to 8.) An angle has no
/// zero of its own: 2 pi is as good as 0. So angles are first brought to (-pi, pi], where what is small is close to no
/// rotation, or weights are dampened towards those that training began with.
package struct SelectiveDampening: UnlearningMethod {
  package enum Origin: String, CaseIterable, Hashable, Sendable {
    /// Towards 0, angles within (-pi, pi].
    case zero
    /// Towards the weights that training began with.
    case initial
  }

  /// Alpha; where it is nil, the root of how often U goes into all rows. Where only U says anything of a weight, I_U / I_D
  /// is all of that ratio, and never more: the published 10, made for 100 classes, selects nothing of three.
  package var selection: Double?
  /// Whether alpha is taken so that ln(1 + 100 |U| / |D|) per cent of the weights are dampened, those with the greatest
  /// I_U / I_D: Schoepf, Foster and Brintrup, arXiv:2402.10098. Where few weights bear all classes, as angles do, the
  /// root selects too many.
  package var isAdaptive = false
  /// Lambda.
  package var dampening: Double
  package var origin: Origin
  /// 1 gives the true diagonal; published code takes that of training.
  package var batchSize: Int

  package init(selection: Double? = nil, dampening: Double = 1, origin: Origin = .zero, batchSize: Int = 1) {
    self.selection = selection
    self.dampening = dampening
    self.origin = origin
    self.batchSize = batchSize
  }

  /// With an alpha found by the share of weights.
  package static let adaptive: SelectiveDampening = {
    var method = SelectiveDampening()
    method.isAdaptive = true
    return method
  }()

  package var name: String {
    guard !isAdaptive else { return "selective-dampening:adaptive" }
    guard selection == nil || batchSize == 1 else { return "selective-dampening:published" }
    let variants = (origin == .initial ? [":initial"] : []) + (batchSize > 1 ? [":batched"] : [])
    return "selective-dampening" + variants.joined()
  }
  package var summary: String { "makes weights small that matter to U more than to all rows" }
  package var needs: DataNeeds { [.forgotten, .retained] }

  package func work(for task: UnlearningTask) -> UnlearningWork {
    UnlearningWork(gradients: saturated(task.training.rowCount, +, task.split.forgotten.count))
  }

  package func unlearn(_ task: UnlearningTask) throws(DefenceError) -> UnlearnedModel {
    try UnlearningTask.passing { () throws(ModelError) in
      let information = FisherInformation(.empirical(batchSize: batchSize))
      let stream = RandomStream(seed: task.seed).substream("dampening")
      func diagonal(_ examples: Examples, _ name: String) throws(ModelError) -> [Double] {
        try information.diagonal(
          of: task.model, examples, loss: task.loss, weights: task.weights, stream: stream.substream(name))
      }
      return dampened(
        task, all: try diagonal(task.training, "all"), forgotten: try diagonal(task.forgotten, "forgotten"))
    }
  }

  /// The weights after dampening, from both diagonals, a number a trained weight each.
  package func dampened(_ task: UnlearningTask, all: [Double], forgotten: [Double]) -> UnlearnedModel {
    let angles = FisherInformation.angles(of: task.model)
    let initial = origin == .initial ? task.initialWeights : nil
    let ratio = Double(task.training.rowCount) / Double(task.split.forgotten.count)
    let selection =
      selection ?? (isAdaptive ? Self.selection(all, forgotten, share: 1 / ratio) : ratio.squareRoot())
    var weights = task.weights
    var (count, angleCount) = (0, 0)
    for (place, weight) in task.model.trained.enumerated() where forgotten[place] > selection * all[place] {
      let factor = min(dampening * all[place] / forgotten[place], 1)
      let origin = initial?[weight] ?? 0
      let distance = weights[weight] - origin
      weights[weight] = origin + factor * (angles.contains(weight) ? Self.wrapped(distance) : distance)
      count += 1
      if angles.contains(weight) { angleCount += 1 }
    }
    let ofAngles = angleCount > 0 ? ", \(angleCount) of them angles" : ""
    let alpha = (selection * 1e3).rounded() / 1e3
    return UnlearnedModel(
      weights, notes: ["\(count) of \(task.model.trained.count) weights dampened\(ofAngles), at alpha \(alpha)"])
  }

  /// The alpha that so many weights exceed: as many as the share of forgotten rows says, and at least one. It is 1 where
  /// fewer matter more to U.
  static func selection(_ all: [Double], _ forgotten: [Double], share: Double) -> Double {
    let ratios = zip(forgotten, all).map { $1 > 0 ? $0 / $1 : 0 }.sorted(by: >)
    let count = Int((log(1 + 100 * share) / 100 * Double(ratios.count)).rounded())
    // The first that is no more selected bounds those before it.
    let place = max(count, 1)
    return max(place < ratios.count ? ratios[place] : 0, 1)
  }

  /// The same angle in (-pi, pi].
  static func wrapped(_ angle: Double) -> Double {
    let rest = remainder(angle, 2 * .pi)
    return rest <= -.pi ? rest + 2 * .pi : rest
  }
}
