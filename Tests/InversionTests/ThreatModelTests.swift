import Circuits
import Gradients
import Inversion
import Models
import Numerics
import Testing

@Suite struct ThreatModelTests {
  @Test("batches below the rank are found, in some order", arguments: [2, 3])
  func batches(size: Int) throws {
    for seed in 0..<2 as Range<UInt64> {
      let instance = try Instance("complex-2", batch: size, seed: seed)
      let finding = try LeastSquaresAttack(AttackSettings(starts: 16)).find(instance.evidence)
      #expect(try instance.error(of: finding) < 1e-20, "\(finding.message)")
      #expect(finding.identifiability?.unknowns == 2 * size)
    }
  }

  @Test("labels that are hidden are found with the inputs")
  func hiddenLabels() throws {
    let known = try Instance("complex-2", seed: 5)
    let hidden = try Instance("complex-2", seed: 5, knowsLabels: false)
    let finding = try LeastSquaresAttack(AttackSettings(starts: 24)).find(hidden.evidence)
    #expect(try hidden.error(of: finding) < 1e-18, "\(finding.message)")
    let label = try #require(finding.labels.first?.first)
    #expect((label - (known.evidence.labels?[0][0] ?? .nan)).magnitude < 1e-9)
  }

  @Test("an update after local steps tells as much as a gradient", arguments: [1, 4])
  func updates(steps: Int) throws {
    var instance = try Instance("complex-2", seed: 7)
    instance.evidence.rounds[0].message = .update(LocalSteps(count: steps, rate: 0.1))
    try instance.measureExactly()
    let finding = try LeastSquaresAttack(AttackSettings(starts: 24)).find(instance.evidence)
    #expect(try instance.error(of: finding) < 1e-18, "\(finding.message)")
  }

  @Test("what an update becomes with the inputs is its difference quotient")
  func updateDerivatives() throws {
    var instance = try Instance("complex-2", batch: 2, seed: 8)
    instance.evidence.rounds[0].message = .update(LocalSteps(count: 3, rate: 0.2))
    let observation = try CircuitObservation(instance.evidence, on: nil)
    try expectDerivatives(of: observation, at: instance.truth, count: instance.evidence.values.count)
  }

  @Test("derivatives of expected gradients are difference quotients, of every loss", arguments: [0, 1, 2])
  func derivatives(loss: Int) throws {
    var instance = try Instance("zz-efficient-2", batch: 2, seed: 9)
    switch loss {
    case 0: break
    case 1: (instance.evidence.loss, instance.evidence.labels) = (.expectation, [[], []])
    default: instance = try Self.classifier(seed: 9, batch: 2)
    }
    let observation = try CircuitObservation(instance.evidence, on: nil)
    try expectDerivatives(
      of: observation, at: instance.truth, count: instance.evidence.rounds[0].components.count)
  }

  @Test("a classifier's gradient gives its row away, its class unknown, with its head and without")
  func classes() throws {
    for keepsHead in [true, false] {
      var instance = try Self.classifier(seed: 3, batch: 1)
      if !keepsHead {
        instance.evidence.rounds[0].components.removeAll { $0 >= instance.evidence.layer.weights.count }
      }
      instance.evidence.rounds[0].values = instance.evidence.rounds[0].components.map { _ in 0 }
      try instance.measureExactly()
      let label = instance.evidence.labels
      instance.evidence.labels = nil
      let finding = try LeastSquaresAttack(AttackSettings(starts: 16)).find(instance.evidence)
      #expect(try instance.error(of: finding) < 1e-18, "\(finding.message)")
      #expect(finding.labels == label)
    }
  }

  @Test("rounds about the same rows tell what one cannot")
  func rounds() throws {
    // Four rows have eight inputs, as many as the rank of one round.
    var instance = try Instance("complex-2", batch: 4, seed: 2)
    let one = try LeastSquaresAttack(AttackSettings(starts: 4)).find(instance.evidence)
    var stream = RandomStream(seed: 77)
    for _ in 0..<2 {
      var round = instance.evidence.rounds[0]
      round.weights = round.weights.map { _ in 6 * stream.uniform() }
      instance.evidence.rounds.append(round)
    }
    try instance.measureExactly()
    let three = try LeastSquaresAttack(AttackSettings(starts: 16)).find(instance.evidence)
    #expect(try instance.error(of: three) < 1e-16, "\(three.message)")
    #expect((three.identifiability?.rank ?? 0) > (one.identifiability?.rank ?? 0))
  }

  @Test("part of a gradient is enough where it is of full rank")
  func partialGradients() throws {
    var instance = try Instance("complex-6", seed: 4)
    instance.evidence.rounds[0].components = Array(0..<20)
    instance.evidence.rounds[0].values = Array(instance.evidence.rounds[0].values[0..<20])
    let finding = try LeastSquaresAttack(AttackSettings(starts: 32)).find(instance.evidence)
    #expect(try instance.error(of: finding) < 1e-18, "\(finding.message)")
  }

  @Test(
    "beyond the rank nothing is recovered, and two different batches that give the same gradient are shown",
    arguments: [
      ("simple-2", 3), ("simple-2", 8), ("simple-entangled-2", 4), ("complex-2", 5), ("complex-3", 8),
      ("complex-4", 40),
    ])
  func family(model: String, batch: Int) throws {
    for knowsLabels in [true, false] {
      let instance = try Instance(model, batch: batch, seed: 3, knowsLabels: knowsLabels)
      let finding = try LeastSquaresAttack().find(instance.evidence)
      let identifiability = try #require(finding.identifiability)
      #expect(identifiability.unknowns > identifiability.rank && finding.recovered == nil && !finding.isCertified)
      try #require(finding.solutions.count == 2, "\(finding.message)")
      #expect(finding.message.contains("a whole family of inputs matches it, such as these two"))
      let set = SolutionSet(
        in: try InputDomain(of: instance.evidence), batchSize: batch, labels: instance.evidence.labels)
      let distance = set.distance(finding.solutions[0].flatMap(\.self), finding.solutions[1].flatMap(\.self))
      #expect(distance > 0.01, "\(distance)")
      guard knowsLabels else { continue }
      for solution in finding.solutions {
        var other = instance
        other.truth = solution.flatMap(\.self)
        try other.measureExactly()
        for (own, shared) in zip(other.evidence.values, instance.evidence.values) {
          #expect((own - shared).magnitude < 1e-13)
        }
      }
    }
  }

  @Test("what cannot be recovered is said with the reason")
  func unrecoverable() throws {
    var zero = try Instance("complex-2", seed: 1)
    zero.evidence.rounds[0].values = zero.evidence.rounds[0].values.map { _ in 0 }
    let none = try LeastSquaresAttack().find(zero.evidence)
    #expect(none.recovered == nil)
    #expect(none.message.contains("the gradient is zero"))
    var thin = try Instance("complex-6", seed: 1)
    thin.evidence.rounds[0].components = [3, 4]
    thin.evidence.rounds[0].values = Array(thin.evidence.rounds[0].values[3...4])
    let family = try LeastSquaresAttack(AttackSettings(starts: 16)).find(thin.evidence)
    #expect(family.recovered == nil)
    #expect(family.message.contains("a whole family of inputs"), "\(family.message)")
    var wrong = try Instance("complex-2", seed: 1)
    wrong.evidence.rounds[0].values[0] += 0.5
    let foreign = try LeastSquaresAttack(AttackSettings(starts: 16)).find(wrong.evidence)
    #expect(foreign.recovered == nil)
    #expect(foreign.message.contains("nothing recovered"), "\(foreign.message)")
    #expect(!foreign.message.contains("missed"), "\(foreign.message)")
    var fast = try Instance("zz-efficient-2", seed: 1)
    fast.evidence.rounds[0].values[0] += 0.5
    let missed = try LeastSquaresAttack(AttackSettings(starts: 16)).find(fast.evidence)
    #expect(missed.message.contains("or its inputs were missed"), "\(missed.message)")
  }

  @Test(
    "the numerical attack finds inputs, with each reading of its filter", arguments: NumericalAttack.Filter.allCases)
  func numerical(filter: NumericalAttack.Filter) throws {
    var successes = 0
    for seed in 0..<3 as Range<UInt64> {
      let instance = try Instance("complex-2", weights: .ones, seed: seed)
      var attack = NumericalAttack(AttackSettings(starts: 4))
      (attack.filter, attack.window, attack.iterations) = (filter, 2, 100)
      if try instance.error(of: try attack.find(instance.evidence)) <= 0.005 { successes += 1 }
    }
    #expect(successes >= 2)
  }

  @Test("baselines find what is easy, and a guess does not")
  func baselines() throws {
    let instance = try Instance("complex-2", seed: 6)
    #expect(try instance.error(of: LeakageAttack().find(instance.evidence)) < 1e-10)
    #expect(try instance.error(of: CosineAttack().find(instance.evidence)) < 1e-2)
    #expect(try instance.error(of: GuessAttack().find(instance.evidence)) > 1e-2)
  }

  @Test("no attack recovers anything from a zero gradient, nor from descents that end in no number")
  func nothingFound() throws {
    var instance = try Instance("complex-2", seed: 6)
    let values = instance.evidence.values
    let settings = AttackSettings(starts: 2)
    let attacks: [any InversionAttack] = [
      LeakageAttack(settings), CosineAttack(settings), NumericalAttack(settings), GuessAttack(settings),
    ]
    instance.evidence.rounds[0].values = values.map { _ in 0 }
    for attack in attacks {
      let finding = try attack.find(instance.evidence)
      #expect(finding.recovered == nil)
      #expect(finding.message.contains("the gradient is zero"))
    }
    instance.evidence.rounds[0].values = values.map { _ in 1e200 }
    for attack in attacks.dropLast() {
      let finding = try attack.find(instance.evidence)
      #expect(finding.recovered == nil)
      #expect(finding.message.contains("nothing recovered"), "\(finding.message)")
    }
  }

  /// Two means of two qubits, and a head of three classes.
  private static func classifier(seed: UInt64, batch: Int) throws -> Instance {
    var instance = try Instance("complex-2", batch: batch, seed: seed)
    let circuit = instance.evidence.layer.circuit
    let observables = [0, 1].map { Observable([(coefficient: 1, string: PauliString($0, .z))]) }
    let head = try #require(
      DenseHead(weights: RealMatrix(rows: [[1, -0.5], [0.3, 0.8], [-1, 0.2]]), bias: [0.1, -0.2, 0.3]))
    instance.evidence.layer = CircuitLayer(circuit, observables: observables)
    instance.evidence.loss = .crossEntropy(head)
    instance.evidence.labels = (0..<batch).map { row in (0..<3).map { $0 == (row + 1) % 3 ? 1 : 0 } }
    let count = instance.evidence.layer.weights.count + instance.evidence.loss.furtherCount
    instance.evidence.rounds[0].components = Array(0..<count)
    instance.evidence.rounds[0].values = Array(repeating: 0, count: count)
    return instance
  }

  private func expectDerivatives(of observation: CircuitObservation, at inputs: [Double], count: Int) throws {
    let target = Array(repeating: 0.0, count: count)
    let center = try observation.predictions(of: [inputs], target: target, metric: nil, wantsJacobian: true)[0]
    for input in inputs.indices {
      let step = 1e-5
      let sides = [step, -step].map { move in
        inputs.enumerated().map { $0.offset == input ? $0.element + move : $0.element }
      }
      let there = try observation.predictions(of: sides, target: target, metric: nil, wantsJacobian: false)
      for line in 0..<count {
        let quotient = (there[0].values[line] - there[1].values[line]) / (2 * step)
        #expect((quotient - center.jacobian[line, input]).magnitude < 1e-8)
      }
    }
  }
}
