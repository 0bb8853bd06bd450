#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The first derivative of ln Gamma at a positive number: recurrence up to 10, then Abramowitz and Stegun 6.3.18.
package func digamma(_ x: Double) -> Double {
  guard x > 0 else { return .nan }
  var (x, sum) = (x, 0.0)
  while x < 10 {
    sum -= 1 / x
    x += 1
  }
  let square = 1 / (x * x)
  let coefficients: [Double] = [-1.0 / 12, 691.0 / 32760, -1.0 / 132, 1.0 / 240, -1.0 / 252, 1.0 / 120, -1.0 / 12]
  let remainder: Double = coefficients.reduce(0) { $0 * square + $1 }
  return sum + log(x) - 0.5 / x + remainder * square
}

/// The second derivative of ln Gamma at a positive number: recurrence up to 10, then Abramowitz and Stegun 6.4.12.
package func trigamma(_ x: Double) -> Double {
  guard x > 0 else { return .nan }
  var (x, sum) = (x, 0.0)
  while x < 10 {
    sum += 1 / (x * x)
    x += 1
  }
  let square = 1 / (x * x)
  let coefficients: [Double] = [7.0 / 6, -691.0 / 2730, 5.0 / 66, -1.0 / 30, 1.0 / 42, -1.0 / 30, 1.0 / 6]
  let remainder: Double = coefficients.reduce(0) { $0 * square + $1 }
  return sum + 1 / x + 0.5 * square + remainder * square / x
}
