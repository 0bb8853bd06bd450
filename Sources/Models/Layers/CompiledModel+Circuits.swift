internal import Circuits
internal import Execution
package import Gradients
package import Numerics

/// How many circuits a machine runs for one row.
package struct CircuitCounts: Hashable, Sendable {
  /// For its outputs.
  package var value: Int
  /// For its outputs and their derivatives.
  package var gradient: Int
  /// For its outputs with all first and second derivatives, by shifts of one and of two of P parameters that stand in
  /// Pauli rotations each: 1 + 2 P + P + 4 P (P - 1) / 2 for each setting. (Mari, Bromley and Killoran, Phys. Rev. A 103
  /// (2021) 012405, equations 13 and 15.)
  package var curvature: Int

  package init(value: Int, gradient: Int, curvature: Int) {
    self.value = value
    self.gradient = gradient
    self.curvature = curvature
  }
}

extension CompiledModel {
  /// What a row takes where a rule measures all circuits of the model; nothing of a model without circuits.
  package func circuitCounts(rule: GradientRule = .parameterShift) throws(ModelError) -> CircuitCounts {
    var counts = CircuitCounts(value: 0, gradient: 0, curvature: 0)
    for step in chain.circuits {
      do throws(GradientError) {
        let scheme = try GradientScheme(
          step.layer.circuit, observables: step.layer.observables, withRespectTo: step.rows, rule: rule)
        let start = RowArithmetic.zeros(scheme.parameterCount)
        let settings = scheme.measurement.settings.count
        let parameters = scheme.rows.count
        counts.value += settings
        counts.curvature += settings * (1 + parameters + 2 * parameters * parameters)
        counts.gradient += settings * (try scheme.evaluations(at: start, stream: RandomStream(seed: 0)).count)
      } catch {
        throw .gradient(layer: step.name, error)
      }
    }
    return counts
  }

  /// The amplitudes that each row's circuit ends with, without noise, [row][state]; nil where the model is not one
  /// circuit with layers before and after it.
  package func finalStates(_ rows: [Double], weights: [Double]) throws(ModelError) -> [Complex]? {
    guard let parts = SingleCircuit(of: self) else { return nil }
    let pass = try pass(rows, weights, keeps: false, RandomStream(seed: 0))
    return try parts.circuit.amplitudes(parts.front.forward(rows, pass).outputs, pass)
  }
}

extension LayerChain {
  /// The circuits in it and in its branches, in order.
  var circuits: [CircuitStep] {
    layers.flatMap { layer -> [CircuitStep] in
      switch layer {
      case let circuit as CircuitStep: [circuit]
      case let parallel as ParallelStep: parallel.branches.flatMap(\.chain.circuits)
      default: []
      }
    }
  }
}
