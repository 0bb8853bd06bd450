/// The limited-memory quasi-Newton method of Liu and Nocedal, Math. Program. 45 (1989) 503, asked for points and told
/// their values and gradients:
///
///     while optimiser.end == nil { optimiser.tell(value: f(optimiser.point), gradient: g(optimiser.point)) }
///
/// A copy, or what `Codable` brings back, goes on with the same bits.
package struct LimitedMemoryBFGS: Codable, Hashable, Sendable {
  /// The point to evaluate next; the result once there is an `end`.
  package private(set) var point: [Double]
  package private(set) var end: OptimisationEnd?
  /// Steps taken, and points told.
  package private(set) var iterations = 0
  package private(set) var evaluations = 0
  /// Where the present line starts, the best point so far up to rounding, with its value and gradient.
  package private(set) var origin: [Double]
  package private(set) var value = 0.0
  private var gradient: [Double] = []

  private let historyLength: Int
  private let gradientTolerance: Double
  private var direction: [Double] = []
  private var search: WolfeSearch?
  /// The gradient at the lowest trial of the search, first the origin.
  private var lowGradient: [Double] = []
  /// Pairs of earlier steps and changes of the gradient, the oldest first.
  private var history: [Pair] = []

  private struct Pair: Codable, Hashable, Sendable {
    let step: [Double]
    let change: [Double]
    /// The product of both, positive.
    let curvature: Double
  }

  /// Converged is where no derivative is larger than the tolerance.
  package init(start: [Double], historyLength: Int = 10, gradientTolerance: Double = 1e-8) {
    point = start
    origin = start
    self.historyLength = max(1, historyLength)
    self.gradientTolerance = gradientTolerance
  }

  /// Whether all that it remembers is of so many numbers, which what a file held may not be.
  package func fits(_ count: Int) -> Bool {
    let vectors = [point, origin] + (search == nil ? [] : [gradient, direction, lowGradient])
    return (vectors + history.flatMap { [$0.step, $0.change] }).allSatisfy { $0.count == count }
      && history.count <= historyLength
  }

  /// Takes the value and gradient at `point`, and moves `point` on.
  /// - Precondition: as many derivatives as the point has numbers.
  package mutating func tell(value: Double, gradient: [Double]) {
    precondition(gradient.count == point.count)
    guard end == nil else { return }
    evaluations &+= 1
    guard var search else {
      guard value.isFinite, gradient.allSatisfy(\.isFinite) else { return end = .notFinite }
      return begin(value, gradient)
    }
    let trial = search.step
    let verdict = search.tell(value: value, slope: dot(gradient, direction))
    if search.low.step == trial { lowGradient = gradient }
    self.search = search
    switch verdict {
    case .undecided: point = moved(origin, by: search.step, along: direction)
    case .accepted: advance(to: search.low)
    case .exhausted where search.low.step > 0: advance(to: search.low)
    case .exhausted where !history.isEmpty:
      history = []
      begin(self.value, self.gradient)
    case .exhausted: finish(.stalled)
    }
  }

  private mutating func finish(_ end: OptimisationEnd) {
    self.end = end
    point = origin
  }

  /// Takes the lowest trial as the new origin and remembers the step.
  private mutating func advance(to low: WolfeSearch.Sample) {
    let next = moved(origin, by: low.step, along: direction)
    let step = zip(next, origin).map { $0 - $1 }
    let change = zip(lowGradient, gradient).map { $0 - $1 }
    let curvature = dot(step, change)
    if curvature > 1e-12 * dot(change, change) {
      if history.count == historyLength { history.removeFirst() }
      history.append(Pair(step: step, change: change, curvature: curvature))
    }
    iterations &+= 1
    origin = next
    begin(low.value, lowGradient)
  }

  /// Starts the search along a new line from `origin`.
  private mutating func begin(_ value: Double, _ gradient: [Double]) {
    self.value = value
    self.gradient = gradient
    lowGradient = gradient
    guard gradient.contains(where: { $0.magnitude > gradientTolerance }) else { return finish(.converged) }
    direction = quasiNewtonDirection()
    var slope = dot(gradient, direction)
    if !(slope < 0) || !slope.isFinite {
      history = []
      direction = gradient.map { -$0 }
      slope = -dot(gradient, gradient)
    }
    guard slope < 0, slope.isFinite else { return finish(.stalled) }
    // The first step is no longer than 1, which for angles is about a sixth of a period.
    let firstStep = history.isEmpty ? min(1, 1 / (-slope).squareRoot()) : 1
    search = WolfeSearch(value: value, slope: slope, firstStep: firstStep)
    point = moved(origin, by: firstStep, along: direction)
  }

  /// Minus the gradient times the inverse of the second derivatives that the history tells of.
  private func quasiNewtonDirection() -> [Double] {
    var direction = gradient.map { -$0 }
    guard let newest = history.last else { return direction }
    var shares: [Double] = []
    for pair in history.reversed() {
      let share = dot(pair.step, direction) / pair.curvature
      direction = moved(direction, by: -share, along: pair.change)
      shares.append(share)
    }
    let scale = newest.curvature / dot(newest.change, newest.change)
    for place in direction.indices { direction[place] *= scale }
    for (pair, share) in zip(history, shares.reversed()) {
      direction = moved(direction, by: share - dot(pair.change, direction) / pair.curvature, along: pair.step)
    }
    return direction
  }
}
