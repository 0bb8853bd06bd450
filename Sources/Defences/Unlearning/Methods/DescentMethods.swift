internal import Models
internal import Numerics

/// Training anew without the forgotten rows: the oracle that every other method is measured by.
package struct Retraining: UnlearningMethod {
  /// Whether it begins with other weights than the original training. How far two oracles are apart is how close a
  /// method can be told to come to one.
  package var hasOtherStart: Bool

  package init(hasOtherStart: Bool = false) { self.hasOtherStart = hasOtherStart }

  package var name: String { hasOtherStart ? "retrain:again" : "retrain" }
  package var summary: String {
    hasOtherStart ? "another oracle, from another start" : "trains a new model on R: the oracle"
  }
  package var needs: DataNeeds { .retained }

  package func work(for task: UnlearningTask) -> UnlearningWork {
    UnlearningWork(gradients: saturated(task.options.epochCount, *, task.split.retained.count))
  }

  package func unlearn(_ task: UnlearningTask) throws(DefenceError) -> UnlearnedModel {
    try UnlearningTask.passing { () throws(ModelError) in
      var options = task.options
      (options.seed, options.patience) = (hasOtherStart ? task.seed &+ 0x9E37_79B9_7F4A_7C15 : task.seed, nil)
      let trainer = try Trainer(task.trainedOn, on: task.retained, options: options)
      var state = try trainer.start()
      try trainer.train(&state)
      return UnlearnedModel(state.result)
    }
  }
}

/// Training on, with the retained rows alone.
package struct FineTuning: DescentMethod {
  package var descent: Descent

  package init(_ descent: Descent = Descent(.adam(rate: 0.02), epochs: 5)) { self.descent = descent }

  package var name: String { "fine-tune" }
  package var summary: String { "trains on with R alone" }
  package var needs: DataNeeds { .retained }

  package func work(for task: UnlearningTask) -> UnlearningWork {
    descent.gradients(leading: task.split.retained.count)
  }

  package func unlearn(_ task: UnlearningTask) throws(DefenceError) -> UnlearnedModel {
    try UnlearningTask.passing { () throws(ModelError) in
      UnlearnedModel(try task.trained(nil, on: task.retained, descent).weights)
    }
  }
}

/// Gradient ascent on the loss of the forgotten rows, as arXiv:2509.06086 does it.
package struct GradientAscent: DescentMethod {
  package enum Form: String, CaseIterable, Hashable, Sendable {
    /// Ends where the loss is that of a model that knows nothing.
    case bounded
    /// As the published code ascends with its hybrid network: SGD with momentum, batches of 16, 6 epochs, no bound.
    case hybrid
    /// And with its basic network: Nesterov's momentum, one batch of 16 an epoch, 10 epochs, no bound.
    case basic
  }

  package var form: Form
  package var descent: Descent
  /// Where the ascent ends; nil where the form says.
  package var largestLoss: Double?

  package init(_ form: Form = .bounded, descent: Descent? = nil, largestLoss: Double? = nil) {
    self.form = form
    self.descent = descent ?? Self.descent(of: form)
    self.largestLoss = largestLoss
  }

  package static func descent(of form: Form) -> Descent {
    switch form {
    // A loss that was brought to nearly nothing has a slope as small: it takes hundreds of epochs to climb from there.
    case .bounded: Descent(.momentum(rate: 0.01, momentum: 0.9), batchSize: 16, epochs: 1000)
    case .hybrid: Descent(.momentum(rate: 0.01, momentum: 0.9), batchSize: 16, epochs: 6)
    case .basic: Descent(.nesterov(rate: 0.05, momentum: 0.9), batchSize: 16, epochs: 10, batchLimit: 1)
    }
  }

  package var name: String { form == .bounded ? "gradient-ascent" : "gradient-ascent:\(form.rawValue)" }
  package var summary: String {
    switch form {
    case .bounded: "ascends the loss of U until it is that of a guess"
    case .hybrid: "ascends the loss of U as the published code's hybrid network"
    case .basic: "ascends the loss of U as the published code's basic network"
    }
  }
  package var needs: DataNeeds { .forgotten }

  /// The most that it takes: a bound ends it sooner.
  package func work(for task: UnlearningTask) -> UnlearningWork {
    descent.gradients(leading: task.split.forgotten.count)
  }

  package func unlearn(_ task: UnlearningTask) throws(DefenceError) -> UnlearnedModel {
    try UnlearningTask.passing { () throws(ModelError) in
      let bound = form == .bounded ? try task.bound(largestLoss) : largestLoss
      let forgotten = try task.forgotten
      let term = Objective.Term(rows: Array(0..<forgotten.rowCount), weight: -1)
      let state = try task.trained(Objective([term], largestLoss: bound), on: forgotten, descent)
      let note = state.end == .bound ? "ended by its bound after \(state.epoch) whole epochs" : "took all its epochs"
      return UnlearnedModel(state.weights, notes: [note])
    }
  }
}

/// Relative gradient ascent, the third mechanism of arXiv:2509.06086: neither its paper's text nor its code was public
/// when this was written, so three readings of the name stand here.
package struct RelativeAscent: DescentMethod {
  package enum Reading: String, CaseIterable, Hashable, Sendable {
    /// w += rate (g_U - beta g_R)
    case joint
    /// w += rate (|g_R| / |g_U| g_U - g_R)
    case magnitude
    /// w += rate (g_U - (g_U . g_R / |g_R|^2) g_R) where g_U . g_R > 0, else rate g_U
    case projected
  }

  package var reading: Reading
  /// Beta of the joint reading.
  package var retainedShare: Double
  package var descent: Descent
  /// Where the ascent ends; nil for the loss of a model that knows nothing.
  package var largestLoss: Double?

  package init(
    _ reading: Reading = .joint, retainedShare: Double = 1,
    descent: Descent = Descent(.momentum(rate: 0.01, momentum: 0.9), epochs: 5), largestLoss: Double? = nil
  ) {
    self.reading = reading
    self.retainedShare = retainedShare
    self.descent = descent
    self.largestLoss = largestLoss
  }

  package var name: String { "relative-ascent:\(reading.rawValue)" }
  package var summary: String {
    switch reading {
    case .joint: "ascends the loss of U and descends that of R"
    case .magnitude: "the same, with the gradient of U as long as that of R"
    case .projected: "ascends the loss of U where that does not harm R"
    }
  }
  package var needs: DataNeeds { [.forgotten, .retained] }

  package func work(for task: UnlearningTask) -> UnlearningWork { PairedParts.work(task, descent) }

  package func unlearn(_ task: UnlearningTask) throws(DefenceError) -> UnlearnedModel {
    let (weights, combination): ((Double, Double), Objective.Combination) =
      switch reading {
      case .joint: ((-1, retainedShare), .sum)
      case .magnitude: ((-1, 1), .relative)
      case .projected: ((-1, 0), .projected)
      }
    return try UnlearningTask.passing { () throws(ModelError) in
      let bound = try task.bound(largestLoss)
      let objective = Objective(
        PairedParts.terms(task, forgotten: weights.0, retained: weights.1), combination: combination,
        largestLoss: bound)
      let state = try task.trained(objective, descent)
      let note = state.end == .bound ? "ended by its bound after \(state.epoch) whole epochs" : "took all its epochs"
      return UnlearnedModel(state.weights, notes: [note])
    }
  }
}

/// NegGrad+: descends CE(R) - alpha CE(U). (Kurmanji and others, arXiv:2302.09880, section 4.)
package struct NegativeGradient: DescentMethod {
  package var forgottenShare: Double
  package var descent: Descent

  package init(forgottenShare: Double = 0.2, descent: Descent = Descent(.adam(rate: 0.02), epochs: 5)) {
    self.forgottenShare = forgottenShare
    self.descent = descent
  }

  package var name: String { "neggrad-plus" }
  package var summary: String { "descends the loss of R less a share of that of U" }
  package var needs: DataNeeds { [.forgotten, .retained] }

  package func work(for task: UnlearningTask) -> UnlearningWork { PairedParts.work(task, descent) }

  package func unlearn(_ task: UnlearningTask) throws(DefenceError) -> UnlearnedModel {
    try UnlearningTask.passing { () throws(ModelError) in
      let terms = PairedParts.terms(task, forgotten: -forgottenShare, retained: 1)
      return UnlearnedModel(try task.trained(Objective(terms), descent).weights)
    }
  }
}

/// Batches that hold forgotten and retained rows side by side.
enum PairedParts {
  static func terms(_ task: UnlearningTask, forgotten: Double, retained: Double) -> [Objective.Term] {
    [
      Objective.Term(rows: task.split.forgotten, weight: forgotten),
      Objective.Term(rows: task.split.retained, weight: retained),
    ]
  }

  static func work(_ task: UnlearningTask, _ descent: Descent) -> UnlearningWork {
    let counts = [task.split.forgotten.count, task.split.retained.count].sorted()
    return descent.gradients(leading: counts[1], others: [counts[0]])
  }
}
