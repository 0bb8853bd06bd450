internal import Execution
internal import Formats
internal import Membership
internal import Models
internal import Numerics

/// The models of audits that cells share: references, and what they answer on each machine; targets. Each is trained
/// once.
actor TrainedAudits {
  /// What cells of one audit have in common.
  struct Plan: Hashable {
    var design: AuditDesign
    /// Of each training; those of the study where it is nil.
    var epochs: Int?
  }

  private struct Key: Hashable {
    var plan: Plan
    /// Of the backend that references run on.
    var backend: String
  }

  private let model: CompiledModel
  private let rows: DataSet
  private let options: TrainingOptions
  private let contents: [String: JSON]
  private var training: [Plan: Task<[[Double]], any Error>] = [:]
  private var experiments: [Key: Task<AuditExperiment, any Error>] = [:]
  private var targets: [Plan: [Int: Task<[Double], any Error>]] = [:]
  private var folder: StudyFolder?
  private var threadCount = 1

  init(_ model: CompiledModel, _ rows: DataSet, study: Study, modelID: String, dataID: String) {
    (self.model, self.rows) = (model, rows)
    let choice = study.training ?? Study.TrainingChoice(epochs: 0, rate: 0.05, batchSize: 32)
    var stream = RandomStream(seed: study.seed).substream("audit")
    options = TrainingOptions(
      optimiser: .descent(.adam(rate: choice.rate)), batchSize: choice.batchSize, epochCount: choice.epochs,
      seed: stream.next())
    contents = [
      "v": 1, "model": .string(modelID), "data": .string(dataID), "training": choice.json, "kind": "audit",
      "seed": .string("\(study.seed)"),
    ]
  }

  func keep(in folder: StudyFolder, threadCount: Int) { (self.folder, self.threadCount) = (folder, threadCount) }

  private nonisolated func trainer(_ plan: Plan) throws(MembershipError) -> AuditTraining {
    var options = options
    if let epochs = plan.epochs { options.epochCount = epochs }
    return AuditTraining(try AuditSplit(plan.design, of: rows, seed: options.seed), model: model, options: options)
  }

  /// The references of an audit as they answer on a machine.
  func experiment(_ plan: Plan, on machine: any ExactBackend) async throws -> AuditExperiment {
    let key = Key(plan: plan, backend: machine.name)
    if let task = experiments[key] { return try await task.value }
    let references = training[plan] ?? references(plan)
    training[plan] = references
    let (model, training) = (model, try trainer(plan))
    let task = Task {
      try AuditExperiment(training.split, references: try await references.value, model: model, machine: machine)
    }
    experiments[key] = task
    return try await task.value
  }

  /// The weights of a target of an audit.
  func target(_ number: Int, of plan: Plan) async throws -> [Double] {
    if let task = targets[plan]?[number] { return try await task.value }
    let (training, folder, id) = (try trainer(plan), folder, id(plan, "target/\(number)"))
    let task = Task {
      if let kept = try folder?.artifact(id)?.weightRows, kept.count == 1 { return kept[0] }
      let found = try training.targets([number])
      try folder?.keep(artifact: ["rows": .rows(found)], id)
      return found[0]
    }
    targets[plan, default: [:]][number] = task
    return try await task.value
  }

  private func references(_ plan: Plan) -> Task<[[Double]], any Error> {
    let (folder, id, threadCount) = (folder, id(plan, "references"), threadCount)
    return Task {
      if let kept = try folder?.artifact(id)?.weightRows, kept.count == plan.design.referenceCount { return kept }
      let found = try self.trainer(plan).references(threadCount: threadCount)
      try folder?.keep(artifact: ["rows": .rows(found)], id)
      return found
    }
  }

  private nonisolated func id(_ plan: Plan, _ part: String) -> String {
    let own: [String: JSON] = ["design": plan.design.json, "epochs": JSON(plan.epochs), "part": .string(part)]
    return ContentID.of(JSON.object(contents.merging(own) { $1 }))
  }
}

extension JSON {
  fileprivate static func rows(_ rows: [[Double]]) -> JSON {
    .array(rows.map { .array($0.map { .number($0) }) })
  }

  /// Rows of numbers under the key `rows`.
  fileprivate var weightRows: [[Double]]? {
    guard case .object(let members) = self, case .array(let rows)? = members["rows"] else { return nil }
    return rows.map { row in
      guard case .array(let numbers) = row else { return [] }
      return numbers.compactMap { number in
        switch number {
        case .number(let value): value
        case .integer(let value): Double(value)
        default: nil
        }
      }
    }
  }
}
