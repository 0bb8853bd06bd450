import Defences
import Membership
import Models
import Numerics
import Testing

@Suite struct UnlearningEvaluationTests {
  @Test("The oracle cannot be told by rows of the forgotten class that it never saw, and seems to be by all test rows")
  func oracle() throws {
    let model = try UnlearningBench.model()
    let (examples, test) = (try UnlearningBench.clouds(60), try UnlearningBench.clouds(60, seed: 5))
    var options = UnlearningBench.options
    options.epochCount = 8
    let forgotten = (0..<180).filter { $0 % 3 == 2 }
    let split = ForgetSplit(
      forgotten: forgotten, retained: (0..<180).filter { $0 % 3 != 2 }, forgottenClass: 2)
    let task = try UnlearningTask(
      model, training: examples, split: split,
      weights: model.initialWeights(RandomStream(seed: 6).substream("weights")), options: options)
    let evaluator = try UnlearningEvaluator(task, test: test, attackEpochs: 1)
    let reading = evaluator.oracleReading
    #expect(reading.forgotten.value == 0)
    #expect(reading.alike.value == 0)
    // The deviation of an area from 60 and 60 scores without a difference is 0.053.
    #expect((reading.againstAlike.auc - 0.5).magnitude < 5 * 0.053)
    #expect(reading.againstAlike.aucInterval?.contains(0.5) == true)
    // The published comparison: far from one half, though nothing was ever learnt.
    #expect(reading.againstAll.auc < 0.3)
    #expect(reading.retained.value > 0.9)
  }

  @Test("The oracle is at no distance from itself, and all numbers of others are within their bounds")
  func distances() throws {
    let task = try UnlearningBench.task()
    let test = try UnlearningBench.clouds(seed: 9)
    let oracle = try Retraining().unlearn(task)
    let none = try OracleDistance(oracle, oracle: oracle, of: task.model, test)
    #expect(none.activation == 0 && none.divergence == 0 && none.symmetricDivergence == 0 && none.agreement == 1)
    #expect(none.weights == 0)
    #expect(((none.states?.fidelity ?? 0) - 1).magnitude < 1e-12)
    var turned = oracle
    // Whole turns of an angle are no distance.
    turned.members[0][1] += 2 * .pi
    #expect((try OracleDistance(turned, oracle: oracle, of: task.model, test).weights ?? 1) < 1e-12)
    let far = try OracleDistance(UnlearnedModel(task.weights), oracle: oracle, of: task.model, test)
    #expect(far.activation > 0.1 && far.divergence > 0.01)
    #expect(far.symmetricDivergence > 0 && far.symmetricDivergence < 0.6932)
    #expect(far.agreement < 0.9)
    let states = try #require(far.states)
    #expect(states.totalVariation <= states.trace + 1e-12)
    #expect(states.trace * states.trace <= 1 - states.fidelity + 1e-12)
  }

  @Test("What was not forgotten is there at once; what was never learnt takes the epochs that it takes")
  func relearning() throws {
    let task = try UnlearningBench.task()
    #expect(try RelearnTime(task.weights, task, originalAccuracy: 1).epochs == 0)
    let oracle = try #require(try Retraining().unlearn(task).weights)
    let time = try RelearnTime(oracle, task, originalAccuracy: 1)
    #expect((1...50).contains(try #require(time.epochs)))
    #expect(try RelearnTime(oracle, task, originalAccuracy: 1, limit: 0).epochs == nil)
    // As many epochs of the same training.
    let forgotten = try task.forgotten
    var options = task.options
    options.epochCount = try #require(time.epochs)
    let trainer = try Trainer(task.model, on: forgotten, options: options)
    var state = try trainer.start(weights: oracle)
    try trainer.train(&state)
    #expect(try #require(try trainer.evaluate(forgotten, weights: state.weights).metrics.score) >= 0.95)
  }

  @Test("The gap is the mean of four distances to the oracle")
  func gap() throws {
    let task = try UnlearningBench.task()
    let evaluator = try UnlearningEvaluator(task, test: UnlearningBench.clouds(seed: 9), attackEpochs: 5)
    #expect(UnlearningEvaluator.gap(evaluator.oracleReading, evaluator.oracleReading) == 0)
    let evaluation = try evaluator.evaluate(HeadEdit())
    let (own, other) = (evaluation.reading, evaluator.oracleReading)
    let distances = [
      own.forgotten.value - other.forgotten.value, own.retained.value - other.retained.value,
      own.test.value - other.test.value, own.published.adapted.forgotten - other.published.adapted.forgotten,
    ]
    #expect((evaluation.gap - distances.reduce(0) { $0 + $1.magnitude } / 4).magnitude < 1e-15)
    // Perfect answers, and a model that still knows everything.
    #expect(own.forgotten.value == 0)
    #expect(evaluation.cost.circuits == 0)
    // The oracle's own row of the table is at no distance.
    let oracle = try evaluator.evaluate(Retraining())
    #expect(oracle.gap == 0 && oracle.onTest.activation == 0)
    // And what is drawn again scatters only where something is drawn.
    let edits = try evaluator.spread(of: HeadEdit(), repeats: 2)
    #expect(edits.forgotten.variance == 0 && edits.retained.variance == 0)
  }

  @Test("Test rows must tell what the forgotten class looks like, and labels must be classes")
  func refusals() throws {
    let task = try UnlearningBench.task()
    let test = try UnlearningBench.clouds()
    #expect(throws: DefenceError.self) { try UnlearningParts(task, test: test.selecting([0, 1, 2, 3, 4])) }
    #expect(throws: DefenceError.self) {
      try UnlearningParts(
        task, test: Examples(features: test.features, labels: .targets(Array(repeating: 1, count: 36))))
    }
    #expect(throws: DefenceError.self) {
      try UnlearningTask(
        task.model, training: task.training, split: ForgetSplit(forgotten: [0], retained: [0, 1]),
        weights: task.weights, options: task.options)
    }
    #expect(throws: DefenceError.self) {
      try UnlearningTask(
        task.model, training: task.training, split: task.split, weights: [1], options: task.options)
    }
  }
}
