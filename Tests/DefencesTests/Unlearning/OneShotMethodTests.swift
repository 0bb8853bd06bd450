@testable import Defences
import Models
import Numerics
import Testing

@Suite struct OneShotMethodTests {
  @Test("The true diagonal is the mean of squared gradients of single rows, and batches make it smaller")
  func empirical() throws {
    let task = try UnlearningBench.task()
    let stream = RandomStream(seed: 1)
    func diagonal(_ kind: FisherInformation.Kind) throws -> [Double] {
      try FisherInformation(kind).diagonal(
        of: task.model, task.training, loss: task.loss, weights: task.weights, stream: stream)
    }
    var sum = task.weights.map { _ in 0.0 }
    for row in 0..<36 {
      let one = try task.training.selecting([row])
      let evaluation = try task.model.forward(one.features, weights: task.weights)
      let loss = task.loss.evaluate(evaluation.outputs, one.labels, rows: 0..<1)
      let gradient = try task.model.backward(evaluation, cotangents: loss.cotangents).weights
      for place in sum.indices { sum[place] += gradient[place] * gradient[place] / 36 }
    }
    let found = try diagonal(.empirical(batchSize: 1))
    for (own, expected) in zip(found, sum) { #expect((own - expected).magnitude < 1e-13) }
    let batched = try diagonal(.empirical(batchSize: 12))
    #expect(zip(batched, found).allSatisfy { $0 <= $1 + 1e-15 })
    let (sumOfBatches, sumOfRows) = (batched.reduce(0, +), found.reduce(0, +))
    #expect(sumOfBatches < 0.9 * sumOfRows)
  }

  @Test("The expected diagonal of softmax is the mean of p (1 - p) times squared inputs, of a head's weights")
  func expected() throws {
    let task = try UnlearningBench.task()
    let found = try FisherInformation(.expected).diagonal(
      of: task.model, task.training, loss: task.loss, weights: task.weights, stream: RandomStream(seed: 1))
    // The biases stand last: their inputs are 1.
    let outputs = try task.model.outputs(task.training.features, weights: task.weights)
    var expected = [0.0, 0, 0]
    for row in 0..<36 {
      let powers = outputs[3 * row..<3 * row + 3].map { exponential($0) }
      for column in 0..<3 {
        let share = powers[column] / powers.reduce(0, +)
        expected[column] += share * (1 - share) / 36
      }
    }
    for (own, value) in zip(found.suffix(3), expected) { #expect((own - value).magnitude < 1e-10) }
    // No measurement says more of the circuit's angles than the quantum information of its state.
    let quantum = try FisherInformation(.quantum).diagonal(
      of: task.model, task.training, loss: task.loss, weights: task.weights, stream: RandomStream(seed: 1))
    #expect(Array(quantum.suffix(9)) == Array(found.suffix(9)))
    #expect(quantum.prefix(4).allSatisfy { $0 >= 0 && $0 <= 1 + 1e-12 })
  }

  /// e^x by its series, halved often enough.
  private func exponential(_ x: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    for order in 1..<20 {
      term *= x / 256 / Double(order)
      sum += term
    }
    return (0..<8).reduce(sum) { value, _ in value * value }
  }

  @Test("Dampening follows its formula, weight by weight")
  func dampening() throws {
    let task = try UnlearningBench.task()
    var weights = task.weights
    // An angle of more than a turn.
    weights[0] = 7
    let turned = try UnlearningTask(
      task.model, training: task.training, split: task.split, weights: weights, options: task.options)
    var all = weights.map { _ in 1.0 }
    var forgotten = all
    (forgotten[0], forgotten[5], forgotten[6], all[7], forgotten[7]) = (20, 20, 9, 0, 1)
    let found = SelectiveDampening(selection: 10, dampening: 4).dampened(turned, all: all, forgotten: forgotten)
    let result = try #require(found.weights)
    #expect((result[0] - 0.2 * (7 - 2 * Double.pi)).magnitude < 1e-12)
    #expect((result[5] - 0.2 * weights[5]).magnitude < 1e-12)
    // Not selected, and one about which only the forgotten rows say anything.
    #expect(result[6] == weights[6])
    #expect(result[7] == 0)
    #expect(found.notes == ["3 of 13 weights dampened, 1 of them angles, at alpha 10.0"])
    // A third of the rows: weights of more than 3^(1/2) times the information are selected.
    (forgotten[6], forgotten[5]) = (1.74, 1.73)
    let usual = SelectiveDampening().dampened(turned, all: all, forgotten: forgotten)
    #expect(usual.weights?[5] == weights[5])
    #expect(usual.weights?[6] == weights[6] / 1.74)
    (forgotten[6], forgotten[5]) = (9, 20)
    let towards = SelectiveDampening(selection: 10, dampening: 4, origin: .initial)
      .dampened(turned, all: all, forgotten: forgotten)
    let initial = turned.initialWeights
    #expect(((towards.weights?[5] ?? 0) - (initial[5] + 0.2 * (weights[5] - initial[5]))).magnitude < 1e-12)
    // The outputs do not change with whole turns.
    let distance = (towards.weights?[0] ?? 0) - initial[0]
    #expect(distance.magnitude <= 0.2 * Double.pi + 1e-12)
  }

  @Test("An adaptive alpha dampens ln(1 + 100 |U| / |D|) per cent of the weights, those that matter most to U")
  func adaptive() throws {
    let ratios = (0..<200).map { Double(($0 * 73) % 200) / 20 }
    let all = ratios.map { _ in 2.0 }
    let forgotten = ratios.map { 2 * $0 }
    // ln 11 per cent of 200 weights are 4.8, ln 1.01 per cent none: then one.
    for (share, count) in [(0.1, 5), (0.0001, 1), (0.5, 8)] {
      let alpha = SelectiveDampening.selection(all, forgotten, share: share)
      #expect(ratios.count { $0 > alpha } == count)
    }
    // Weights that matter less to U than to all are never selected, nor ones that matter to nobody.
    #expect(SelectiveDampening.selection([2, 1, 0], [1, 0.5, 0], share: 0.1) == 1)
    let task = try UnlearningBench.task()
    let weights = task.weights.map { _ in 1.0 }
    let own = weights.indices.map { $0 == 5 ? 30.0 : 1 }
    #expect(SelectiveDampening.adaptive.dampened(task, all: weights, forgotten: own).notes[0].hasPrefix("1 of 13"))
  }

  @Test(
    "Dampening angles destroys a circuit that all classes share; the adaptive alpha keeps what is retained",
    .enabled(if: Scale.isFull))
  func destroys() throws {
    let model = try CompiledModel(#require(Zoo.model(named: "basic-qnn-reduced")))
    let digits = try ShippedData.digits.load()
    let rows = digits.selecting(rows: Array(0..<216))
    let examples = try Examples(Preparation(of: rows, for: model.model).fit(on: rows.features).apply(to: rows))
    let options = TrainingOptions(optimiser: .descent(.adam(rate: 0.05)), batchSize: 16, epochCount: 30, seed: 1)
    let trainer = try Trainer(model, on: examples, options: options)
    var state = try trainer.start()
    try trainer.train(&state)
    let split = try ForgetSplit(
      .classNamed("4"), labels: examples.labels, rows: Array(0..<216), dataRowCount: 216, seed: 1)
    let task = try UnlearningTask(
      model, training: examples, split: split, weights: state.weights, options: options)
    func accuracy(_ method: SelectiveDampening) throws -> Double {
      let weights = try #require(try method.unlearn(task).weights)
      let retained = try task.retained
      let scores = try model.outputs(retained.features, weights: weights)
      guard case .classes(let classes, _) = retained.labels else { return 0 }
      let hits = classes.indices.count { row in
        let own = Array(scores[10 * row..<10 * row + 10])
        return own.firstIndex(of: own.max() ?? 0) == classes[row]
      }
      return Double(hits) / Double(classes.count)
    }
    #expect(try accuracy(.adaptive) > 0.85)
    #expect(try accuracy(SelectiveDampening()) < 0.5)
  }

  @Test("Influence is exact where the loss is quadratic", arguments: [512, 0])
  func quadratic(largestMatrix: Int) throws {
    let (model, examples) = try UnlearningBench.line()
    let (forgotten, retained) = ([1, 4, 9], [0, 2, 3, 5, 6, 7, 8, 10, 11])
    let task = try UnlearningTask(
      model, training: examples, split: ForgetSplit(forgotten: forgotten, retained: retained),
      weights: UnlearningBench.leastSquares(examples, Array(0..<12)), options: TrainingOptions())
    let method = InfluenceUpdate(damping: 0, largestMatrix: largestMatrix)
    let found = try #require(try method.unlearn(task).weights)
    for (own, expected) in zip(found, try UnlearningBench.leastSquares(examples, retained)) {
      #expect((own - expected).magnitude < 1e-9)
    }
    #expect(method.work(for: task) == UnlearningWork(gradients: 3, curvatures: 9))
  }

  @Test("Influence damps until the matrix is positive definite, and says so")
  func damped() throws {
    let task = try UnlearningBench.task(forgetting: [0, 1])
    for matrix in [512, 0] {
      let found = try InfluenceUpdate(damping: 1e-9, largestMatrix: matrix).unlearn(task)
      #expect(found.weights?.allSatisfy(\.isFinite) == true)
      #expect(found.notes.first?.contains("damping") == true)
    }
  }

  @Test("Scrubbing noise has the variance of its formula, within bounds")
  func scrubbing() throws {
    let task = try UnlearningBench.task()
    let information = try FisherInformation(.expected).diagonal(
      of: task.model, task.retained, loss: task.loss, weights: task.weights, stream: RandomStream(seed: 0))
    var squares = task.weights.map { _ in 0.0 }
    let draws = 300
    for seed in 0..<draws {
      var options = task.options
      options.seed = UInt64(seed)
      let other = try UnlearningTask(
        task.model, training: task.training.selecting([0, 1, 2]),
        split: ForgetSplit(forgotten: [2], retained: [0, 1]), weights: task.weights, options: options)
      let found = try #require(try FisherScrubbing(scale: 1e-3).unlearn(other).weights)
      for place in squares.indices {
        squares[place] += (found[place] - task.weights[place]) * (found[place] - task.weights[place])
      }
    }
    let small = try FisherInformation(.expected).diagonal(
      of: task.model, task.training.selecting([0, 1]), loss: task.loss, weights: task.weights,
      stream: RandomStream(seed: 0))
    for (square, own) in zip(squares, small) {
      let expected = min(1e-3 / (own + 1e-8), 1e3)
      // The relative deviation of a variance from 300 draws is 0.082: five of them.
      #expect((square / Double(draws) / expected - 1).magnitude < 0.41)
    }
    #expect(information.count == squares.count)
  }

  @Test("A head edit changes the last layer's class alone, and the class is never named again")
  func headEdit() throws {
    let task = try UnlearningBench.task()
    let found = try #require(try HeadEdit().unlearn(task).weights)
    // 4 angles, then a row of 2 a class, then the biases.
    #expect(Array(found[..<8]) == Array(task.weights[..<8]))
    #expect(Array(found[8..<10]) == [0, 0])
    #expect(Array(found[10..<12]) == Array(task.weights[10..<12]))
    var draws = RandomStream(seed: 3)
    let rows = (0..<400).map { _ in draws.uniform() * 6 }
    let outputs = try task.model.outputs(rows, weights: found)
    let before = try task.model.outputs(rows, weights: task.weights)
    for row in 0..<200 {
      #expect(outputs[3 * row + 2] < min(outputs[3 * row], outputs[3 * row + 1]))
      #expect(outputs[3 * row..<3 * row + 2] == before[3 * row..<3 * row + 2])
    }
    #expect(throws: DefenceError.self) { try HeadEdit().unlearn(UnlearningBench.task(forgetting: [0])) }
  }
}
