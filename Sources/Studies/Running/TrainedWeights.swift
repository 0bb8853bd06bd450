internal import Execution
internal import Formats
internal import Inversion
internal import Models
internal import Numerics

/// The weights of each model of a study: drawn, and trained where the study says so. Each is trained once.
actor TrainedWeights {
  private let model: CompiledModel
  private let examples: Examples
  private let choice: Study.TrainingChoice?
  private let seed: UInt64
  private let contents: [String: JSON]
  private var tasks: [Int: Task<[Double], any Error>] = [:]
  /// By model and shots.
  private var malicious: [[Int]: Task<[Double], any Error>] = [:]
  /// Where trained weights are kept from one run to the next.
  private var folder: StudyFolder?

  init(_ model: CompiledModel, _ examples: Examples, study: Study, modelID: String, dataID: String) {
    self.model = model
    self.examples = examples
    choice = study.training
    seed = study.seed
    contents = [
      "v": 1, "model": .string(modelID), "data": .string(dataID), "training": study.training?.json ?? .null,
      "seed": .string("\(study.seed)"),
    ]
  }

  /// What names a training: the same for models that are the same.
  nonisolated func id(of number: Int) -> String {
    ContentID.of(JSON.object(contents.merging(["instance": .integer(number)]) { $1 }))
  }

  /// Whether there is anything to share between cells of a model.
  nonisolated var isTrained: Bool { (choice?.epochs ?? 0) > 0 }

  func keep(in folder: StudyFolder) { self.folder = folder }

  /// The weights that one model begins with.
  nonisolated func initialWeights(of number: Int) -> [Double] {
    model.initialWeights(RandomStream(seed: seed).substream("model/\(number)"))
  }

  /// The weights of one model.
  func weights(of number: Int) async throws(StudyError) -> [Double] {
    let initial = initialWeights(of: number)
    guard isTrained, let choice else { return initial }
    let task = tasks[number] ?? start(number, from: initial, choice)
    tasks[number] = task
    do {
      return try await task.value
    } catch {
      throw StudyError(wrapping: error)
    }
  }

  /// Weights that a dishonest server chooses for one model, once for all cells that have its shots.
  func malicious(
    of number: Int, shots: Int?, on machine: (any ExactBackend)?
  ) async throws(StudyError) -> [Double] {
    let key = [number, shots ?? 0]
    let stream = RandomStream(seed: seed).substream("malicious/\(number)")
    let model = model
    let task =
      malicious[key]
      ?? Task { try MaliciousWeights(for: model, shots: shots, on: machine).chosen(stream).weights }
    malicious[key] = task
    do {
      return try await task.value
    } catch {
      throw StudyError(wrapping: error)
    }
  }

  private func start(
    _ number: Int, from initial: [Double], _ choice: Study.TrainingChoice
  ) -> Task<[Double], any Error> {
    let (model, examples, folder, id) = (model, examples, folder, id(of: number))
    var stream = RandomStream(seed: seed).substream("training/\(number)")
    let options = TrainingOptions(
      optimiser: .descent(.adam(rate: choice.rate)), batchSize: choice.batchSize, epochCount: choice.epochs,
      seed: stream.next())
    return Task {
      if let kept = try folder?.artifact(id)?.weights, kept.count == initial.count { return kept }
      let trainer = try Trainer(model, on: examples, options: options)
      var state = try trainer.start(weights: initial)
      try trainer.train(&state)
      try folder?.keep(artifact: ["weights": .array(state.result.map { .number($0) })], id)
      return state.result
    }
  }
}

extension JSON {
  /// The numbers under the key `weights`.
  fileprivate var weights: [Double]? {
    guard case .object(let members) = self, case .array(let numbers)? = members["weights"] else { return nil }
    return numbers.compactMap { number in
      switch number {
      case .number(let value): value
      case .integer(let value): Double(value)
      default: nil
      }
    }
  }
}
