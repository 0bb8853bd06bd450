import ArgumentParsing
import Formats
import Membership

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
      + "references drawn the target's shots or (delta) with their variance added; rmia with one or two references; the "
      + "others need none.")

  static let verb = Verb(
    command: Command(
      name: "membership", summary: "Tell from a model's answers who was in its training set.",
      description: """
        Plays an attacker who asked a model about some examples, and may have trained references on others of the same \
        kind. With --evidence all that it holds is in a file, from whatever toolchain or device; with --score the scores \
        are compared with the truth: the area under the curve and true positive rates at low false positive rates, each \
        with an interval.
        """,
      options: [evidence.declaration, score.declaration, attack.declaration],
      examples: [
        Command.Example("shotglass membership --evidence counts.json", "Who was a member?"),
        Command.Example(
          "shotglass membership --evidence counts.json --score truth.json", "And how well can that be told?"),
        Command.Example(
          "shotglass membership --evidence counts.json --score truth.json --attack rmia --json",
          "With another attack, as data."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
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
    }
  }
}
