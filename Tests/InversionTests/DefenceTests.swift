import Catalogue
import Circuits
import Devices
import Execution
import Formats
import Gradients
import Inversion
import Models
import Numerics
import Testing

@Suite("Attacks on defended gradients") struct DefenceTests {
  private static let stream = RandomStream(seed: 21)
  private static let attack = LeastSquaresAttack(AttackSettings(starts: Scale.isFull ? 24 : 4))

  private func defended(_ instance: Instance, by text: String, seed: UInt64 = 21) throws -> GradientEvidence {
    instance.evidence.defended(by: try GradientDefence(text), RandomStream(seed: seed))
  }

  /// As one sees it who knows of no defence.
  private func naive(_ evidence: GradientEvidence) -> GradientEvidence {
    var result = evidence
    for place in result.rounds.indices { result.rounds[place].defence = .none }
    return result
  }

  @Test(
    "who knows of clipping and pruning finds the inputs to rounding, and who does not finds nothing",
    arguments: ["clip:0.01", "prune:0.5", "prune:0.5+clip:0.01", "clip:0.02+prune:0.4"])
  func exactDefences(text: String) throws {
    let instance = try Instance("complex-2", seed: 2)
    let evidence = try defended(instance, by: text)
    let aware = try Self.attack.find(evidence)
    #expect(try instance.error(of: aware) < 1e-20, "\(aware.message)")
    let unaware = try Self.attack.find(naive(evidence))
    #expect(unaware.recovered == nil, "\(unaware.message)")
  }

  @Test("a batch behind a clipped gradient is found too, and a row whose label is hidden")
  func clippedBatches() throws {
    let batch = try Instance("complex-2", batch: 2, seed: 3)
    let finding = try Self.attack.find(defended(batch, by: "clip:0.01"))
    #expect(try batch.error(of: finding) < 1e-18, "\(finding.message)")
    let hidden = try Instance("complex-2", seed: 5, knowsLabels: false)
    let found = try Self.attack.find(defended(hidden, by: "clip:0.01"))
    #expect(try hidden.error(of: found) < 1e-18, "\(found.message)")
    #expect(found.message.contains("the labels are not"))
  }

  @Test(
    "noise, rounding and randomized quantization of known size leave error bars that hold the truth",
    arguments: [
      "gaussian:0.005", "quantize:5", "quantize:5:stochastic", "rqm:0.3:64:0.9:0.1", "clip:0.05+gaussian:0.001",
    ])
  func noisyDefences(text: String) throws {
    var (held, near) = (0, 0)
    let count = Scale.isFull ? 20 : 1 as UInt64
    for seed in 0..<count {
      var instance = try Instance("complex-2", seed: 30 + seed)
      instance.evidence = try defended(instance, by: text, seed: seed)
      let finding = try Self.attack.find(instance.evidence)
      let score = try InversionScore(finding, truth: instance.rows, evidence: instance.evidence)
      if score.containment?.isWithin(0.999) == true { held += 1 }
      if (score.meanSquaredError ?? 1) < 0.1 { near += 1 }
    }
    #expect(10 * held >= 9 * Int(count) && 10 * near >= 9 * Int(count), "\(held) held, \(near) near")
  }

  @Test("signs lead near the inputs and are never certain")
  func signs() throws {
    var errors: [Double] = []
    let count = Scale.isFull ? 20 : 1 as UInt64
    for seed in 0..<count {
      let instance = try Instance("complex-2", seed: 40 + seed)
      let finding = try Self.attack.find(defended(instance, by: "sign"))
      #expect(!finding.isCertified)
      #expect(finding.message.contains("signs agree"))
      errors.append(try instance.error(of: finding))
    }
    // Guessing has 0.82.
    #expect(errors.reduce(0, +) / Double(count) < 0.3, "\(errors)")
  }

  @Test("of one rotated gradient nothing can be told, and of rounds with one rotation their products give the inputs")
  func rotation() throws {
    var instance = try Instance("complex-2", seed: 6)
    let one = try Self.attack.find(defended(instance, by: "rotate"))
    #expect(one.recovered == nil)
    #expect(one.message.hasPrefix("cannot be recovered, because a rotation that the server does not know"))
    #expect(one.identifiability?.equations == 1)
    var stream = RandomStream(seed: 77)
    for _ in 0..<2 {
      var round = instance.evidence.rounds[0]
      round.weights = round.weights.map { _ in 6 * stream.uniform() }
      instance.evidence.rounds.append(round)
    }
    try instance.measureExactly()
    let three = try Self.attack.find(defended(instance, by: "rotate"))
    #expect(three.identifiability?.equations == 6)
    #expect(try instance.error(of: three) < 1e-16, "\(three.message)")
  }

  @Test(
    "derivatives of what is expected behind defences are difference quotients",
    arguments: [
      "clip:0.01", "clip:0.01+gaussian:0.1", "rqm:5", "prune:0.3+gaussian:0.1", "sign",
    ])
  func derivatives(text: String) throws {
    let instance = try Instance("complex-2", seed: 8)
    let evidence = try defended(instance, by: text)
    let observation = try DefendedObservation.of(evidence, on: nil)
    let center = try observation.predictions(
      of: [instance.truth], target: evidence.values, metric: nil, wantsJacobian: true)[0]
    for input in instance.truth.indices {
      let sides = [1e-5, -1e-5].map { move in
        instance.truth.enumerated().map { $0.offset == input ? $0.element + move : $0.element }
      }
      let there = try observation.predictions(
        of: sides, target: evidence.values, metric: nil, wantsJacobian: false)
      for line in evidence.values.indices {
        let quotient = (there[0].values[line] - there[1].values[line]) / 2e-5
        #expect(abs(quotient - center.jacobian[line, input]) < 1e-6)
      }
    }
  }

  @Test("the covariance of a clipped gradient is that of clipped draws")
  func clippedCovariance() throws {
    var instance = try Instance("complex-2", seed: 9)
    instance.evidence.rounds[0].noise = .init(.exact, addedDeviation: 1e-4)
    let clean = instance.evidence.values
    let evidence = try defended(instance, by: "clip:0.01")
    let observation = try DefendedObservation.of(evidence, on: nil)
    let expected = try observation.covariance(
      of: instance.truth, labels: instance.evidence.labels?.flatMap(\.self) ?? []
    ).matrix
    let (noise, clip) = (try GradientDefence("gaussian:0.0001"), try GradientDefence("clip:0.01"))
    let center = clip.applied(to: clean, Self.stream)
    let (size, count) = (clean.count, 3000)
    var found = Array(repeating: 0.0, count: size * size)
    for draw in 0..<count {
      let noisy = noise.applied(to: clean, round: draw, Self.stream)
      let errors = zip(clip.applied(to: noisy, Self.stream), center).map { $0 - $1 }
      for row in 0..<size {
        for column in 0..<size { found[row * size + column] += errors[row] * errors[column] / Double(count) }
      }
    }
    let scale = expected.map(\.magnitude).max() ?? 0
    let worst = zip(found, expected).reduce(0) { max($0, abs($1.0 - $1.1)) }
    // Of 136 entries with a deviation of at most the largest variance times the root of 2 over the draws.
    #expect(worst < 5 * scale * (2 / Double(count)).squareRoot())
  }

  @Test("inputs are refused whose gradient would not have been clipped, or not pruned so")
  func admission() throws {
    let instance = try Instance("complex-2", seed: 2)
    let labels = instance.evidence.labels?.flatMap(\.self) ?? []
    let long = instance.evidence.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    for (bound, isAdmitted) in [(0.5 * long, true), (2 * long, false)] {
      var evidence = instance.evidence
      evidence.rounds[0].values = evidence.values.map { $0 * bound / long }
      evidence.rounds[0].defence = try GradientDefence("clip:\(bound)")
      let observation = try DefendedObservation.of(evidence, on: nil)
      #expect(try observation.admits(instance.truth, labels: labels) == isAdmitted)
    }
  }

  @Test("a gradient that is longer than it was clipped to is refused")
  func inconsistent() throws {
    var instance = try Instance("complex-2", seed: 2)
    instance.evidence.rounds[0].defence = try GradientDefence("clip:0.001")
    let error = try #require(throws: InversionError.self) { try Self.attack.find(instance.evidence) }
    #expect(error.message.contains("clipped to a length of 0.001"))
  }

  @Test("depolarization that is known is computed with, and costs no more than shots")
  func depolarization() async throws {
    let ideal = try #require(
      try BackendCatalogue(devices: DeviceLibrary(home: nil)).backend(named: "ideal") as? any ExactBackend)
    var instance = try Instance("complex-2", seed: 4)
    instance.evidence.rounds[0].noise = .init(.shots(perEvaluation: 1 << 24, rule: .parameterShift))
    let machine = DepolarizingBackend(ideal, share: 0.3)
    instance.evidence.rounds[0].values = try CircuitObservation(instance.evidence, on: machine).predictions(
      of: [instance.truth], target: instance.evidence.values, metric: nil, wantsJacobian: false)[0].values
    let unaware = try LeastSquaresAttack(AttackSettings(starts: 3, backend: ideal)).find(instance.evidence)
    #expect(try instance.error(of: unaware) > 1e-6)
    instance.evidence.rounds[0].defence = try GradientDefence("depolarize:0.3")
    let finding = try LeastSquaresAttack(AttackSettings(starts: 3, backend: ideal)).find(instance.evidence)
    #expect(try instance.error(of: finding) < 1e-12, "\(finding.message)")
  }

  @Test("a file says how a gradient was defended, for all rounds or for one")
  func reading() throws {
    let layer = try #require(Zoo.model(named: "simple-entangled-2")?.leadingCircuit)
    func read(_ rest: String) throws -> GradientEvidence {
      let weights = (0..<8).map { "\"theta_\($0)\": 1" }.joined(separator: ", ")
      let text = "{\"schema\": 1, \"observable\": \"Z0\", \"labels\": [0], \"weights\": {\(weights)}, \(rest)}"
      return try GradientEvidence(
        reading: JSONReader(parsing: Array(text.utf8)), circuit: layer.circuit, observables: [])
    }
    let clipped = try read(#""gradient": {"theta_0": 1}, "defence": "clip:1""#)
    #expect(clipped.rounds[0].defence == (try GradientDefence("clip:1")))
    #expect(clipped.isExact)
    #expect(try !read(#""gradient": {"theta_0": 1}, "defence": "quantize:4""#).isExact)
    #expect(try read(#""gradient": {"theta_0": 1}, "defence": null"#).rounds[0].defence == .none)
    let error = try #require(throws: FormatError.self) {
      try read(#""gradient": {"theta_0": 1}, "defence": "clp:1""#)
    }
    #expect(error.help == "did you mean 'clip'?")
  }

  @Test(
    "what cannot be attacked together is refused",
    arguments: [
      (["sign", "none"], "signs"), (["rotate", "none"], "rotation"), (["depolarize:0.1", "none"], "depolarization"),
    ])
  func refusals(texts: [String], word: String) throws {
    var instance = try Instance("complex-2", seed: 1)
    instance.evidence.rounds.append(instance.evidence.rounds[0])
    try instance.measureExactly()
    for (place, text) in texts.enumerated() {
      let defence = try GradientDefence(text)
      instance.evidence.rounds[place].values = defence.applied(
        to: instance.evidence.rounds[place].values, Self.stream)
      instance.evidence.rounds[place].defence = defence
    }
    let error = try #require(throws: InversionError.self) { try Self.attack.find(instance.evidence) }
    #expect(error.message.contains(word), "\(error.message)")
    #expect(!error.help.isEmpty)
  }
}
