import ArgumentParsing
import Execution
import Formats
import Membership
import Models

/// `membership`: tells from a model's answers who was in its training set.
enum MembershipVerb {
  static let evidence = Option.file(
    "evidence",
    help: "What the attacker holds, as JSON: 'shotglass help membership-evidence' says what it holds.")
  static let score = Option.file(
    "score", help: "Who was a member, as {\"truth\": [true, ...]}: says how well the attack told them.")
  static let attack = Option<MembershipAttackName?>.choice(
    "attack", placeholder: "NAME",
    help:
      "How; the strongest that the evidence allows unless given. counts: the exact likelihood of the counts under the "
      + "references; lira: the logit under normal distributions fitted to them, per example or pooled, online or offline, "
      + "references drawn the target's shots or (delta) with their variance added; rmia with one or two references; "
      + "label-noise and label-boundary see decisions alone, about inputs of their own; the others need no references.")

  static let model = Argument.optional(
    "MODEL|FILE", help: "A model to train and audit here: of 'shotglass models', or an OpenQASM file with inputs.")
  static let observable = Option.text(
    "observable", placeholder: "TEXT", help: "What a file's model reads out: Pauli sums, with commas between them.")
  static let members = Option.integer(
    "members", in: 2...100_000, default: 50, help: "Rows of each training set; as many others are non-members.")
  static let targets = Option.integer("targets", in: 1...10_000, default: 8, help: "How many models are attacked.")
  static let references = Option.integer(
    "references", in: 2...10_000, default: 64, help: "How many models the attacker trains; an even number.")
  static let referenceRows = Option<AuditDesign.ReferenceRows>.choice(
    "reference-rows", placeholder: "WHICH", default: .audited,
    help: "What references are trained on: halves of the audited rows, or rows of their own, as many.")
  static let population = Option.integer(
    "population", in: 0...100_000, default: 0, help: "Rows in no training set, which rmia compares with.")
  static let labelNoise = Option.number(
    "label-noise", in: 0...1, default: 0, help: "The share of rows whose class is changed before training.")
  static let epochs = Option.integer(
    "epochs", in: 1...1_000_000, default: 100, help: "Passes through the rows of each training, by Adam.")
  static let batch = Option.integer("batch", in: 1...1_000_000_000, default: 16, help: "Rows of a batch.")
  static let rate = Option.number("rate", in: 1e-9...1e3, default: 0.05, help: "The step of Adam.")
  static let shots = Option.integer(
    "shots", in: 1...AuditJob.mostShots, help: "Of each question; exact answers unless given.")
  static let queries = Option.integer(
    "queries", in: 1...AuditExperiment.mostQueries,
    help:
      "Questions about each row: \(AuditJob.usualQueries) of label-noise and label-boundary unless given, which ask "
      + "about inputs around it; else 1.")

  static let verb = Verb(
    command: Command(
      name: "membership", summary: "Tell from a model's answers who was in its training set.",
      description: """
        Plays an attacker who asked a model about some examples, and may have trained references on others of the same \
        kind. With --evidence all that it holds is in a file, from whatever toolchain or device; with --score the scores \
        are compared with the truth: the area under the curve and true positive rates at low false positive rates, each \
        with an interval. With a model and data the targets and the references are trained here, so that the truth is \
        known: an audit of how much such a model gives away.
        """,
      arguments: [model.declaration],
      options: [
        evidence.declaration, score.declaration, attack.declaration, ModelOptions.data.declaration,
        ModelOptions.labels.declaration, ModelOptions.classes.declaration, ModelOptions.preparation.declaration,
        members.declaration, targets.declaration, references.declaration, referenceRows.declaration,
        population.declaration, labelNoise.declaration, epochs.declaration, batch.declaration, rate.declaration,
        ModelOptions.loss.declaration, ModelOptions.backend.declaration, shots.declaration, queries.declaration,
        observable.declaration,
        ModelOptions.inputs.declaration, ModelOptions.weights.declaration, ModelOptions.threads.declaration,
      ] + RemoteOptions.declarations + [RemoteOptions.verbatim.declaration],
      examples: [
        Command.Example("shotglass membership --evidence counts.json", "Who was a member?"),
        Command.Example(
          "shotglass membership --evidence counts.json --score truth.json", "And how well can that be told?"),
        Command.Example(
          "shotglass membership --evidence counts.json --score truth.json --attack rmia --json",
          "With another attack, as data."),
        Command.Example(
          "shotglass membership re-uploading-parity-2 --data two-moons --label-noise 0.3 --shots 64 --epochs 20",
          "How much does such a model give away with 64 shots of a row?"),
        Command.Example(
          "shotglass membership re-uploading-parity-2 --data two-moons --label-noise 0.3 --attack label-noise "
            + "--queries 32 --shots 8 --epochs 20",
          "And to one who sees its decisions alone, each from 8 shots?"),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    if let model = arguments[model] {
      do {
        let job = try AuditJob(model, arguments, in: session)
        try AuditPresentation(job, try await job.run(in: session)).print(in: session)
      } catch let error as MembershipError {
        throw Failure(error)
      } catch let error as DataError {
        throw Failure(error)
      } catch let error as ModelError {
        throw Failure(error)
      }
      return .done
    }
    let job = try MembershipJob(arguments, in: session)
    let name = arguments[attack] ?? .strongest(for: job.evidence)
    let presentation: MembershipPresentation
    do throws(MembershipError) {
      presentation = try MembershipPresentation(name.attack(seed: session.seed ?? 0), on: job)
    } catch { throw Failure(error) }
    try presentation.print(in: session)
    return .done
  }
}

extension Failure {
  init(_ error: MembershipError) {
    switch error {
    case .evidence(let message, let help): self.init(.misuse, message, help: help)
    case .unsupported(let message, let help): self.init(.unsupported, message, help: help)
    case .simulation(let error): self.init(error)
    case .model(let error): self.init(error)
    case .data(let error): self.init(error)
    case .backend(.remote(let failure)): self.init(failure)
    case .backend(.unsupported(let message, let help, _)): self.init(.unsupported, message, help: help)
    case .backend(let error): self.init(.fault, error.message, help: error.help)
    }
  }
}
