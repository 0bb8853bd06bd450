#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A probability and its complement, each precise where it is small.
struct Tails {
  var lower: Double
  var upper: Double

  var swapped: Tails { Tails(lower: upper, upper: lower) }

  /// The tails that meet at a point; NaN where the probability is none.
  init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  /// The positive x with these tails, of which the smaller one decides: Newton's steps for the logarithm of the tail
  /// as a function of log x, within a bracket that shrinks. `evaluate` gives the tails at x, and x times their density.
  func point(
    from start: Double, limit: Double = .greatestFiniteMagnitude, _ evaluate: (Double) -> (Tails, Double)
  ) -> Double {
    let isLower = lower <= upper
    let wanted = isLower ? lower : upper
    guard wanted > 0 else { return isLower ? 0 : limit }
    var bracket = (Double.leastNonzeroMagnitude, limit)
    var x = start
    let mostSteps = 150
    for _ in 0..<mostSteps {
      let (tails, weight) = evaluate(x)
      let found = isLower ? tails.lower : tails.upper
      if (found < wanted) == isLower { bracket.0 = x } else { bracket.1 = x }
      let change = log(wanted / found) * found / weight
      var next = x * exp(isLower ? change : -change)
      if !(next >= bracket.0 && next <= bracket.1) {
        next = bracket.0.squareRoot() * bracket.1.squareRoot()
      }
      guard (next - x).magnitude > 4 * x.ulp else { return next }
      x = next
    }
    return x
  }
}

/// How log Gamma(a) differs from (a - 1/2) log a - a + log(2 pi) / 2, for positive a.
func stirlingRemainder(_ a: Double) -> Double {
  guard a >= 10 else { return lgamma(a) - ((a - 0.5) * log(a) - a + 0.5 * log(2 * Double.pi)) }
  let square = 1 / (a * a)
  let coefficients: [Double] = [1.0 / 156, -691.0 / 360_360, 1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12]
  return coefficients.reduce(0) { $0 * square + $1 } / a
}

/// a (u - log(1 + u)) with u = (x - a) / a: how much the exponent of a density is below that at its saddle point.
func deviance(_ x: Double, from a: Double) -> Double {
  let share = (x - a) / a
  return a * (share - (share.magnitude < 0.5 ? log1p(share) : log(x / a)))
}

/// first + p(1) / (q(1) + p(2) / (q(2) + ...)) for terms (p, q), by the algorithm of Lentz.
func continuedFraction(first: Double, term: (Double) -> (Double, Double)) -> Double {
  let tiny = 1e-300
  var value = first == 0 ? tiny : first
  var upper = value
  var lower = 0.0
  let mostTerms = 1_000_000
  for n in 1...mostTerms {
    let (numerator, denominator) = term(Double(n))
    lower = denominator + numerator * lower
    upper = denominator + numerator / upper
    lower = 1 / (lower == 0 ? tiny : lower)
    if upper == 0 { upper = tiny }
    let change = upper * lower
    value *= change
    // What is no number ends the loop too.
    if !((change - 1).magnitude > 0x1p-52) { break }
  }
  return value
}
