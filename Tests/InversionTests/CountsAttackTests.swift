import Circuits
import Execution
import Formats
import Gradients
import Models
import Numerics
import Simulation
import Testing

@testable import Inversion

@Suite("Attacks on the counts of every circuit") struct CountsAttackTests {
  /// Rows within (0, pi), and true multinomial shots of each parameter's shifted circuits.
  private struct Case {
    var evidence: CountsEvidence
    var truth: [[Double]]
    var shots: Int

    init(_ name: String, rows: Int = 1, shots: Int, seed: UInt64, draw: UInt64 = 0) throws {
      let instance = try Instance(name, batch: rows, seed: seed)
      let layer = instance.evidence.layer
      let weights = instance.evidence.rounds[0].weights
      var circuits = [weights]
      for place in weights.indices {
        for side in [1.0, -1.0] {
          var shifted = weights
          shifted[place] += side * .pi / 2
          circuits.append(shifted)
        }
      }
      var stream = RandomStream(seed: seed).substream("counts").substream(Int(draw))
      let simulator = StateSimulator()
      truth = instance.evidence.rows(of: instance.truth)
      self.shots = shots
      let measured = try truth.map { row in
        try circuits.map { weights in
          let amplitudes = try simulator.amplitudes(
            of: layer.circuit, parameters: layer.point(weights, row[...]))
          return CountsEvidence.Measured(
            weights: weights, counts: stream.multinomial(shots, weights: amplitudes.map(\.squaredMagnitude)))
        }
      }
      evidence = CountsEvidence(layer: layer, rows: measured)
    }

    func squaredErrors(of finding: InversionFinding) throws -> [Double] {
      let recovered = try #require(finding.recovered, "\(finding.message)")
      let domain = try InputDomain(of: evidence.withoutCounts)
      return zip(recovered, truth).flatMap { own, row in
        zip(own, row).enumerated().map { place, pair in
          let difference = domain.difference(pair.0, pair.1, of: place)
          return difference * difference
        }
      }
    }
  }

  private static let attack = CountsAttack(AttackSettings(backend: Machines.ideal))

  @Test(
    "rows are rebuilt at the Cramer-Rao limit of the counts, and certified answers hold the truth",
    arguments: [("simple-2", 256), ("complex-2", 64), ("complex-3", 1024), ("zz-efficient-2", 1024)])
  func limit(model: String, shots: Int) throws {
    var (sum, bound, certified, covered) = (0.0, 0.0, 0, 0)
    let draws = Scale.isFull ? 200 : 16
    for draw in 0..<draws {
      let instance = try Case(model, shots: shots, seed: UInt64(draw % 4), draw: UInt64(draw))
      let finding = try Self.attack.find(instance.evidence)
      guard finding.isCertified else { continue }
      certified += 1
      let errors = try instance.squaredErrors(of: finding)
      sum += errors.reduce(0, +)
      let limit = try Self.information(instance).cramerRao(at: instance.truth.flatMap(\.self))
      bound += limit.meanSquaredError * Double(errors.count)
      let covariance = try #require(finding.covariance)
      let factor = try #require(CholeskyFactor(covariance))
      let (own, truth) = (try #require(finding.recovered).joined(), instance.truth.joined())
      let difference = zip(own, truth).map { $0 - $1 }
      let square = zip(factor.solve(difference), difference).reduce(0) { $0 + $1.0 * $1.1 }
      let reach = ChiSquaredDistribution(degreesOfFreedom: Double(errors.count)).quantile(0.999)
      if square <= reach { covered += 1 }
    }
    #expect(certified >= draws * 3 / 4, "\(certified)")
    #expect(covered >= certified - max(1, draws / 100), "\(covered) of \(certified)")
    #expect((0.5...1.8).contains(sum / bound), "\(sum / bound)")
  }

  private static func information(_ instance: Case) throws -> CountsInformation {
    let layer = instance.evidence.layer
    let whole = (0..<layer.circuit.qubitCount).map { "Z\($0)" }.joined(separator: "*")
    let observable = try ObservableText(whole).resolved(qubitCount: layer.circuit.qubitCount)
    let weights = instance.evidence.rows[0][0].weights
    return try CountsInformation(
      GradientEvidence(
        layer: CircuitLayer(layer.circuit, observables: [observable]), loss: .expectation, labels: [[]],
        rounds: [
          .init(
            weights: weights, components: Array(weights.indices), values: weights.map { _ in 0 },
            noise: .init(.shots(perEvaluation: instance.shots, rule: .parameterShift)))
        ]), on: Machines.ideal)
  }

  @Test("a batch hides no row: each has circuits of its own, more of them than the gradient has rank")
  func batch() throws {
    let instance = try Case("simple-2", rows: 6, shots: 4096, seed: 5)
    let finding = try Self.attack.find(instance.evidence)
    #expect(finding.isCertified, "\(finding.message)")
    for error in try instance.squaredErrors(of: finding) { #expect(error < 0.01) }
    #expect(finding.standardErrors.count == 12 && finding.identifiability?.unknowns == 12)
    #expect(finding.message.contains("more than a gradient"))
  }

  @Test("counts of another model are told by chi-square, and one circuit that tells nothing recovers nothing")
  func doubts() throws {
    var foreign = try Case("complex-2", shots: 4096, seed: 2)
    for place in foreign.evidence.rows[0].indices { foreign.evidence.rows[0][place].counts.reverse() }
    let wrong = try Self.attack.find(foreign.evidence)
    #expect(!wrong.isCertified && wrong.message.contains("do not fit the model"), "\(wrong.message)")
    let layer = try Case("simple-1", shots: 16, seed: 1).evidence.layer
    let one = CountsEvidence(
      layer: layer, rows: [[.init(weights: layer.weights.map { _ in 0 }, counts: [8, 8])]])
    let finding = try Self.attack.find(one)
    #expect(!finding.isCertified)
  }

  @Test(
    "files are read, and mistakes are told with their place",
    arguments: [
      (#""counts": [[{"counts": {"01": 3, "11": 5}}, {"shift": {"theta_0": 1.5}, "counts": {"00": 8}}]]"#, nil),
      (#""counts": [[{"counts": {"011": 3}}]]"#, "is no outcome of 2 qubits"),
      (#""counts": [[{"counts": {"01": 0}}]]"#, "there is no shot in it"),
      (#""counts": [[{"shift": {"theta_00": 1}, "counts": {"01": 1}}]]"#, "did you mean \"theta_0\"?"),
      (#""counts": [[]]"#, "at least one circuit"),
      (#""counts": [[{"counts": {"01": 1}}]], "labels": [1]"#, "stands beside \"counts\""),
      (#""counts": [[{"counts": {"01": 1}, "shots": 3}]]"#, "shots"),
    ])
  func reading(members: String, fault: String?) throws {
    let layer = try Case("simple-2", shots: 1, seed: 1).evidence.layer
    let names = layer.weights.map { layer.circuit.parameters[$0].name }
    let weights = names.map { "\"\($0)\": 0.5" }.joined(separator: ", ")
    let reader = try JSONReader(parsing: Array("{\"schema\": 1, \"weights\": {\(weights)}, \(members)}".utf8))
    #expect(CountsEvidence.isHeld(by: reader))
    do {
      let evidence = try CountsEvidence(reading: reader, circuit: layer.circuit)
      #expect(fault == nil)
      #expect(evidence.rows[0].map(\.counts) == [[0, 3, 0, 5], [8, 0, 0, 0]])
      #expect(evidence.rows[0][1].weights[0] == 2 && evidence.rows[0][1].weights[1] == 0.5)
      #expect(evidence.layer.inputs.count == 2)
    } catch {
      #expect("\(error) \(error.help ?? "")".contains(fault ?? "none"), "\(error)")
    }
  }
}
