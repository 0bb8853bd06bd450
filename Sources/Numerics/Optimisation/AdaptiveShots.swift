#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How many shots the next measurement of each derivative is worth.
///
/// iCANS is that of Kübler, Arrasmith, Cincio and Coles, Quantum 4 (2020) 263, in its first form; gCANS that of Gu,
/// Lowe, Dub, Coles and Arrasmith, arXiv:2108.10434. The shots depend on the data through gradient and variances, so
/// whoever sees them learns of the data: `log` keeps them all.
package struct AdaptiveShots: Codable, Hashable, Sendable {
  package enum Rule: String, Codable, CaseIterable, Sendable {
    /// Each derivative by itself.
    case individual = "icans"
    /// All derivatives against the gradient's length.
    case global = "gcans"
  }

  /// One decision, with what it was made of.
  package struct Decision: Codable, Hashable, Sendable {
    /// For each derivative.
    package let shots: [Int]
    /// Of iCANS the expected gain for each shot of each derivative, of gCANS that of a shot of the whole gradient.
    package let gainsPerShot: [Double]
  }

  package let rule: Rule
  package let rate: Double
  /// A bound on how fast the gradient changes; the rate must be less than twice its inverse.
  package let lipschitz: Double
  package let shotRange: ClosedRange<Int>
  package private(set) var log: [Decision] = []

  /// How much of the earlier means stays, and what keeps the division from zero at first.
  private let memory: Double
  private let bias: Double
  private var gradients: [Double] = []
  private var variances: [Double] = []

  /// For the mean of an observable with the coefficients c, `lipschitz` is at most the sum of |c|.
  package init(
    _ rule: Rule, rate: Double, lipschitz: Double, shotRange: ClosedRange<Int>, memory: Double = 0.99,
    bias: Double = 1e-6
  ) {
    self.rule = rule
    self.rate = rate
    self.lipschitz = lipschitz
    self.shotRange = max(1, shotRange.lowerBound)...max(1, shotRange.upperBound)
    self.memory = memory
    self.bias = bias
  }

  /// Whether it remembers as many means as there are derivatives, which what a file held may not do.
  package func fits(_ count: Int) -> Bool {
    gradients.count == variances.count && (gradients.isEmpty || gradients.count == count) && shotRange.lowerBound > 0
  }

  /// Takes an estimate of the gradient and, for each derivative, the variance that one shot would have had.
  /// - Precondition: as many of both, and as many each time.
  package mutating func next(gradient: [Double], variances perShot: [Double]) -> Decision {
    if gradients.isEmpty {
      gradients = Array(repeating: 0, count: gradient.count)
      variances = gradients
    }
    precondition(gradient.count == gradients.count && perShot.count == gradients.count)
    for place in gradient.indices {
      gradients[place] = memory * gradients[place] + (1 - memory) * gradient[place]
      variances[place] = memory * variances[place] + (1 - memory) * perShot[place]
    }
    let steps = Double(log.count)
    let correction = 1 / (1 - pow(memory, steps + 1))
    let slopes = gradients.map { $0 * correction }
    let noise = variances.map { max(0, $0 * correction) }
    let floor = bias * pow(memory, steps)
    let decision = rule == .individual ? individual(slopes, noise, floor) : global(slopes, noise, floor)
    log.append(decision)
    return decision
  }

  /// 2 L a / (2 - L a).
  private var scale: Double { 2 * lipschitz * rate / (2 - lipschitz * rate) }

  /// What a step with these shots is expected to bring, for each shot: ((a - L a^2 / 2) g^2 - L a^2 / 2 v / s) / s.
  private func gain(_ squaredSlope: Double, _ noise: Double, _ shots: Int) -> Double {
    let half = lipschitz * rate * rate / 2
    return ((rate - half) * squaredSlope - half * noise / Double(shots)) / Double(shots)
  }

  private func individual(_ slopes: [Double], _ noise: [Double], _ floor: Double) -> Decision {
    let wished = zip(slopes, noise).map { limited(scale * $1 / ($0 * $0 + floor)) }
    let gains = slopes.indices.map { gain(slopes[$0] * slopes[$0], noise[$0], wished[$0]) }
    // No derivative gets more shots than the one whose shots bring most.
    let most = gains.indices.max { gains[$0] < gains[$1] }.map { wished[$0] } ?? shotRange.upperBound
    return Decision(shots: wished.map { min($0, most) }, gainsPerShot: gains)
  }

  private func global(_ slopes: [Double], _ noise: [Double], _ floor: Double) -> Decision {
    let deviations = noise.map { $0.squareRoot() }
    let factor = scale * deviations.reduce(0, +) / (slopes.reduce(0) { $0 + $1 * $1 } + floor)
    let shots = deviations.map { limited(factor * $0) }
    let all = shots.reduce(0.0) { $0 + Double($1) }
    let half = lipschitz * rate * rate / 2
    let gain =
      (rate - half) * slopes.reduce(0) { $0 + $1 * $1 } - half
      * zip(noise, shots).reduce(0) { $0 + $1.0 / Double($1.1) }
    return Decision(shots: shots, gainsPerShot: [gain / all])
  }

  /// The number of shots, rounded up, in the range; the upper end for what is no number.
  private func limited(_ shots: Double) -> Int {
    guard shots < Double(shotRange.upperBound) else { return shotRange.upperBound }
    return max(shotRange.lowerBound, Int(max(shots, 0).rounded(.up)))
  }
}
