internal import Circuits
internal import Defences
internal import Execution
package import Formats
internal import Gradients
internal import Membership
internal import Models
package import Numerics

/// Whether a model that has forgotten rows can be told from one that never saw them.
package struct Unlearning: Analysis {
  package static let kind = "unlearning"
  package static let algorithm = 1
  package static let title = "Unlearning against an oracle"
  package static let axes: [Axis] = [.seed, .model, .method, .backend, .shots]
  package static let idleHelp =
    "its methods cannot do what it asks: head-edit forgets classes, influence needs exact "
    + "gradients of circuits"
  package static let citations = [
    Citation.unlearning2025, Citation.golatkar2020, Citation.dampening2024, Citation.scrub2023,
    Citation.shardedTraining2021, Citation.likelihoodRatio2022,
  ]
  package static let method = """
    Each model is trained on a part of the rows, the others are its test; then it is to forget a class, or a share of its \
    rows, by each method. The oracle is trained anew without them, from the same start. Forgotten rows are told from test \
    rows of the same class by their logit: an area of one half says that nothing is remembered. The published success \
    rate is the share of forgotten rows that a network takes for members which was trained, once, on the answers of the \
    model before it forgot, those rows among them; beside it stand the same network trained on other rows of all \
    parts, and one trained anew on each model. Against all test rows a class that was never learnt seems forgotten too: the oracle's own value is \
    given. U-LiRA trains further models, each of which learns half of the forgotten rows and forgets them again, and fits \
    likelihood ratios to all but one of them. The gap is the mean distance to the oracle of the accuracies on forgotten, \
    retained and test rows, and of the share of forgotten rows that the adapted network takes for members. Answers come \
    from the stated shots on the stated machine; gradients too where the study says so, else they are computed. On a \
    remote machine the provider sees all rows that are asked about.
    """

  /// What methods' gradients come from.
  enum GradientOrigin: String, CaseIterable, Sendable {
    case exact
    /// The machine and the shots of the grid.
    case measured
  }

  private let forget: ForgetRequest
  private let forgetText: String
  private let testShare: Double
  private let gradients: GradientOrigin
  /// Further models for likelihood ratios; 0 for none.
  private let models: Int
  private let relearnLimit: Int
  /// Of the published attack's network.
  private let attackEpochs: Int
  private let instances: UnlearningInstances

  package init(reading object: inout JSONObjectReader) throws(FormatError) {
    let text = object.optional("forget")
    forgetText = try text?.string() ?? "random:0.1"
    let found: ForgetRequest.Text
    do { found = try ForgetRequest.reading(forgetText) } catch {
      guard let text else { throw FormatError(error.message) }
      throw text.error(error.message, help: error.help)
    }
    guard case .request(let request) = found else {
      throw FormatError("\"forget\": a study forgets class:NAME or random:SHARE, not the rows of a file")
    }
    forget = request
    let share = object.optional("testShare")
    testShare = try share?.double() ?? 0.5
    guard (0.01...0.99).contains(testShare) else {
      throw share?.error("must be from 0.01 to 0.99, not \(testShare)") ?? FormatError("no share of test rows")
    }
    gradients = try object.optional("gradients")?.choice(of: GradientOrigin.self) ?? .exact
    models = try object.optional("models")?.integer(in: 0...1000) ?? 0
    relearnLimit = try object.optional("relearnLimit")?.integer(in: 0...10_000) ?? 30
    attackEpochs =
      try object.optional("attackEpochs")?.integer(in: 1...100_000) ?? PublishedAttack.usualEpochs
    if (1..<6).contains(models) { throw FormatError("\"models\": fewer than 6 models are too few; 0 is none") }
    instances = UnlearningInstances(forget, testShare: testShare, models: models)
  }

  package var parameters: [String: JSON] {
    [
      "forget": .string(forgetText), "testShare": .number(testShare), "gradients": .string(gradients.rawValue),
      "models": .integer(models), "relearnLimit": .integer(relearnLimit),
      "attackEpochs": .integer(attackEpochs),
    ]
  }

  package func isPossible(at point: GridPoint) -> Bool {
    switch point.name(.method) {
    case "head-edit": if case .classNamed = forget { true } else { false }
    case "influence": gradients == .exact
    default: true
    }
  }

  package func spending(at point: GridPoint, on bench: Workbench) throws(StudyError) -> Spending {
    let subject = try bench.subject(for: Self.kind, at: point)
    let method = try Self.method(at: point)
    do {
      let model = subject.model
      let task = try UnlearningInstance.task(
        model, subject.examples, forget, testShare: testShare, number: 0, bench.study)
      let counts = try model.circuitCounts()
      let answers = UnlearningWork(values: subject.examples.rowCount * 3)
      let own = method.work(for: task)
      let cost = UnlearningCost(gradients == .measured ? own + answers : answers, counts, shots: nil)
      guard let circuit = model.model.layers.flatMap(\.circuits).first?.circuit else {
        var none = Spending()
        none.seconds = 1
        return none
      }
      var spending = Spending(
        of: cost.circuits, shots: point.number(.shots) ?? 0, circuit: circuit,
        isNoisy: point.name(.backend) != Workbench.ideal)
      // Rows of an exact gradient take about as long as three evaluations; each cell pays its share of the trainings.
      let rows = Double(own.gradients) + Double(models + 1) * Double(task.options.epochCount * task.training.rowCount)
      spending.seconds += 3 * rows * Spending(of: 1, shots: 0, circuit: circuit, isNoisy: false).seconds
      return spending
    } catch { throw StudyError(wrapping: error) }
  }

  package func measure(
    at point: GridPoint, on bench: Workbench, stream: RandomStream
  ) async throws(StudyError) -> Finding {
    let subject = try bench.subject(for: Self.kind, at: point)
    let found = try bench.found(point.name(.backend) ?? "")
    guard let machine = found.backend as? any ExactBackend, !found.isRemote else {
      throw StudyError(
        .unsupported, "unlearning on \(found.backend.name) is not in this version",
        help: "use ideal, or noisy-DEVICE, the twin of a device")
    }
    let method = try Self.method(at: point)
    let key = UnlearningInstances.Key(
      number: point.number(.seed) ?? 0, model: point.name(.model) ?? "", backend: found.backend.name,
      shots: point.number(.shots) ?? 1)
    do {
      let evaluator = try await instances.evaluator(
        key, of: subject, study: bench.study, machine: machine, measuresGradients: gradients == .measured,
        relearnLimit: relearnLimit, attackEpochs: attackEpochs)
      let evaluation = try evaluator.evaluate(method)
      var finding = UnlearningFinding(evaluation, evaluator).finding
      finding.set("likelihoodBefore", try await instances.likelihoodBefore(key, evaluator)?.auc)
      finding.shots = try spending(at: point, on: bench).shots
      return finding
    } catch { throw StudyError(wrapping: error) }
  }

  private static func method(at point: GridPoint) throws(StudyError) -> any UnlearningMethod {
    do { return try UnlearningChoice.method(point.name(.method) ?? "") } catch {
      throw StudyError(.misuse, error.message, help: error.help)
    }
  }
}
