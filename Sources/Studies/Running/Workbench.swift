internal import Circuits
package import Devices
package import Execution
internal import Formats
internal import Inversion
package import Models
internal import Numerics

/// What the cells of a study share: its rows, its model, its backends, and the weights of each of its models.
package struct Workbench: Sendable {
  package let study: Study
  package let kernel: String
  /// Nil where no analysis works on a model.
  package let subject: Subject?
  private let backends: [String: StudyResolver.FoundBackend]
  private let idealBackend: StudyResolver.FoundBackend
  /// Of the other models in the grid, by their names.
  private let others: [String: Subject]
  /// What attacks know of the backends, or of the twins of those that are not simulated here; cells share it.
  private let machines: [String: TabulatedMachine]
  /// Where raw results and trained weights are kept; nil while nothing is run.
  private(set) var folder: StudyFolder?

  /// The model and the rows that a study looks at.
  package struct Subject: Sendable {
    package let model: CompiledModel
    package let examples: Examples
    /// The same rows, as they are prepared for the model.
    package let rows: DataSet
    package let modelID: String
    package let dataID: String
    let weights: TrainedWeights
    let audits: TrainedAudits
  }

  /// Finds all that the study names.
  package init(_ study: Study, resolver: StudyResolver) throws(StudyError) {
    self.study = study
    kernel = resolver.kernel
    var backends: [String: StudyResolver.FoundBackend] = [:]
    for value in study.grid[.backend] ?? [] {
      guard case .name(let name) = value else { continue }
      backends[name] = try resolver.backend(name)
    }
    self.backends = backends
    machines = backends.compactMapValues { $0.backend.simulated.map { TabulatedMachine.of($0) } }
    idealBackend = try resolver.backend(Self.ideal)
    guard let model = study.model, let data = study.data else {
      (subject, others) = (nil, [:])
      return
    }
    subject = try Subject(try resolver.model(model), data, of: study)
    var others: [String: Subject] = [:]
    for value in study.grid[.model] ?? [] where value != .name(Study.ModelChoice.own) {
      others["\(value)"] = try Subject(try Self.model("\(value)", in: study, resolver), data, of: study)
    }
    self.others = others
    try checkBatches()
  }

  /// A control of the study's model, or another model of the zoo.
  private static func model(
    _ name: String, in study: Study, _ resolver: StudyResolver
  ) throws(StudyError) -> Model {
    guard let control = Control(rawValue: name), let choice = study.model else { return try resolver.model(.zoo(name)) }
    let own = try resolver.model(choice)
    guard let model = control.model(for: own) else {
      throw StudyError(
        .misuse, "grid.models: the model \(own.name) has no circuit, and so no control '\(name)'", help: "leave it out")
    }
    return model
  }

  /// The same, keeping what it finds in a folder, with so many threads for what all cells wait for.
  func keeping(in folder: StudyFolder, threadCount: Int) async -> Workbench {
    var result = self
    result.folder = folder
    for subject in [subject].compactMap(\.self) + Array(others.values) {
      await subject.weights.keep(in: folder)
      await subject.audits.keep(in: folder, threadCount: threadCount)
    }
    return result
  }

  /// A machine without noise.
  var idealMachine: (any ExactBackend)? { idealBackend.backend as? any ExactBackend }

  /// What an ideal machine reads, exactly.
  func idealProbabilities(of circuit: Circuit, at points: [[Double]]) throws(BackendError) -> [[Double]] {
    try idealMachine?.probabilities(of: circuit, at: points) ?? []
  }

  private func checkBatches() throws(StudyError) {
    for value in study.grid[.batchSize] ?? [] {
      guard case .number(let size) = value, let rows = subject?.examples.rowCount, size > rows else { continue }
      throw StudyError(
        .misuse, "grid.batchSizes: a batch of \(size) rows needs more than the \(rows) there are",
        help: "ask for smaller batches, or for more rows in data")
    }
  }

  /// - Precondition: a backend of the study's grid.
  func found(_ name: String) throws(StudyError) -> StudyResolver.FoundBackend {
    guard let found = backends[name] else { throw StudyError(.misuse, "the backend '\(name)' is not of this study") }
    return found
  }

  /// The same as attacks see it; nil where nobody knows how its shots are drawn.
  func machine(_ name: String) -> TabulatedMachine? { machines[name] }

  /// The price lists of machines that are not simulated here, by backend.
  package var prices: [String: Device.Price] {
    backends.compactMapValues { $0.isRemote && $0.remote?.isFree != true ? $0.backend.device.price : nil }
  }

  /// The backends that are asked over a network, by name.
  package var remotes: [String: RemoteBackend] { backends.compactMapValues(\.remote) }

  /// The model of a point of the grid with its rows; nil where the study has none.
  func subject(at point: GridPoint) -> Subject? { point.name(.model).flatMap { others[$0] } ?? subject }

  func subject(for kind: String, at point: GridPoint = GridPoint()) throws(StudyError) -> Subject {
    let subject = subject(at: point)
    guard let subject else { throw StudyError(.misuse, "the analysis '\(kind)' needs a model and data") }
    return subject
  }

  /// Where circuits go, in the order of the grid.
  package var places: [Place] {
    (study.grid[.backend] ?? []).map { value in
      let remote = backends["\(value)"]?.remote
      return Place(name: "\(value)", provider: remote?.provider, isEmulated: remote?.isEmulated ?? false)
    }
  }
}

extension Workbench.Subject {
  init(_ model: Model, _ choice: Study.DataChoice, of study: Study) throws(StudyError) {
    let stream = RandomStream(seed: study.seed)
    do {
      var chosen = try DataSource(choice.source).load(
        options: DataOptions(labelColumn: choice.labels), from: stream.substream("data"))
      if let classes = choice.classes { chosen = try chosen.choosing(classes: classes) }
      if let count = choice.rows {
        guard count <= chosen.rowCount else {
          throw StudyError(
            .misuse, "data.rows: there are only \(chosen.rowCount) rows, not \(count)", help: "leave it out for all")
        }
        chosen = try chosen.drawing(count, from: stream.substream("rows"))
      }
      let preparation =
        try choice.preparation.map { (text) throws(DataError) in try Preparation(text) }
        ?? Preparation(of: chosen, for: model)
      let prepared = try preparation.fit(on: chosen.features).apply(to: chosen)
      let compiled = try CompiledModel(model, options: CompiledModel.Options(threadCount: 1))
      let examples = try Examples(prepared)
      try compiled.check(examples, loss: model.loss)
      self.model = compiled
      self.examples = examples
      rows = prepared
      modelID = try ContentID.of(model, compiled)
      dataID = ContentID.of(prepared)
      weights = TrainedWeights(compiled, examples, study: study, modelID: modelID, dataID: dataID)
      audits = TrainedAudits(compiled, prepared, study: study, modelID: modelID, dataID: dataID)
    } catch {
      throw StudyError(wrapping: error)
    }
  }

  /// Rows of one batch: the same for every backend and number of shots.
  func batch(of size: Int, model: Int, seed: UInt64) throws(StudyError) -> Examples {
    let stream = RandomStream(seed: seed).substream("batch/\(size)/\(model)")
    var draws = stream
    var rows = Array(0..<examples.rowCount)
    for place in 0..<min(size, rows.count) {
      rows.swapAt(place, place + Int(draws.uniform() * Double(rows.count - place)))
    }
    let chosen = rows.prefix(size).sorted()
    let width = examples.featureCount
    do {
      return try Examples(
        features: chosen.flatMap { examples.features[$0 * width..<($0 + 1) * width] },
        labels: examples.labels.selecting(rows: chosen))
    } catch { throw StudyError(wrapping: error) }
  }
}

extension ContentID {
  /// Of all features and labels.
  static func of(_ data: DataSet) -> String {
    let labels: JSON =
      switch data.labels {
      case .classes(let places, let names): .array(places.map { .string(names[$0]) })
      case .targets(let values): .string(of(values))
      }
    return of(
      [
        "features": .string(of(data.features.elements)), "columns": .integer(data.featureCount), "labels": labels,
      ] as JSON)
  }
}
