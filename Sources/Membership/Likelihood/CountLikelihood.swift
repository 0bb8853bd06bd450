#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Numerics

/// How probable the counts of an example's queries are under probabilities of outcomes, but for a factor that does not
/// depend on them.
///
/// Without drift the shots of all queries are one multinomial sample. With drift each query has its own probabilities,
/// Dirichlet distributed around the same mean: of two outcomes this is the beta-binomial distribution, whose variance
/// is (1 + (n - 1) rho) times the binomial one.
struct CountLikelihood: Sendable {
  /// Counts of each query that is kept apart.
  private let jobs: [[Double]]
  /// The Dirichlet distribution's concentration, 1 / rho - 1; nil without drift.
  private let concentration: Double?
  /// All shots.
  let shots: Double

  /// - Precondition: rows of counts as long as each other.
  init(jobs: [[Int]], drift: Double = 0) {
    let summed = jobs.dropFirst().reduce(jobs[0]) { sum, job in zip(sum, job).map { $0 + $1 } }
    shots = Double(summed.reduce(0, +))
    concentration = drift > 0 ? 1 / drift - 1 : nil
    self.jobs = (drift > 0 ? jobs : [summed]).map { $0.map(Double.init) }
  }

  /// Shares of all shots, with half a shot more an outcome.
  var shares: [Double] {
    let count = Double(jobs[0].count)
    return jobs[0].indices.map { place in
      (jobs.reduce(0) { $0 + $1[place] } + 0.5) / (shots + 0.5 * count)
    }
  }

  /// How many independent shots tell as much.
  var effectiveShots: Double {
    guard let concentration else { return shots }
    let drift = 1 / (concentration + 1)
    return jobs.reduce(0) { sum, job in
      let own = job.reduce(0, +)
      return sum + own / (1 + (own - 1) * drift)
    }
  }

  // MARK: Two outcomes

  /// The logarithm as a function of the first outcome's logit.
  func onLine(_ logit: Double) -> (value: Double, slope: Double, curvature: Double) {
    let first = 1 / (1 + exp(-logit))
    let second = 1 / (1 + exp(logit))
    guard let concentration else {
      let hits = jobs[0][0]
      // ln(1 - p), precise on both sides.
      let rest = logit > 0 ? -logit - log1p(exp(-logit)) : -log1p(exp(logit))
      return (hits * logit + shots * rest, hits - shots * first, -shots * first * second)
    }
    var (value, slope, curvature) = (0.0, 0.0, 0.0)
    let (left, right) = (Self.shape(concentration * first), Self.shape(concentration * second))
    let width = concentration * first * second
    for job in jobs {
      let (one, other) = (Self.rise(left, job[0]), Self.rise(right, job[1]))
      value += one.value + other.value
      let difference = one.first - other.first
      slope += width * difference
      curvature += width * (second - first) * difference + width * width * (one.second + other.second)
    }
    return (value, slope, curvature)
  }

  /// A shape of a Dirichlet distribution that gamma functions are finite of.
  private static func shape(_ value: Double) -> Double { max(value, 1e-280) }

  /// ln Gamma(a + k) - ln Gamma(a) and its derivatives with respect to a.
  private static func rise(_ shape: Double, _ count: Double) -> (value: Double, first: Double, second: Double) {
    guard count > 0 else { return (0, 0, 0) }
    return (
      lgamma(shape + count) - lgamma(shape), digamma(shape + count) - digamma(shape),
      trigamma(shape + count) - trigamma(shape)
    )
  }

  // MARK: Any number of outcomes

  /// The logarithm as a function of the logarithms of probabilities, with its first and second derivatives; mixed ones
  /// are nought.
  func inSpace(_ logarithms: [Double]) -> (value: Double, first: [Double], second: [Double]) {
    guard let concentration else {
      let value = zip(jobs[0], logarithms).reduce(0) { $0 + ($1.0 > 0 ? $1.0 * $1.1 : 0) }
      return (value, jobs[0], jobs[0].map { _ in 0 })
    }
    var value = 0.0
    var first = logarithms.map { _ in 0.0 }
    var second = first
    for (place, logarithm) in logarithms.enumerated() {
      let shape = Self.shape(concentration * exp(logarithm))
      for job in jobs {
        let rise = Self.rise(shape, job[place])
        value += rise.value
        first[place] += shape * rise.first
        second[place] += shape * shape * rise.second + shape * rise.first
      }
    }
    return (value, first, second)
  }

  /// The logarithm where probabilities are themselves Dirichlet distributed with these shapes, and stay the same for
  /// all shots. Drift is left out.
  func logarithm(shapes: [Double]) -> Double {
    let total = shapes.reduce(0, +)
    let summed = jobs[0].indices.map { place in jobs.reduce(0) { $0 + $1[place] } }
    let rises = zip(shapes, summed).reduce(0) { sum, pair in
      pair.1 > 0 ? sum + lgamma(pair.0 + pair.1) - lgamma(pair.0) : sum
    }
    return rises - lgamma(total + shots) + lgamma(total)
  }
}
