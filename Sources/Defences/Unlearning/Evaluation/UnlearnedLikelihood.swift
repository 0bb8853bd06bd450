package import Membership
package import Models
internal import Numerics

/// U-LiRA: can one tell a row that was learnt and forgotten from one that was never seen, knowing how the model forgets?
///
/// Each of many models learns the retained rows and a half of the forgotten ones that is drawn for it, and forgets that
/// half. Against each of them likelihood ratios are fitted to all others (Carlini and others, arXiv:2112.03570, equation
/// 4; Hayes and others, arXiv:2403.01218, section 4): the attacker adapts to the method, and each row is compared with
/// itself.
package struct UnlearnedLikelihood: Sendable {
  package var modelCount: Int
  package var threadCount: Int

  package init(modelCount: Int = 16, threadCount: Int = 1) {
    self.modelCount = modelCount
    self.threadCount = threadCount
  }

  /// The trained models, which all methods share.
  package struct Models: Sendable {
    let tasks: [UnlearningTask]
    /// Whether each model learnt each of the forgotten rows, [model][row of U].
    let members: [[Bool]]
  }

  /// What training takes.
  package func work(for task: UnlearningTask) -> UnlearningWork {
    let rows = task.split.retained.count + task.split.forgotten.count / 2
    return UnlearningWork(gradients: saturated(saturated(rows, *, task.options.epochCount), *, modelCount))
  }

  package func trained(_ task: UnlearningTask) throws(DefenceError) -> Models {
    guard modelCount >= 6 else {
      throw .misuse("\(modelCount) models are too few to fit likelihoods to", help: "ask for 6 or more")
    }
    guard task.split.forgotten.count >= 2 else {
      throw .misuse(
        "further models each learn half of the forgotten rows, and one row has no half",
        help: "forget two rows or more, or leave --models out")
    }
    let members = members(task)
    let tasks = try ConcurrentModels.map(modelCount, threadCount: threadCount) { (number) throws(DefenceError) in
      try Self.trained(task, number, members[number])
    }
    return Models(tasks: tasks, members: members)
  }

  /// How well the rows are told that each model forgot, by a method or with nil before any, from what `reader` answers.
  package func score(
    _ method: (any UnlearningMethod)?, on models: Models, of task: UnlearningTask, reader: CompiledModel? = nil
  ) throws(DefenceError) -> MembershipScore {
    let forgotten = try UnlearningTask.passing { () throws(ModelError) in try task.forgotten }
    let answers = try ConcurrentModels.map(models.tasks.count, threadCount: threadCount) {
      (number) throws(DefenceError) in
      let own = models.tasks[number]
      let result = try method?.unlearn(own) ?? UnlearnedModel(own.weights)
      let stream = RandomStream(seed: own.seed).substream("evaluation")
      return try UnlearningTask.passing { () throws(ModelError) in
        try ModelAnswers(result, of: reader ?? own.model, forgotten, loss: own.loss, stream: stream)
      }
    }
    do throws(MembershipError) {
      var trials: [MembershipScore.Trial] = []
      for target in answers.indices {
        let references = answers.indices.filter { $0 != target }.map { number in
          ReferenceModel(member: models.members[number], outputs: .probabilities(answers[number].probabilities))
        }
        let evidence = try MembershipEvidence(
          labels: answers[target].labels, target: .probabilities(answers[target].probabilities),
          references: references)
        let finding = try LikelihoodRatioAttack(.online, spread: .pooled).find(evidence)
        trials.append(MembershipScore.Trial(finding, truth: models.members[target]))
      }
      return try MembershipScore(trials, stream: RandomStream(seed: task.seed).substream("bootstrap"))
    } catch {
      throw .misuse(error.message, help: error.help)
    }
  }

  /// Each row is in half of the models, and each model has half of the rows or so, at least one.
  private func members(_ task: UnlearningTask) -> [[Bool]] {
    var draws = RandomStream(seed: task.seed).substream("halves")
    let count = task.split.forgotten.count
    var result = Array(repeating: Array(repeating: false, count: count), count: modelCount)
    for row in 0..<count {
      // The models with the lesser half of as many random numbers.
      let keys = (0..<modelCount).map { _ in draws.uniform() }
      let order = keys.indices.sorted { keys[$0] < keys[$1] }
      for model in order.prefix(modelCount / 2) { result[model][row] = true }
    }
    for model in result.indices where !result[model].contains(true) || !result[model].contains(false) {
      result[model][model % count].toggle()
    }
    return result
  }

  private static func trained(
    _ task: UnlearningTask, _ number: Int, _ members: [Bool]
  ) throws(DefenceError) -> UnlearningTask {
    let learnt = zip(task.split.forgotten, members).filter { $0.1 }.map(\.0)
    let rows = task.split.retained + learnt
    let count = task.split.retained.count
    var options = task.options
    var draws = RandomStream(seed: task.seed).substream("shadow").substream(number)
    (options.seed, options.patience) = (draws.next(), nil)
    let (examples, weights) = try UnlearningTask.passing { () throws(ModelError) in
      let examples = try task.training.selecting(rows)
      let trainer = try Trainer(task.trainedOn, on: examples, options: options)
      var state = try trainer.start()
      try trainer.train(&state)
      return (examples, state.result)
    }
    let split = ForgetSplit(
      forgotten: Array(count..<rows.count), retained: Array(0..<count), forgottenClass: task.split.forgottenClass)
    return try UnlearningTask(
      task.model, training: examples, split: split, weights: weights, options: options,
      trainedOn: task.trainedOn, shots: task.shots)
  }
}
