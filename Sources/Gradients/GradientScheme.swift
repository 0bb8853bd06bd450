package import Circuits
package import Execution
package import Numerics

/// How a rule differentiates a circuit's expectation values, whatever the point: made once, planned at many points.
///
/// All evaluations are of one circuit with symbolic angles, the measured one with an offset added to every angle that a
/// rule shifts, so that it compiles once; they differ in the values of its parameters.
package struct GradientScheme: Sendable {
  /// The parameters that derivatives are taken by, and their places in the given circuit.
  package let names: [String]
  package let rows: [Int]
  package let rule: GradientRule
  package let measurement: MeasurementPlan
  package let circuit: Circuit
  /// What copies of a scheme share, so that what is compiled for one serves all.
  private let identity = Identity()
  private let shifted: ShiftedCircuit?
  /// Of the given circuit.
  package let parameterCount: Int

  package init(
    _ circuit: Circuit, observables: [Observable], withRespectTo rows: [Int], rule: GradientRule
  ) throws(GradientError) {
    self.rule = rule
    self.rows = rows
    names = rows.map { circuit.parameters[$0].name }
    measurement = MeasurementPlan(observables)
    let unitary = circuit.withoutFinalMeasurements()
    guard !unitary.isInterrupted else { throw .interrupted }
    parameterCount = unitary.parameters.count
    for observable in observables {
      guard let count = observable.qubitCount, count > circuit.qubitCount else { continue }
      throw .simulation(.noSuchQubit(count - 1, count: circuit.qubitCount))
    }
    guard rule == .parameterShift else {
      (self.circuit, shifted) = (unitary, nil)
      return
    }
    do {
      let shifted = try ShiftedCircuit(unitary, rows: rows)
      (self.circuit, self.shifted) = (shifted.circuit, shifted)
    } catch { throw .simulation(.circuit(error)) }
  }

  private final class Identity: Sendable {}

  func isCopy(of other: GradientScheme) -> Bool { identity === other.identity }

  /// The circuits to run, one for each setting of the measurement.
  package var circuits: [Circuit] {
    measurement.settings.map { measurement.circuit(measuring: circuit, in: $0) }
  }

  /// A point of the scheme's circuit where nothing is shifted.
  package func unshifted(_ point: [Double]) -> [Double] {
    point + Array(repeating: 0, count: circuit.parameters.count - point.count)
  }

  /// What is evaluated for the gradient at a point, the first one the point itself; the stream decides the directions
  /// of simultaneous perturbation.
  package func evaluations(at point: [Double], stream: RandomStream) throws(GradientError) -> [GradientPlan.Evaluation]
  {
    guard point.count == parameterCount else {
      throw .simulation(.circuit(.wrongValueCount(expected: parameterCount, found: point.count)))
    }
    switch rule {
    case .parameterShift: return shifted?.evaluations(at: point) ?? []
    case .centralDifference(let step):
      return [GradientPlan.Evaluation(point: point)]
        + rows.indices.flatMap { pair([($0, step)], at: point, over: 2 * step) }
    case .simultaneousPerturbation(let step, let directions):
      return [GradientPlan.Evaluation(point: point)]
        + (0..<directions).flatMap { number in
          var draws = stream.substream("directions").substream(number)
          let signs = rows.indices.map { (index: $0, value: draws.next() & 1 == 0 ? step : -step) }
          return pair(signs, at: point, over: 2 * step * Double(directions))
        }
    }
  }

  /// The values at both sides of the point along some moves: each move's sign times their difference over a distance.
  private func pair(
    _ moves: [(index: Int, value: Double)], at point: [Double], over distance: Double
  ) -> [GradientPlan.Evaluation] {
    [1.0, -1.0].map { side in
      var evaluation = GradientPlan.Evaluation(point: point)
      for (index, move) in moves {
        evaluation.point[rows[index]] += side * move
        evaluation.weights.append((index, side * (move < 0 ? -1 : 1) / distance))
      }
      return evaluation
    }
  }
}
