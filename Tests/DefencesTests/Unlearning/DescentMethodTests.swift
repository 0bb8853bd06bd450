import Defences
import Models
import Numerics
import Testing

@Suite struct DescentMethodTests {
  private static func forgets(_ method: any UnlearningMethod) throws -> (
    task: UnlearningTask, weights: [Double], before: Double, after: Double
  ) {
    let task = try UnlearningBench.task()
    let weights = try #require(try method.unlearn(task).weights)
    let rows = task.split.forgotten
    return (
      task, weights, try UnlearningBench.reading(task, task.weights, rows).loss,
      try UnlearningBench.reading(task, weights, rows).loss
    )
  }

  @Test("Every method gives finite weights, the same for the same seed, and says before what it takes")
  func everyMethod() throws {
    let task = try UnlearningBench.task()
    let counts = try task.model.circuitCounts()
    for method in UnlearningChoice.usual + UnlearningChoice.variants {
      let result = try method.unlearn(task)
      #expect(try method.unlearn(task) == result, "\(method.name)")
      #expect(result.members.allSatisfy { $0.count == task.model.weightCount && $0.allSatisfy(\.isFinite) })
      let cost = UnlearningCost(method.work(for: task), counts, shots: 100)
      #expect(cost.shots == 100 * cost.circuits)
      #expect((cost.circuits > 0) == (method.name != "head-edit"), "\(method.name)")
      #expect(try UnlearningChoice.method(method.name).name == method.name)
      #expect(!method.summary.isEmpty)
    }
  }

  @Test("Names that are no method are refused with the nearest")
  func names() throws {
    #expect(try UnlearningChoice.method("relative-ascent").name == "relative-ascent:joint")
    let error = #expect(throws: DefenceError.self) { try UnlearningChoice.method("scrubs") }
    #expect(error?.help == "did you mean 'scrub'?")
  }

  @Test("Ascent sees nothing but the forgotten rows: others may be anything")
  func ascentNeeds() throws {
    let task = try UnlearningBench.task()
    var features = task.training.features
    for row in task.split.retained { features[2 * row] = .nan }
    let other = try UnlearningTask(
      task.model, training: Examples(features: features, labels: task.training.labels), split: task.split,
      weights: task.weights, options: task.options)
    for method in [GradientAscent(), GradientAscent(.hybrid), GradientAscent(.basic)] {
      #expect(method.needs == .forgotten)
      #expect(try method.unlearn(other) == method.unlearn(task))
    }
  }

  @Test("Retraining and fine-tuning see nothing of the forgotten rows")
  func retrainingNeeds() throws {
    let task = try UnlearningBench.task()
    var features = task.training.features
    for row in task.split.forgotten { features[2 * row] = .nan }
    let other = try UnlearningTask(
      task.model, training: Examples(features: features, labels: task.training.labels), split: task.split,
      weights: task.weights, options: task.options)
    for method in [Retraining(), FineTuning()] as [any UnlearningMethod] {
      #expect(method.needs == .retained)
      #expect(try method.unlearn(other) == method.unlearn(task))
    }
  }

  @Test("Bounded ascent ends at the loss of a guess, ln 3, and another bound where it is told")
  func bounded() throws {
    let task = try UnlearningBench.task()
    let uninformed = try task.uninformedLoss()
    #expect((uninformed - 1.0986122886681098).magnitude < 1e-12)
    let ascent = GradientAscent(descent: Descent(.plain(rate: 0.05), batchSize: 36, epochs: 1000))
    let (_, _, before, after) = try Self.forgets(ascent)
    #expect(before < 0.5)
    #expect(after >= uninformed)
    #expect(after < 1.3 * uninformed)
    var sooner = ascent
    sooner.largestLoss = (before + uninformed) / 2
    let (_, _, _, earlier) = try Self.forgets(sooner)
    #expect(earlier < after)
    #expect(earlier >= (before + uninformed) / 2)
    #expect(try #require(ascent.unlearn(task).notes.first).contains("bound"))
  }

  @Test("The published forms take the published steps")
  func published() throws {
    let task = try UnlearningBench.task()
    // 12 rows make one batch of at most 16.
    #expect(GradientAscent(.hybrid).work(for: task) == UnlearningWork(gradients: 6 * 12))
    #expect(GradientAscent(.basic).work(for: task) == UnlearningWork(gradients: 10 * 12))
    // Six steps of w += 0.01 v, v = 0.9 v + g, by hand.
    let forgotten = try task.forgotten
    var (weights, velocity) = (task.weights, task.weights.map { _ in 0.0 })
    for _ in 0..<6 {
      let evaluation = try task.model.forward(forgotten.features, weights: weights)
      let loss = task.loss.evaluate(evaluation.outputs, forgotten.labels, rows: 0..<12)
      let gradient = try task.model.backward(evaluation, cotangents: loss.cotangents).weights
      for place in weights.indices {
        velocity[place] = 0.9 * velocity[place] + gradient[place]
        weights[place] += 0.01 * velocity[place]
      }
    }
    let found = try #require(try GradientAscent(.hybrid).unlearn(task).weights)
    for (own, expected) in zip(found, weights) { #expect((own - expected).magnitude < 1e-12) }
  }

  @Test("Methods that see both parts forget more than they harm", arguments: ["joint", "magnitude", "projected"])
  func relative(reading: String) throws {
    let method = RelativeAscent(
      try #require(RelativeAscent.Reading(rawValue: reading)),
      descent: Descent(.plain(rate: 0.1), batchSize: 12, epochs: 20))
    let (task, weights, before, after) = try Self.forgets(method)
    let retained = (
      try UnlearningBench.reading(task, task.weights, task.split.retained).loss,
      try UnlearningBench.reading(task, weights, task.split.retained).loss
    )
    #expect(after > 1.3 * before)
    #expect(after - before > retained.1 - retained.0)
    // A batch of each part is seen in every one of the two batches of an epoch.
    #expect(method.work(for: task) == UnlearningWork(gradients: 20 * (24 + 24)))
  }

  @Test("SCRUB leaves the teacher on U and keeps R")
  func scrub() throws {
    let (task, weights, before, after) = try Self.forgets(
      Scrub(Descent(.adam(rate: 0.05), epochs: 8), leavingEpochs: 5))
    #expect(after > 1.5 * before)
    #expect(try UnlearningBench.reading(task, weights, task.split.retained).accuracy > 0.9)
    #expect(Scrub().work(for: task) == UnlearningWork(values: 36, gradients: 3 * 12 + 6 * 24))
  }

  @Test("NegGrad+ is the joint ascent, scaled")
  func negativeGradient() throws {
    let task = try UnlearningBench.task()
    let descent = Descent(.plain(rate: 0.05), batchSize: 36, epochs: 3)
    var half = descent
    half.rule = .plain(rate: 0.1)
    let negative = try NegativeGradient(forgottenShare: 0.5, descent: half).unlearn(task)
    let joint = try RelativeAscent(.joint, retainedShare: 2, descent: descent, largestLoss: 1e9).unlearn(task)
    for (own, other) in zip(negative.members[0], joint.members[0]) { #expect((own - other).magnitude < 1e-12) }
  }
}
