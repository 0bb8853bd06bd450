import Circuits
import Execution
import Gradients
import Inversion
import Models
import Numerics
import Simulation
import Testing

extension Instance {
  /// The truth's rows.
  var rows: [[Double]] { evidence.rows(of: truth) }

  /// The same evidence from so many shots of each circuit; its values are still exact.
  func measured(shots: Int) -> GradientEvidence {
    var result = evidence
    for place in result.rounds.indices {
      result.rounds[place].noise = .init(.shots(perEvaluation: shots, rule: .parameterShift))
    }
    return result
  }

  /// Means and their derivatives of one row at its weights, by the engine: of the model's observable and its square.
  func means(of inputs: [Double], shifting moves: [(weight: Int, by: Double)] = []) throws -> (Double, Double) {
    let layer = evidence.layer
    let observable = try #require(layer.observables.first)
    var squared: [(coefficient: Double, string: PauliString)] = []
    for first in observable.terms {
      for second in observable.terms {
        // Of strings of Z alone, what both hold cancels.
        let qubits = Set(first.string.factors.map(\.qubit)).symmetricDifference(second.string.factors.map(\.qubit))
        squared.append(
          (first.coefficient * second.coefficient, PauliString(qubits.sorted().map { (qubit: $0, pauli: Pauli.z) })))
      }
    }
    let function = try CircuitFunction(layer.circuit, observables: [observable, Observable(squared)])
    var point = Array(repeating: 0.0, count: layer.circuit.parameters.count)
    for (place, value) in zip(layer.weights, evidence.rounds[0].weights) { point[place] = value }
    for (place, value) in zip(layer.inputs, inputs) { point[place] = value }
    for (weight, move) in moves { point[layer.weights[weight]] += move }
    let values = try function.values(at: point)
    return (values[0], values[1])
  }
}

/// Whether all numbers agree to a share of the largest.
func areClose(_ first: RealMatrix, _ second: RealMatrix, within share: Double) -> Bool {
  let scale = second.elements.reduce(0) { max($0, $1.magnitude) }
  return first.distance(to: second) <= share * scale
}

/// Whether a matrix less another has no negative eigenvalue but rounding.
func isNoLess(_ first: RealMatrix, than second: RealMatrix) throws -> Bool {
  var difference = first
  for place in difference.elements.indices { difference.elements[place] -= second.elements[place] }
  let system = try #require(SymmetricEigensystem(difference))
  let scale = first.elements.reduce(0) { max($0, $1.magnitude) }
  return (system.values.last ?? 0) >= -1e-9 * scale
}
