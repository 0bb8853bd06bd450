#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension RandomStream {
  /// How many of `count` independent trials succeed, each with a probability that is taken into [0, 1].
  ///
  /// The time does not grow with `count`: up to ten expected successes are found by the geometric gaps between
  /// them, more by `largeBinomial`.
  package mutating func binomial(_ count: Int, probability: Double) -> Int {
    guard count > 0, probability > 0 else { return 0 }
    guard probability < 1 else { return count }
    if probability > 0.5 { return count - binomial(count, probability: 1 - probability) }
    if Double(count) * probability >= 10 { return largeBinomial(count, probability) }
    let scale = 1 / log1p(-probability)
    var successes = -1
    var trials = 0.0
    repeat {
      successes += 1
      trials += (log(1 - uniform()) * scale).rounded(.down) + 1
    } while trials <= Double(count)
    return successes
  }

  /// Hörmann's transformed rejection BTRS, "The generation of binomial random variates", J. Stat. Comput. Simul. 46
  /// (1993) 101, for at least ten expected successes and a probability of at most one half.
  private mutating func largeBinomial(_ count: Int, _ probability: Double) -> Int {
    let n = Double(count)
    let deviation = (n * probability * (1 - probability)).squareRoot()
    let b = 1.15 + 2.53 * deviation
    let a = -0.0873 + 0.0248 * b + 0.01 * probability
    let center = n * probability + 0.5
    let quickAcceptance = 0.92 - 4.2 / b
    let odds = probability / (1 - probability)
    let alpha = (2.83 + 5.1 / b) * deviation
    let mode = ((n + 1) * probability).rounded(.down)
    while true {
      let u = uniform() - 0.5
      let v = 1 - uniform()
      let distance = 0.5 - u.magnitude
      let k = ((2 * a / distance + b) * u + center).rounded(.down)
      guard k >= 0, k <= n else { continue }
      if distance >= 0.07, v <= quickAcceptance { return Int(exactly: k) ?? count }
      let bound =
        (mode + 0.5) * log((mode + 1) / (odds * (n - mode + 1)))
        + (n + 1) * log((n - mode + 1) / (n - k + 1))
        + (k + 0.5) * log(odds * (n - k + 1) / (k + 1))
        + stirlingTail(mode) + stirlingTail(n - mode) - stirlingTail(k) - stirlingTail(n - k)
      if log(v * alpha / (a / (distance * distance) + b)) <= bound { return Int(exactly: k) ?? count }
    }
  }

  /// Shares `count` draws among outcomes in proportion to their weights; weights that are not positive get none.
  /// - Precondition: a positive weight, and a finite sum.
  package mutating func multinomial(_ count: Int, weights: [Double]) -> [Int] {
    var result = Array(repeating: 0, count: weights.count)
    var rest = weights.map { $0 > 0 ? $0 : 0 }
    for index in rest.indices.dropLast().reversed() { rest[index] += rest[index + 1] }
    var left = count
    for (index, weight) in weights.enumerated() where left > 0 && weight > 0 {
      result[index] = binomial(left, probability: weight / rest[index])
      left -= result[index]
    }
    return result
  }
}

/// What Stirling's formula for log k! with k + 1/2 in place of k leaves: log k! minus
/// (k + 1/2) log(k + 1) - (k + 1) + log(2 pi) / 2.
private func stirlingTail(_ k: Double) -> Double {
  if k < 10 {
    return lgamma(k + 1) - ((k + 0.5) * log(k + 1) - (k + 1) + 0.5 * log(2 * Double.pi))
  }
  let square = (k + 1) * (k + 1)
  return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1)
}
