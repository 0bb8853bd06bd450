/// The search for a step along a line of descent that meets the strong Wolfe conditions, one trial at a time: Nocedal
/// and Wright, "Numerical optimization" (2006), algorithms 3.5 and 3.6 as one loop. A step that rounding keeps from
/// showing a decrease counts as one when its slope is small: Hager and Zhang, SIAM J. Optim. 16 (2005) 170.
struct WolfeSearch: Codable, Hashable, Sendable {
  struct Sample: Codable, Hashable, Sendable {
    var step: Double
    var value: Double
    /// The derivative of the value by the step.
    var slope: Double
  }

  enum Verdict {
    /// Another step is to be tried.
    case undecided
    case accepted
    /// No further trial is worth it; `low` is the best step found, the start if its step is 0.
    case exhausted
  }

  private static let sufficientDecrease = 1e-4
  private static let curvature = 0.9
  private static let valueRounding = 1e-14
  private static let mostTrials = 30
  private static let growth = 3.0

  /// What stands for a value that is no number or too large.
  static let worstValue = 1e300

  private let start: Sample
  /// The lowest trial with a sufficient decrease so far.
  private(set) var low: Sample
  /// The other end of an interval in which an acceptable step lies, once there is one.
  private var high: Sample?
  private(set) var step: Double
  private var trials = 0

  /// - Precondition: a negative slope.
  init(value: Double, slope: Double, firstStep: Double) {
    start = Sample(step: 0, value: value, slope: slope)
    low = start
    step = firstStep
  }

  /// Judges the trial at `step`, and chooses the next.
  mutating func tell(value: Double, slope: Double) -> Verdict {
    let isNumber = value.isFinite && slope.isFinite && value < Self.worstValue
    let trial = Sample(step: step, value: isNumber ? value : Self.worstValue, slope: isNumber ? slope : 0)
    trials += 1
    let decreases = trial.value <= start.value + Self.sufficientDecrease * step * start.slope
    let isLevel = isNumber && trial.value <= start.value + Self.valueRounding * start.value.magnitude
    if decreases || isLevel, trial.slope.magnitude <= -Self.curvature * start.slope {
      low = trial
      return .accepted
    }
    if !decreases || trial.value >= low.value {
      high = trial
    } else {
      let isPastMinimum = high.map { trial.slope * ($0.step - low.step) >= 0 } ?? (trial.slope >= 0)
      if isPastMinimum { high = low }
      low = trial
    }
    guard trials < Self.mostTrials, let next = nextStep(), next != low.step, next != high?.step else {
      return .exhausted
    }
    step = next
    return .undecided
  }

  /// The minimum of the cubic through both ends, kept off them; every third time the middle, so that the interval
  /// shrinks.
  private func nextStep() -> Double? {
    guard let high else {
      let farther = low.step * Self.growth
      return farther.isFinite ? farther : nil
    }
    let width = high.step - low.step
    let middle = low.step + width / 2
    guard trials % 3 != 0, high.value < Self.worstValue else { return middle }
    let secant = low.slope + high.slope - 3 * (low.value - high.value) / (low.step - high.step)
    let root = (secant * secant - low.slope * high.slope).squareRoot() * (width < 0 ? -1 : 1)
    let share = 1 - (high.slope + root - secant) / (high.slope - low.slope + 2 * root)
    return share.isFinite ? low.step + width * min(max(share, 0.1), 0.9) : middle
  }
}
