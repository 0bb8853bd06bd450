/// Why an optimiser asks for no further point.
package enum OptimisationEnd: String, Codable, Sendable {
  /// The gradient, or the trust radius, is as small as was asked for.
  case converged
  /// No step down is found any more: rounding, or a gradient that is not that of the values.
  case stalled
  /// The value or the gradient at the start is no number.
  case notFinite = "not-finite"
}
