package import Execution
package import Models
package import Numerics

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What the references of an audit answer about the audited rows, and how targets are asked about them.
package struct AuditExperiment: Sendable {
  package let split: AuditSplit
  package let model: CompiledModel
  /// Nil where circuits are not measured: the model is not one circuit, or has none.
  let measurement: OutputMeasurement?
  /// What references run on; nil for the model's own outputs.
  let machine: (any ExactBackend)?
  /// Audited rows, then those of the population.
  let rows: Examples
  /// Without shot noise: [reference][row][class].
  private let references: [[[Double]]]
  /// The weights of the references.
  let referenceWeights: [[Double]]

  /// `machine` is where the attacker's references run: the twin of the machine that targets run on, or that machine
  /// itself where it is simulated; nil for an ideal one.
  package init(
    _ split: AuditSplit, references weights: [[Double]], model: CompiledModel, machine: (any ExactBackend)?
  ) throws(MembershipError) {
    (self.split, self.model, self.machine) = (split, model, machine)
    referenceWeights = weights
    let hasCircuits = !model.model.layers.allSatisfy { $0.circuits.isEmpty }
    do throws(ModelError) {
      measurement = hasCircuits ? try OutputMeasurement(model) : nil
      rows = try Examples(split.data.selecting(rows: split.auditedRows + split.populationRows))
      var references: [[[Double]]] = []
      for weights in weights {
        references.append(try Self.probabilities(rows.features, model, weights, measurement, machine))
      }
      self.references = references
    } catch { throw .model(error) }
    guard case .classes = split.data.labels else {
      throw .evidence(
        "membership is inferred from classes, and the labels of '\(split.data.name)' are numbers",
        help: "choose data with classes, such as breast-cancer")
    }
  }

  /// Of classes, without shot noise.
  static func probabilities(
    _ features: [Double], _ model: CompiledModel, _ weights: [Double], _ measurement: OutputMeasurement?,
    _ machine: (any ExactBackend)?
  ) throws(ModelError) -> [[Double]] {
    var outputs: [Double]?
    if let machine, let measurement {
      outputs = try measurement.exactOutputs(features, weights: weights, on: machine)
    }
    if outputs == nil { outputs = try model.outputs(features, weights: weights) }
    return ClassProbabilities.of(outputs ?? [], rowCount: features.count / max(model.featureCount, 1))
  }

  /// Whether each target's answer is a count of shots that voted for each class.
  package var countsVotes: Bool { measurement?.votesForClass ?? false }

  /// Circuits that asking one target about all rows takes.
  package var circuitCount: Int { (measurement?.circuits.count ?? 0) * rows.rowCount }

  var classes: [Int] {
    if case .classes(let places, _) = rows.labels { places } else { [] }
  }

  // MARK: Evidence

  /// Evidence on a target without shot noise, as infinitely many shots on the references' machine would give it.
  package func exactEvidence(weights: [Double]) throws(MembershipError) -> MembershipEvidence {
    let own: [[Double]]
    do { own = try Self.probabilities(rows.features, model, weights, measurement, machine) } catch {
      throw .model(error)
    }
    return try evidence(.probabilities(own), references.map { .probabilities($0) })
  }

  /// Evidence on a target from so many shots for each row on a backend. What a classical model answers has no shots.
  package func evidence(
    weights: [Double], shots: Int, on backend: any Backend, stream: RandomStream
  ) async throws(MembershipError) -> MembershipEvidence {
    guard let measurement else { return try exactEvidence(weights: weights) }
    let samples = try await samples(
      rows.features, [weights], shots, measurement, on: backend, stream.substream("target"))[0]
    return try await evidence(from: samples, weights, shots, measurement, stream)
  }

  /// The same of several targets that are asked in one batch: machines with a queue are waited for once.
  package func evidence(
    targets: [[Double]], shots: Int, on backend: any Backend, stream: RandomStream
  ) async throws(MembershipError) -> [MembershipEvidence] {
    guard let measurement else {
      return try targets.map { (weights) throws(MembershipError) in try exactEvidence(weights: weights) }
    }
    let samples = try await samples(
      rows.features, targets, shots, measurement, on: backend, stream.substream("targets"))
    var found: [MembershipEvidence] = []
    for (number, weights) in targets.enumerated() {
      found.append(
        try await evidence(from: samples[number], weights, shots, measurement, stream.substream(number)))
    }
    return found
  }

  /// What the samples of a target say, beside the references.
  private func evidence(
    from samples: [Sample], _ weights: [Double], _ shots: Int, _ measurement: OutputMeasurement, _ stream: RandomStream
  ) async throws(MembershipError) -> MembershipEvidence {
    guard !measurement.votesForClass else {
      return try evidence(.counts(samples.map(measurement.votes)), references.map { .probabilities($0) })
    }
    // Scores of classes come from means: references have as many shots.
    var matched = references
    if let machine {
      let drawn = try await self.samples(
        rows.features, referenceWeights, shots, measurement, on: machine, stream.substream("references"))
      matched = []
      for (samples, weights) in zip(drawn, referenceWeights) {
        matched.append(try probabilities(samples, weights, measurement))
      }
    }
    let own = try probabilities(samples, weights, measurement)
    return try evidence(.probabilities(own), matched.map { .probabilities($0) })
  }

  /// The samples of some models, model by model.
  func samples(
    _ features: [Double], _ models: [[Double]], _ shots: Int, _ measurement: OutputMeasurement, on backend: any Backend,
    _ stream: RandomStream
  ) async throws(MembershipError) -> [[Sample]] {
    do {
      var entries: [Batch.Entry] = []
      for weights in models {
        entries += measurement.entries(at: try measurement.points(features, weights: weights), shots: shots)
      }
      let samples = try await backend.run(Batch(entries, stream: stream))
      let width = entries.count / max(models.count, 1)
      return models.indices.map { Array(samples[$0 * width..<($0 + 1) * width]) }
    } catch let error as ModelError {
      throw .model(error)
    } catch let error as BackendError {
      throw .backend(error)
    } catch {
      throw .evidence("\(error)", help: "run it again")
    }
  }

  func probabilities(
    _ samples: [Sample], _ weights: [Double], _ measurement: OutputMeasurement
  ) throws(MembershipError) -> [[Double]] {
    do {
      let means = measurement.means(of: samples)
      return ClassProbabilities.of(try measurement.outputs(ofMeans: means, weights: weights), rowCount: means.count)
    } catch { throw .model(error) }
  }

  /// Splits answers into those about audited rows and about the population.
  private func evidence(
    _ target: ModelOutputs, _ references: [ModelOutputs]
  ) throws(MembershipError) -> MembershipEvidence {
    let audited = Array(split.auditedRows.indices)
    let others = Array(audited.count..<rows.rowCount)
    let labels = classes
    let models = zip(split.references, references).map { member, outputs in
      ReferenceModel(member: member, outputs: outputs.choosing(audited))
    }
    let population =
      others.isEmpty
      ? nil
      : Population(
        labels: others.map { labels[$0] }, target: target.choosing(others),
        references: references.map { $0.choosing(others) })
    return try MembershipEvidence(
      labels: audited.map { labels[$0] }, target: target.choosing(audited), references: models,
      population: population)
  }

  // MARK: The limit

  /// No attack on so many shots for each row has a greater AUC on average, not even one that knows the exact outputs of
  /// a reference with and one without each row and has only to tell which of the two answers. Nil unless shots vote.
  ///
  /// By the total variation d of the two binomials, averaged over rows and pairs of references: whatever is done with
  /// the shots, AUC <= 1 - (1 - d)^2 / 2; d of mixtures is at most the mean d of their parts.
  package func limit(shots: Int) -> Double? {
    guard countsVotes, split.design.referenceRows == .audited else { return nil }
    var sum = 0.0
    var count = 0
    for row in split.auditedRows.indices {
      let inside = references.indices.filter { split.references[$0][row] }
      let outside = references.indices.filter { !split.references[$0][row] }
      for (first, second) in zip(inside, outside) {
        sum += BinomialDistance.totalVariation(references[first][row][1], references[second][row][1], shots: shots)
        count += 1
      }
    }
    guard count > 0 else { return nil }
    let rest = 1 - sum / Double(count)
    return 1 - rest * rest / 2
  }
}
