package import Execution
package import Gradients
package import Numerics

/// Where a circuit layer's numbers come from when they are not computed as exact functions: shots, a noisy twin.
package struct GradientSource: Sendable {
  /// Makes the source of a layer with a name, for derivatives by some of its circuit's parameters.
  package typealias Maker = @Sendable (CircuitLayer, _ name: String, _ rows: [Int]) throws(ModelError) -> GradientSource
  /// Of points that hold a value for each of the circuit's parameters.
  package typealias Values =
    @Sendable (_ points: [[Double]], _ stream: RandomStream) throws(ModelError) -> [Double]
  package typealias Gradients =
    @Sendable (_ points: [[Double]], _ stream: RandomStream) throws(ModelError) -> (values: [Double], slopes: [Double])

  /// The observables' means, [point][observable]. What is drawn at point i should come from the substream i.
  package var values: Values
  /// And [point][observable][row]; nil where there are means only, which gradient-free training needs.
  package var gradients: Gradients?

  package init(values: @escaping Values, gradients: Gradients? = nil) {
    self.values = values
    self.gradients = gradients
  }

  /// Means of the circuits that a rule runs on a backend, from so many shots of each, or exact ones.
  package static func measured(
    on backend: any ExactBackend, shots: Int?, rule: GradientRule = .parameterShift
  ) -> Maker {
    { (layer, name, rows) throws(ModelError) in
      let scheme: GradientScheme
      do throws(GradientError) {
        scheme = try GradientScheme(layer.circuit, observables: layer.observables, withRespectTo: rows, rule: rule)
      } catch {
        throw .gradient(layer: name, error)
      }
      let circuit = try MeasuredCircuit(scheme, name: name, on: backend)
      return GradientSource(
        values: { (points, stream) throws(ModelError) in
          try circuit.values(at: points, shots: shots, stream: stream)
        },
        gradients: { (points, stream) throws(ModelError) in
          try circuit.gradients(at: points, shots: shots, stream: stream)
        })
    }
  }
}
