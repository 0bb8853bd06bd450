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

/// Inverting gradients, Geiping and others 2020: Adam on the signs of the slopes of 1 - the cosine between the gradients,
/// whose scale does not matter.
package struct CosineAttack: InversionAttack {
  package static let name = "cosine"
  package var settings: AttackSettings
  package var iterations = 400
  package var rate = 0.1

  package init(_ settings: AttackSettings = AttackSettings()) { self.settings = settings }

  package func find(_ evidence: GradientEvidence) throws(InversionError) -> InversionFinding {
    try DescentAttack(settings, name: Self.name, isCosine: true).find(evidence) {
      (slope, start) throws(InversionError) in
      var inputs = start
      var adam = GradientDescent(.adam(rate: rate), count: inputs.count)
      for iteration in 0..<iterations {
        // The rate falls tenfold after 3/8, 5/8 and 7/8 of the way, as theirs does.
        let share = [3, 5, 7].reduce(1.0) { 8 * iteration >= $1 * iterations ? $0 / 10 : $0 }
        let signs = try slope(inputs).slopes.map { $0 > 0 ? 1.0 : $0 < 0 ? -1 : 0 }
        var moved = inputs
        adam.step(&moved, gradient: signs)
        for place in inputs.indices { inputs[place] += share * (moved[place] - inputs[place]) }
      }
      return inputs
    }
  }
}

/// Inputs drawn from their ranges: what knowing nothing gives.
package struct GuessAttack: InversionAttack {
  package static let name = "guess"
  package var settings: AttackSettings

  package init(_ settings: AttackSettings = AttackSettings()) { self.settings = settings }

  package func find(_ evidence: GradientEvidence) throws(InversionError) -> InversionFinding {
    let domain = try InputDomain(of: evidence)
    var finding = InversionFinding(attack: Self.name, labels: evidence.labels ?? [])
    finding.starts = 1
    let start = settings.startPoints(1, of: evidence, in: domain)[0]
    finding.take(start, labels: evidence.labels ?? [], loss: nil, of: evidence, in: domain)
    finding.message = "a guess within the input range, whatever the gradient is"
    return finding
  }
}
