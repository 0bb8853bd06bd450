internal import Numerics

/// Deep leakage from gradients, Zhu, Liu and Han 2019: L-BFGS on the squared distance of the gradients.
package struct LeakageAttack: InversionAttack {
  package static let name = "dlg"
  package var settings: AttackSettings
  package var iterations = 300

  package init(_ settings: AttackSettings = AttackSettings()) { self.settings = settings }

  package func find(_ evidence: GradientEvidence) throws(InversionError) -> InversionFinding {
    try DescentAttack(settings, name: Self.name).find(evidence) { (slope, start) throws(InversionError) in
      var optimiser = LimitedMemoryBFGS(start: start, gradientTolerance: 1e-15)
      while optimiser.end == nil, optimiser.iterations < iterations, optimiser.evaluations < 4 * iterations {
        let found = try slope(optimiser.point)
        optimiser.tell(value: found.value, gradient: found.slopes)
      }
      return optimiser.origin
    }
  }
}
