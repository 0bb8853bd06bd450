internal import Circuits
internal import Execution
internal import Gradients
internal import Models
internal import Numerics

/// The probabilities of all outcomes of some circuits that were run for one row, and how they change with its inputs.
///
/// Derivatives come from shifted angles, exact on any machine whose noise does not depend on angles.
struct CountsModel: Sendable {
  private let layer: CircuitLayer
  /// Of each circuit.
  private var weights: [[Double]]
  /// Whose rows are the inputs.
  private let scheme: GradientScheme
  private let distribution: OutcomeDistributions

  struct Outcomes {
    /// [circuit][outcome], one after the other.
    var probabilities: [Double]
    /// The same of each input's derivatives.
    var slopes: [[Double]]
  }

  init(_ layer: CircuitLayer, weights: [[Double]], on machine: any ExactBackend) throws(InversionError) {
    (self.layer, self.weights) = (layer, weights)
    let parity = PauliString((0..<layer.circuit.qubitCount).map { (qubit: $0, pauli: .z) })
    do throws(GradientError) {
      scheme = try GradientScheme(
        layer.circuit, observables: [Observable([(coefficient: 1, string: parity)])], withRespectTo: layer.inputs,
        rule: .parameterShift)
      let found: OutcomeDistributions?
      do { found = try machine.distributions(of: scheme.circuits[0]) } catch { throw .backend(error) }
      guard let found else { throw .notPredictable(backend: machine.name) }
      distribution = found
    } catch { throw .gradient(error) }
  }

  var circuitCount: Int { weights.count }

  /// Of some of the circuits alone.
  func restricted(to places: [Int]) -> CountsModel {
    var result = self
    result.weights = places.map { weights[$0] }
    return result
  }

  func outcomes(at inputs: [Double], wantsSlopes: Bool) throws(InversionError) -> Outcomes {
    let plans: [[GradientPlan.Evaluation]]
    let found: [[Double]]
    do {
      plans = try weights.map { (weights) throws(GradientError) in
        try scheme.evaluations(at: layer.point(weights, inputs[...]), stream: RandomStream(seed: 0))
      }
    } catch { throw .gradient(error) }
    let points = plans.flatMap { plan in (wantsSlopes ? plan[...] : plan.prefix(1)).map(\.point) }
    do { found = try distribution.probabilities(at: points) } catch {
      // Outside of what some angle is a number for.
      guard case .angleNotFinite = error else { throw .simulation(error) }
      let none = Array(repeating: Double.nan, count: weights.count << layer.circuit.qubitCount)
      return Outcomes(probabilities: none, slopes: wantsSlopes ? layer.inputs.map { _ in none } : [])
    }
    let width = found.first?.count ?? 0
    var result = Outcomes(probabilities: [], slopes: [])
    if wantsSlopes {
      result.slopes = layer.inputs.map { _ in Array(repeating: 0.0, count: width * weights.count) }
    }
    var place = 0
    for (circuit, plan) in plans.enumerated() {
      result.probabilities += found[place].map { $0 < 0 ? 0 : $0 }
      for (evaluation, probabilities) in zip(plan, found[place...]) where wantsSlopes {
        for (input, weight) in evaluation.weights {
          for outcome in 0..<width {
            result.slopes[input][circuit * width + outcome] += weight * probabilities[outcome]
          }
        }
      }
      place += wantsSlopes ? plan.count : 1
    }
    return result
  }
}
