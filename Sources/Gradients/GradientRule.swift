/// How a gradient is made of values of the function.
package enum GradientRule: Hashable, Sendable {
  /// Values at shifted angles, gate by gate: exact but for shot noise.
  case parameterShift
  /// (f(x + step) - f(x - step)) / (2 step) for every parameter: with an error of the order of step^2.
  case centralDifference(step: Double)
  /// (f(x + step d) - f(x - step d)) / (2 step) d, d of random signs (Spall, 1992), averaged over some directions.
  case simultaneousPerturbation(step: Double, directions: Int)
}
