import Catalogue
import Devices
import Execution
import Membership
import Models
import Numerics
import Testing

@Suite("Models that are audited, and what they answer") struct AuditExperimentTests {
  static func machine(_ name: String = "ideal") throws -> any ExactBackend {
    let found = try BackendCatalogue(devices: DeviceLibrary(home: nil)).backend(named: name)
    return try #require(found as? any ExactBackend)
  }

  /// A small audit, trained.
  struct Audit {
    let experiment: AuditExperiment
    let targets: [[Double]]
    let model: CompiledModel

    init(
      _ name: String = "re-uploading-parity-2", epochs: Int = 10, population: Int = 0, on backend: String = "ideal",
      noise: Double = 0.3, targets: Int = 2
    ) throws {
      let model = try CompiledModel(#require(Zoo.model(named: name)))
      let rows = try AuditSplitTests.rows(120)
      let prepared = try Preparation(of: rows, for: model.model).fit(on: rows.features).apply(to: rows)
      let design = AuditSplitTests.design(members: 16, references: 8, population: population, noise: noise)
      let training = AuditTraining(
        try AuditSplit(design, of: prepared, seed: 2), model: model,
        options: TrainingOptions(
          optimiser: .descent(.adam(rate: 0.1)), batchSize: 16, epochCount: epochs, seed: 3))
      self.model = model
      self.targets = try training.targets(Array(0..<targets), threadCount: 2)
      experiment = try AuditExperiment(
        training.split, references: try training.references(threadCount: 2), model: model,
        machine: try AuditExperimentTests.machine(backend))
    }
  }

  @Test("Models are the same for any number of threads, and a target alone is the same as among others")
  func reproducible() throws {
    let model = try CompiledModel(#require(Zoo.model(named: "simple-2")))
    let training = AuditTraining(
      try AuditSplit(AuditSplitTests.design(), of: try AuditSplitTests.rows(), seed: 2), model: model,
      options: TrainingOptions(epochCount: 2, seed: 3))
    #expect(try training.references(threadCount: 1) == training.references(threadCount: 3))
    #expect(try training.targets([1])[0] == training.targets([0, 1, 2])[1])
  }

  @Test("Votes of many shots have the shares that exact evidence has")
  func votes() async throws {
    let audit = try Audit(population: 10)
    #expect(audit.experiment.countsVotes && audit.experiment.circuitCount == 42)
    let shots = 40_000
    let evidence = try await audit.experiment.evidence(
      weights: audit.targets[0], shots: shots, on: try Self.machine(), stream: RandomStream(seed: 4))
    let exact = try audit.experiment.exactEvidence(weights: audit.targets[0])
    guard case .counts(let counts) = evidence.target, case .probabilities(let shares) = exact.target else {
      Issue.record("no votes")
      return
    }
    #expect(counts.count == 32 && evidence.population?.target.count == 10 && evidence.references.count == 8)
    for (counts, shares) in zip(counts, shares) {
      #expect(counts.reduce(0, +) == shots)
      #expect((Double(counts[1]) / Double(shots) - shares[1]).magnitude < 5 * 0.5 / Double(shots).squareRoot())
    }
    #expect(evidence.labels == exact.labels)
  }

  @Test("A model with a head answers with probabilities, and references are measured as often")
  func head() async throws {
    let audit = try Audit("re-uploading-2-2", epochs: 3)
    #expect(!audit.experiment.countsVotes && audit.experiment.limit(shots: 10) == nil)
    let evidence = try await audit.experiment.evidence(
      weights: audit.targets[0], shots: 16, on: try Self.machine(), stream: RandomStream(seed: 4))
    let exact = try audit.experiment.exactEvidence(weights: audit.targets[0])
    #expect(evidence.threatModel == .probabilities && evidence.references[0].outputs != exact.references[0].outputs)
    let many = try await audit.experiment.evidence(
      weights: audit.targets[0], shots: 1_000_000, on: try Self.machine(), stream: RandomStream(seed: 4))
    guard case .probabilities(let found) = many.target, case .probabilities(let shares) = exact.target else { return }
    for (found, exact) in zip(found, shares) { #expect((found[0] - exact[0]).magnitude < 0.02) }
  }

  @Test("A twin's references answer as the twin does, and a classical control needs no shots")
  func machines() async throws {
    let ideal = try Audit(epochs: 2), noisy = try Audit(epochs: 2, on: "noisy-ibm_manila")
    let exact = try ideal.experiment.exactEvidence(weights: ideal.targets[0])
    let damped = try noisy.experiment.exactEvidence(weights: noisy.targets[0])
    #expect(ideal.targets == noisy.targets && exact.references[0].outputs != damped.references[0].outputs)
    let control = try Audit("re-uploading-2-2-classical", epochs: 2)
    let evidence = try await control.experiment.evidence(
      weights: control.targets[0], shots: 1, on: try Self.machine(), stream: RandomStream(seed: 4))
    #expect(evidence == (try control.experiment.exactEvidence(weights: control.targets[0])))
    #expect(control.experiment.circuitCount == 0)
  }

  @Test("The limit rises with the shots, from guessing on, and bounds what the likelihood ratio reaches on average")
  func limit() throws {
    let experiment = try Audit().experiment
    let limits = try [0, 1, 16, 256, 4096].map { try #require(experiment.limit(shots: $0)) }
    #expect(limits[0] == 0.5 && limits == limits.sorted() && limits[4] > limits[1] && limits[4] <= 1)
  }
}
