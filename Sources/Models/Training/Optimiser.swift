package import Numerics

/// Which optimiser trains, with its settings.
package enum OptimiserChoice: Hashable, Sendable {
  /// SGD, Nesterov or Adam: a step a batch.
  case descent(GradientDescent.Rule)
  /// Gradient steps in the geometry of the circuits' states: a step a batch.
  case natural(NaturalGradient)
  /// SPSA: a step from two values of a batch.
  case perturbation(SPSA.Gains)
  /// iCANS or gCANS: a step a batch, with as many shots as earlier steps make worth while.
  case frugal(FrugalDescent.Settings)
  /// L-BFGS: all rows at once.
  case quasiNewton
  /// COBYLA: all rows at once, values only, with steps between two radii.
  case simplex(radius: Double, finalRadius: Double)

  /// Whether a batch is always all rows: a changing sample would mislead it.
  package var takesAllRows: Bool {
    switch self {
    case .quasiNewton, .simplex: true
    case .descent, .natural, .perturbation, .frugal: false
    }
  }
}

/// An optimiser at some point of a training, with all that it remembers.
package enum Optimiser: Codable, Hashable, Sendable {
  case descent(GradientDescent)
  case natural(NaturalGradient)
  case perturbation(SPSA)
  case frugal(FrugalDescent)
  case quasiNewton(LimitedMemoryBFGS)
  case simplex(COBYLA)

  init(_ choice: OptimiserChoice, start: [Double], stream: RandomStream) {
    switch choice {
    case .descent(let rule): self = .descent(GradientDescent(rule, count: start.count))
    case .natural(let step): self = .natural(step)
    case .perturbation(let gains): self = .perturbation(SPSA(start: start, gains: gains, stream: stream))
    case .frugal(let settings): self = .frugal(FrugalDescent(settings, count: start.count))
    case .quasiNewton: self = .quasiNewton(LimitedMemoryBFGS(start: start))
    case .simplex(let radius, let final): self = .simplex(COBYLA(start: start, radius: radius, finalRadius: final))
    }
  }

  /// What makes one like it; nil where it does not remember how it was made.
  package var choice: OptimiserChoice? {
    switch self {
    case .descent(let optimiser): .descent(optimiser.rule)
    case .natural(let step): .natural(step)
    case .frugal(let optimiser): .frugal(optimiser.settings)
    case .quasiNewton: .quasiNewton
    case .perturbation, .simplex: nil
    }
  }

  /// Whether it is one of a kind.
  func isMade(by choice: OptimiserChoice) -> Bool {
    switch (self, choice) {
    case (.descent(let optimiser), .descent(let rule)): optimiser.rule == rule
    case (.frugal(let optimiser), .frugal(let settings)): optimiser.settings == settings
    case (.natural(let step), .natural(let chosen)): step == chosen
    case (.perturbation, .perturbation), (.quasiNewton, .quasiNewton), (.simplex, .simplex): true
    default: false
    }
  }

  /// Whether its memory is that of so many weights, which a file may say wrongly.
  func fits(_ count: Int) -> Bool {
    switch self {
    case .descent(let optimiser): optimiser.fits(count)
    case .natural: true
    case .perturbation(let optimiser): optimiser.weights.count == count
    case .frugal(let optimiser): optimiser.fits(count)
    case .quasiNewton(let optimiser): optimiser.fits(count)
    case .simplex(let optimiser): optimiser.fits(count)
    }
  }

  /// Why it asks for nothing more.
  var end: OptimisationEnd? {
    switch self {
    case .quasiNewton(let optimiser): optimiser.end
    case .simplex(let optimiser): optimiser.end
    case .descent, .natural, .perturbation, .frugal: nil
    }
  }

  /// What a batch tells an optimiser, asked for at some weights.
  struct Answers {
    var value: ([Double]) throws(ModelError) -> Double
    var gradient: ([Double]) throws(ModelError) -> (value: Double, gradient: [Double])
    var metric: ([Double]) throws(ModelError) -> [Double]
    var measured: ([Double], _ shots: [Int]) throws(ModelError) -> FrugalDescent.Measurement
  }

  /// Asks what it needs at one batch, and moves the weights. Returns the loss at the weights that it asked about.
  mutating func step(_ weights: inout [Double], _ answers: Answers) throws(ModelError) -> Double {
    switch self {
    case .descent(var rule):
      let (value, gradient) = try answers.gradient(weights)
      // What is moved must not be shared, or it is copied.
      self = .natural(NaturalGradient(rate: 0))
      rule.step(&weights, gradient: gradient)
      self = .descent(rule)
      return value
    case .natural(let rule):
      let (value, gradient) = try answers.gradient(weights)
      let metric = try answers.metric(weights)
      guard rule.step(&weights, gradient: gradient, metric: metric) else {
        throw .training(reason: "the metric or the gradient is not finite", help: "take a smaller rate")
      }
      return value
    case .perturbation(var optimiser):
      let points = optimiser.points
      let (plus, minus) = (try answers.value(points.plus), try answers.value(points.minus))
      optimiser.tell(plus: plus, minus: minus)
      weights = optimiser.weights
      self = .perturbation(optimiser)
      return (plus + minus) / 2
    case .frugal(var optimiser):
      let value = try optimiser.step(&weights, answers.measured)
      self = .frugal(optimiser)
      return value
    case .quasiNewton(var optimiser):
      let (value, gradient) = try answers.gradient(optimiser.point)
      optimiser.tell(value: value, gradient: gradient)
      weights = optimiser.origin
      self = .quasiNewton(optimiser)
      return value
    case .simplex(var optimiser):
      let value = try answers.value(optimiser.point)
      optimiser.tell(value)
      weights = optimiser.best
      self = .simplex(optimiser)
      return value
    }
  }
}
