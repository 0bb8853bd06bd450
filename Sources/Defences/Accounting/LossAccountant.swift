#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Gradients
package import Models

/// Composes the privacy losses themselves: Gopi, Lee and Wutschitz, arXiv:2106.02848, in both directions. What it
/// reports is the upper end of its own error bounds. Asking it changes nothing.
package struct LossAccountant: Sendable {
  /// How precise it is to be.
  package struct Accuracy: Sendable {
    /// The upper end's distance from the mesh's epsilon, as a share of Renyi's.
    package var share = 0.002
    /// And never more than this.
    package var greatestError = 0.01
    /// A mesh of more points is made coarser instead.
    package var mostPoints = 1 << 20

    package init() {}
  }

  package let renyi: RenyiAccountant
  package let accuracy: Accuracy

  package init(_ history: MechanismHistory, accuracy: Accuracy = Accuracy()) throws(DefenceError) {
    renyi = try RenyiAccountant(history)
    self.accuracy = accuracy
  }

  package var history: MechanismHistory { renyi.history }

  /// Never more than Renyi's; where the losses cannot be composed it is Renyi's, and its note says why.
  package func epsilon(at delta: Double) throws(DefenceError) -> PrivacyBound {
    let bound = try renyi.epsilon(at: delta)
    guard bound.epsilon > 0 else {
      return PrivacyBound(epsilon: 0, delta: delta, accountant: .prv, lowerEpsilon: 0, order: bound.order)
    }
    let found: (upper: Double, lower: Double)
    switch composed(bound) {
    case .success(let range): found = range
    case .failure(let fallback): return Self.fallback(bound, fallback.reason)
    }
    guard found.upper <= bound.epsilon else {
      return Self.fallback(bound, "Renyi's bound is the smaller one", lower: found.lower)
    }
    return PrivacyBound(epsilon: found.upper, delta: delta, accountant: .prv, lowerEpsilon: found.lower)
  }

  private struct Fallback: Error { let reason: String }

  private static func fallback(_ bound: PrivacyBound, _ reason: String, lower: Double? = nil) -> PrivacyBound {
    PrivacyBound(
      epsilon: bound.epsilon, delta: bound.delta, accountant: .rdp, lowerEpsilon: lower, order: bound.order,
      note: reason)
  }

  /// Noise below this gives losses that no mesh resolves.
  private static let leastNoise = 0.01
  private static let greatestEpsilon = 500.0
  private static let mostSteps = 100_000_000

  /// The bounds of section 5 with the error of delta, a thousandth of it, shared out: a third to rounding on the mesh,
  /// a third to sums beyond the mesh, a sixth to single losses beyond it.
  private func composed(_ bound: PrivacyBound) -> Result<(upper: Double, lower: Double), Fallback> {
    guard bound.epsilon < Self.greatestEpsilon else { return .failure(Fallback(reason: "epsilon is too large")) }
    let count = history.steps.reduce(0.0) { $0 + Double($1.count) }
    guard count <= Double(Self.mostSteps) else {
      return .failure(Fallback(reason: "there are more than \(Self.mostSteps) steps"))
    }
    var losses: [(removal: PrivacyLoss, addition: PrivacyLoss)] = []
    for step in history.steps {
      guard let own = Self.losses(of: step.mechanism) else {
        return .failure(Fallback(reason: "a mechanism's privacy loss has no distribution that a mesh resolves"))
      }
      losses.append(own)
    }
    let deltaError = bound.delta * 1e-3
    guard let plan = plan(bound, deltaError, count) else {
      return .failure(Fallback(reason: "a mesh that is fine enough has more than \(accuracy.mostPoints) points"))
    }
    let rounding = Rounding(renyi, stepCount: count, delta: bound.delta)
    let tilt = rounding.tilt(bound)
    guard let pointCount = pointCount(plan, tilt, rounding),
      var mesh = LossMesh(spacing: plan.spacing, tilt: tilt, pointCount: pointCount)
    else { return .failure(Fallback(reason: "no mesh reaches as far as such a small delta needs")) }
    for (own, step) in zip(losses, history.steps) { mesh.add(own, count: step.count) }
    guard mesh.greatestShift <= max(mesh.reach - plan.reach, plan.error) else {
      return .failure(Fallback(reason: "single losses are smaller than the mesh's spacing"))
    }
    guard let upper = mesh.epsilon(at: bound.delta - deltaError),
      let lower = mesh.epsilon(at: bound.delta + deltaError),
      rounding.isNegligible(at: lower, tilt: tilt)
    else { return .failure(Fallback(reason: "delta is lost among rounding errors")) }
    return .success((upper + plan.error, max(0, lower - plan.error)))
  }

  /// As many as the plan needs, or more where tilted losses would go round the mesh.
  private func pointCount(_ plan: Plan, _ tilt: Double, _ rounding: Rounding) -> Int? {
    var count = plan.pointCount
    while !rounding.isHeld(byReach: Double(count / 2) * plan.spacing, tilt: tilt) {
      guard count <= 2 * accuracy.mostPoints else { return nil }
      count *= 2
    }
    return count
  }

  private struct Plan {
    var error: Double
    var spacing: Double
    var pointCount: Int
    /// Beyond which there is nothing that matters.
    var reach: Double
  }

  /// The finest mesh with the wanted error, or with a larger one that still says something.
  private func plan(_ bound: PrivacyBound, _ deltaError: Double, _ count: Double) -> Plan? {
    var reach = renyi.tail(deltaError / 6)
    for (index, step) in history.steps.enumerated() where step.count > 0 {
      reach = max(reach, renyi.tail(deltaError / (24 * count), ofStep: index))
    }
    guard reach.isFinite, reach > 0 else { return nil }
    var error = max(min(accuracy.greatestError, accuracy.share * bound.epsilon), 1e-9 * bound.epsilon)
    while error < bound.epsilon {
      let spacing = error / (count / 2 * log(12 / deltaError)).squareRoot()
      let needed = 2 * (reach + error) * 1.05 / spacing
      if needed <= Double(accuracy.mostPoints) {
        var pointCount = 16
        while Double(pointCount) < needed { pointCount *= 2 }
        guard pointCount <= accuracy.mostPoints else { return nil }
        return Plan(error: error, spacing: spacing, pointCount: pointCount, reach: reach + error)
      }
      error *= 1.5
    }
    return nil
  }

  private static func losses(of mechanism: PrivacyMechanism) -> (removal: PrivacyLoss, addition: PrivacyLoss)? {
    switch mechanism {
    case .subsampledGaussian(let rate, let noise): gaussian(rate, noise)
    case .gaussian(let noise): gaussian(1, noise)
    case .randomizedQuantization(let own): quantization(own)
    }
  }

  private static func gaussian(_ rate: Double, _ noise: Double) -> (removal: PrivacyLoss, addition: PrivacyLoss)? {
    guard noise >= leastNoise else { return nil }
    guard rate > 0 else { return (.discrete(.none), .discrete(.none)) }
    let own = SubsampledGaussian(rate: rate, noise: noise)
    return (.gaussian(own, isRemoval: true), .gaussian(own, isRemoval: false))
  }

  /// All pairs of numbers are neighbours in both orders, so that one direction holds both.
  private static func quantization(
    _ own: RandomizedQuantization
  ) -> (removal: PrivacyLoss, addition: PrivacyLoss)? {
    guard let losses = (try? QuantizationPrivacy(own))?.losses() else { return nil }
    return (.discrete(losses), .discrete(losses))
  }
}
