#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension LossAccountant {
  /// What rounding does to a composition of tilted losses, and how much they are to be tilted.
  ///
  /// With K(t) = t D_(t + 1), the logarithm of the mean of e^(t sum), errors of the tilted sum's distribution appear in
  /// delta e^(K(t) - t epsilon) times. No tilt does for usual deltas; more than is needed moves the tilted sum so far
  /// that it goes round the mesh.
  struct Rounding {
    private let renyi: RenyiAccountant
    private let delta: Double
    /// The sum of all errors of the tilted distribution: of the transforms, and of the power of their result.
    private let error: Double

    init(_ renyi: RenyiAccountant, stepCount: Double, delta: Double) {
      self.renyi = renyi
      self.delta = delta
      error = 1e-13 + 1e-14 * stepCount
    }

    private func cumulant(_ tilt: Double) -> Double { tilt > 0 ? tilt * renyi.divergence(order: tilt + 1) : 0 }

    /// The least tilt that keeps errors below a ten thousandth of delta near the expected epsilon, or the best one.
    func tilt(_ bound: PrivacyBound) -> Double {
      let allowed = log(delta) + log(1e-4 / error)
      let order = bound.order ?? 2
      let high = order > 63 ? (1...20).map { (order * Double($0) / 20).rounded() - 1 } : []
      var best = (logarithm: Double.infinity, tilt: 0.0)
      for tilt in [0] + RenyiOrders.usual.map({ $0 - 1 }) + high.filter({ $0 > 62 }) {
        let logarithm = cumulant(tilt) - tilt * 0.9 * bound.epsilon
        if logarithm <= allowed { return tilt }
        if logarithm < best.logarithm { best = (logarithm, tilt) }
      }
      return best.tilt
    }

    /// Whether what goes round a mesh is less than a hundred thousandth of delta: sums beyond twice its reach come back
    /// in delta e^(2 tilt reach) times.
    func isHeld(byReach reach: Double, tilt: Double) -> Bool {
      let around = RenyiOrders.minimum { order in
        order - 1 > tilt ? cumulant(order - 1) - (order - 1 - tilt) * 2 * reach : .infinity
      }
      return around.value <= log(delta) + log(1e-5)
    }

    /// Whether errors are less than a hundredth of delta there.
    func isNegligible(at epsilon: Double, tilt: Double) -> Bool {
      log(error) + cumulant(tilt) - tilt * epsilon <= log(delta) + log(1e-2)
    }
  }
}
