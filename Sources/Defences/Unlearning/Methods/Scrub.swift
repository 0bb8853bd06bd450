internal import Models
internal import Numerics

/// SCRUB: a student leaves the trained model where it sees forgotten rows, and follows it on retained ones.
///
/// Epochs by turns make KL(teacher || student) grow on U, and KL + alpha CE small on R; the last ones do the second
/// alone. (Kurmanji, Triantafillou, Hayes and Triantafillou, arXiv:2302.09880, equation 2.)
package struct Scrub: DescentMethod {
  package var descent: Descent
  /// How many of the epochs begin with a pass that leaves the teacher.
  package var leavingEpochs: Int
  /// Alpha.
  package var labelShare: Double

  package init(
    _ descent: Descent = Descent(.adam(rate: 0.02), epochs: 6), leavingEpochs: Int = 3, labelShare: Double = 1
  ) {
    self.descent = descent
    self.leavingEpochs = leavingEpochs
    self.labelShare = labelShare
  }

  package var name: String { "scrub" }
  package var summary: String { "leaves the trained model on U and follows it on R, by turns" }
  package var needs: DataNeeds { [.forgotten, .retained] }

  package func work(for task: UnlearningTask) -> UnlearningWork {
    var (leaving, following) = (descent, descent)
    (leaving.epochs, following.epochs) = (min(leavingEpochs, descent.epochs), descent.epochs)
    return UnlearningWork(values: task.training.rowCount)
      + leaving.gradients(leading: task.split.forgotten.count)
      + following.gradients(leading: task.split.retained.count)
  }

  package func unlearn(_ task: UnlearningTask) throws(DefenceError) -> UnlearnedModel {
    try UnlearningTask.passing { () throws(ModelError) in
      let stream = RandomStream(seed: task.seed).substream("teacher")
      let teacher = try task.model.outputs(task.training.features, weights: task.weights, stream: stream)
      let leaving = Objective(
        [Objective.Term(rows: task.split.forgotten, weight: 0, imitation: -1)], teacher: teacher)
      let following = Objective(
        [Objective.Term(rows: task.split.retained, weight: labelShare, imitation: 1)], teacher: teacher)
      var single = descent
      single.epochs = 1
      var state: TrainingState?
      for epoch in 0..<max(descent.epochs, 0) {
        for (turn, objective) in [leaving, following].enumerated() where turn == 1 || epoch < leavingEpochs {
          let trainer = try task.trainer(objective, single, number: 2 * epoch + turn)
          var next = if let state { state.renewed } else { try trainer.start(weights: task.weights) }
          try trainer.train(&next)
          state = next
        }
      }
      return UnlearnedModel(state?.weights ?? task.weights)
    }
  }
}
