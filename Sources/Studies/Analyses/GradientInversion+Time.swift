internal import Circuits
internal import Inversion
internal import Models

extension GradientInversion {
  /// What the attack and the limits beside it take of one core, to a factor of a few: how many gradients an attack looks
  /// at depends on how soon it finds something.
  func seconds(at point: GridPoint, _ layer: CircuitLayer, circuits: Int) -> Double {
    let batch = Double(point.number(.batchSize) ?? 1)
    let inputs = Double(layer.inputs.count)
    let amplitudes = Double(layer.circuit.operations.count) * Double(1 << min(layer.circuit.qubitCount, 62))
    let limits =
      point.number(.shots) == nil ? 0 : Double(priorPoints) * Double(circuits) * inputs * (1e-5 + 4e-9 * amplitudes)
    return limits + looks(at: point, unknowns: batch * inputs) * batch * (5e-7 + 4e-9 * amplitudes)
  }

  /// Gradients that an attack computes, a step with derivatives by all unknowns counted as so many more.
  private func looks(at point: GridPoint, unknowns: Double) -> Double {
    switch AttackChoice(rawValue: point.name(.attack) ?? "") {
    case .leastSquares, nil: Double(starts ?? LeastSquaresAttack.mostStarts) * 80 * (1 + unknowns)
    case .numerical: Double(starts ?? NumericalAttack.usualStarts) * 4000 * unknowns
    case .leakage, .cosine: Double(starts ?? 10) * 300
    case .snapshot: 100
    case .guess: 0
    }
  }
}
