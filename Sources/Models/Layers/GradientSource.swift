internal import Execution
package import Numerics
package import Simulation

/// Where a circuit layer's numbers come from when they are not computed exactly: shots, a noisy twin, a device.
package struct GradientSource: Sendable {
  /// Makes the source of a layer with a name, for derivatives by some of its circuit's parameters.
  package typealias Maker = @Sendable (CircuitLayer, _ name: String, _ rows: [Int]) throws(ModelError) -> GradientSource
  package typealias Values =
    @Sendable (_ points: CircuitPoints, _ stream: RandomStream) throws(ModelError) -> [Double]
  package typealias Gradients =
    @Sendable (_ points: CircuitPoints, _ stream: RandomStream) throws(ModelError) -> CircuitDerivatives.Gradients

  /// The observables' means, [point][observable]. What is drawn at point i should come from the substream i.
  package var values: Values
  /// And [point][observable][row]; nil where there are means only, which gradient-free training needs.
  package var gradients: Gradients?

  package init(values: @escaping Values, gradients: Gradients? = nil) {
    self.values = values
    self.gradients = gradients
  }

  /// Means from so many shots of each setting at each point, without derivatives.
  package static func sampled(shots: Int) -> Maker {
    { (layer, name, rows) throws(ModelError) in
      do throws(SimulationError) {
        let function = try SampledFunction(layer.circuit, observables: layer.observables)
        return GradientSource(values: { (points, stream) throws(ModelError) in
          do throws(SimulationError) {
            return try function.values(at: points, shots: shots, stream: stream)
          } catch {
            throw .circuit(layer: name, error)
          }
        })
      } catch {
        throw .circuit(layer: name, error)
      }
    }
  }
}
