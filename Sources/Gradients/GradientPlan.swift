package import Circuits
package import Execution
package import Numerics

/// Which circuits give the gradient of a circuit's expectation values at a point, and how it follows from them.
package struct GradientPlan: Sendable {
  /// A point of the scheme's circuit, and what the values there add to the derivatives.
  package struct Evaluation: Sendable {
    package var point: [Double]
    /// Entries of the gradient, with the factor that the value there counts with.
    package var weights: [(index: Int, value: Double)] = []

    package init(point: [Double], weights: [(index: Int, value: Double)] = []) {
      self.point = point
      self.weights = weights
    }
  }

  package let scheme: GradientScheme
  /// The first one is the point itself.
  package let evaluations: [Evaluation]

  package init(_ scheme: GradientScheme, at point: [Double], stream: RandomStream) throws(GradientError) {
    self.scheme = scheme
    evaluations = try scheme.evaluations(at: point, stream: stream)
  }

  /// Plans the gradient at a point; the stream decides the directions of simultaneous perturbation.
  package init(
    _ circuit: Circuit, observables: [Observable], withRespectTo rows: [Int], rule: GradientRule, at point: [Double],
    stream: RandomStream
  ) throws(GradientError) {
    let scheme = try GradientScheme(circuit, observables: observables, withRespectTo: rows, rule: rule)
    try self.init(scheme, at: point, stream: stream)
  }

  package var names: [String] { scheme.names }
  package var circuit: Circuit { scheme.circuit }
  package var measurement: MeasurementPlan { scheme.measurement }

  /// How many circuits a run takes.
  package var circuitCount: Int { evaluations.count * measurement.settings.count }
}
