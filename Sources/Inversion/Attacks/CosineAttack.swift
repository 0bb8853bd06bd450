internal import Numerics

/// Inverting gradients, Geiping and others 2020: Adam on the signs of the slopes of 1 - the cosine between the
/// gradients, whose scale does not matter.
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
