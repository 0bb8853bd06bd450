/// Optimisation by linear interpolation, without derivatives: Powell's COBYLA, "A direct search optimization method
/// that models the objective and constraint functions by linear interpolation" (1994), for no constraints but bounds.
/// Bounds are never left, where the general method treats them as it does constraints; steps grow and shrink with what
/// they bring, as in Zhang's PRIMA (2023).
///
/// Asked for a `point`, told its value. A copy, or what `Codable` brings back, goes on with the same bits.
package struct COBYLA: Codable, Hashable, Sendable {
  /// The point to evaluate next; the result once there is an `end`.
  package private(set) var point: [Double]
  package private(set) var end: OptimisationEnd?
  package private(set) var evaluations = 0
  /// How far apart points are told from each other; it only shrinks.
  package private(set) var radius: Double

  /// How far a step may go, at least the radius: more while steps bring what they are expected to.
  private var reach: Double
  private let finalRadius: Double
  private let bounds: [ClosedRange<Double>]?
  private var simplex: InterpolationSimplex
  private var stage = Stage.start

  /// What the point that is asked for is for.
  private enum Stage: Codable, Hashable, Sendable {
    case start
    /// The first simplex, along this coordinate.
    case spanning(Int)
    /// A better shape of the simplex, by moving this vertex.
    case shaping(Int)
    /// A step down, expected to bring so much.
    case descending(expected: Double, isWellShaped: Bool)
  }

  /// Powell's constants: a vertex is at least 0.25 radii from the face of the others and at most 2.1 from the pole.
  private static let leastHeight = 0.25
  private static let mostLength = 2.1
  private static let shapingStep = 0.5
  private static let farVertex = 1.1
  private static let shortStep = 0.1
  private static let worstValue = 1e100

  /// Starts with steps of a radius and ends when no step of the final radius helps. The start is taken into the
  /// bounds, if any, and the radius to half of the narrowest.
  /// - Precondition: a bound for each number of the start, or none.
  package init(
    start: [Double], radius: Double = 1, finalRadius: Double = 1e-4, bounds: [ClosedRange<Double>]? = nil
  ) {
    precondition(bounds.map { $0.count == start.count } ?? true)
    // Infinite bounds could not be saved.
    let largest = Double.greatestFiniteMagnitude
    let bounds = bounds?.map { $0.clamped(to: -largest...largest) }
    self.bounds = bounds
    self.finalRadius = max(finalRadius, 1e-14 * (start.map(\.magnitude).max() ?? 0))
    point = start
    if let bounds { point = zip(start, bounds).map { min(max($0, $1.lowerBound), $1.upperBound) } }
    let narrowest = bounds?.map { ($0.upperBound - $0.lowerBound) / 2 }.min()
    self.radius = min(radius, narrowest ?? radius)
    reach = self.radius
    simplex = InterpolationSimplex(pole: point, value: 0)
    if start.isEmpty || !(self.radius > 0 && self.radius < .infinity && finalRadius > 0) { end = .converged }
  }

  /// The best point told so far, and its value.
  package var best: [Double] { simplex.pole }
  package var bestValue: Double { simplex.poleValue }

  /// Whether all that it remembers is of so many numbers, which what a file held may not be.
  package func fits(_ count: Int) -> Bool {
    guard point.count == count, bounds.map({ $0.count == count }) ?? true else { return false }
    return switch stage {
    case .start: simplex.fits(count, vertices: 0)
    case .spanning(let coordinate): (0..<count).contains(coordinate) && simplex.fits(count, vertices: coordinate)
    case .shaping(let vertex): (0..<count).contains(vertex) && simplex.fits(count, vertices: count)
    case .descending: simplex.fits(count, vertices: count)
    }
  }

  /// Takes the value at `point`, and moves `point` on. What is no number counts as a large value.
  package mutating func tell(_ value: Double) {
    guard end == nil else { return }
    evaluations &+= 1
    let value = value.isNaN ? Self.worstValue : min(max(value, -Self.worstValue), Self.worstValue)
    let offset = zip(point, simplex.pole).map { $0 - $1 }
    switch stage {
    case .start:
      simplex = InterpolationSimplex(pole: point, value: value)
      span(0)
    case .spanning(let coordinate):
      simplex.append(offset, value: value)
      span(coordinate + 1)
    case .shaping(let vertex):
      simplex.replace(vertex, with: offset, value: value)
      proceed(shapingFirst: false)
    case .descending(let expected, let isWellShaped):
      let gain = simplex.poleValue - value
      adapt(gain / expected, dot(offset, offset).squareRoot())
      let replaced = vertexToReplace(offset, isBetter: gain > 0)
      if let replaced { simplex.replace(replaced, with: offset, value: value) }
      if replaced != nil, gain > 0.1 * expected {
        proceed(shapingFirst: false)
      } else {
        settle(isWellShaped)
      }
    }
  }

  /// Asks for the vertex of the first simplex along a coordinate.
  private mutating func span(_ coordinate: Int) {
    guard coordinate < point.count else {
      simplex.invert()
      // Next to huge numbers the radius may be nothing.
      return simplex.inverse.isEmpty ? finish(.stalled) : proceed(shapingFirst: false)
    }
    point = simplex.pole
    let isOutside = bounds.map { point[coordinate] + radius > $0[coordinate].upperBound } ?? false
    point[coordinate] += isOutside ? -radius : radius
    point = within(point)
    stage = .spanning(coordinate)
  }

  /// Asks for a step down, or first for a better shape where that is wanted and needed.
  private mutating func proceed(shapingFirst: Bool) {
    simplex.moveBestToPole()
    let gradient = simplex.gradient
    guard gradient.allSatisfy(\.isFinite) else { return finish(.stalled) }
    let isWellShaped = simplex.offsets.indices.allSatisfy {
      simplex.height($0) >= Self.leastHeight * reach && simplex.length($0) <= Self.mostLength * reach
    }
    if shapingFirst, !isWellShaped { return shape(gradient) }
    let step = descent(gradient)
    guard dot(step, step).squareRoot() >= Self.shortStep * radius else {
      adapt(0, reach)
      return settle(isWellShaped)
    }
    point = within(moved(simplex.pole, by: 1, along: step))
    stage = .descending(expected: -dot(gradient, step), isWellShaped: isWellShaped)
  }

  /// Sets how far to go after a step of a length that brought a share of what was expected.
  private mutating func adapt(_ share: Double, _ length: Double) {
    reach = share > 0.7 ? max(reach / 2, 2 * length) : share > 0.1 ? max(reach / 2, length) : length / 2
    if !(reach > 1.5 * radius) { reach = radius }
  }

  /// After a step that brought little: a better shape, then a shorter step, then a smaller radius, then the end.
  private mutating func settle(_ isWellShaped: Bool) {
    guard isWellShaped else { return proceed(shapingFirst: true) }
    guard reach <= radius else { return proceed(shapingFirst: false) }
    guard radius > finalRadius else { return finish(.converged) }
    radius /= 2
    if radius <= 1.5 * finalRadius { radius = finalRadius }
    reach = radius
    simplex.invert()
    proceed(shapingFirst: false)
  }

  private mutating func finish(_ end: OptimisationEnd) {
    simplex.moveBestToPole()
    point = simplex.pole
    self.end = end
  }

  /// Asks for a vertex in place of one that is too far away, or else of the flattest.
  private mutating func shape(_ gradient: [Double]) {
    let vertices = simplex.offsets.indices
    guard let farthest = vertices.max(by: { simplex.length($0) < simplex.length($1) }),
      let flattest = vertices.min(by: { simplex.height($0) < simplex.height($1) })
    else { return }
    let vertex = simplex.length(farthest) > Self.mostLength * reach ? farthest : flattest
    let normal = simplex.inverse[vertex]
    let factor = Self.shapingStep * reach * simplex.height(vertex)
    func point(_ factor: Double) -> (point: [Double], height: Double) {
      let point = within(moved(simplex.pole, by: factor, along: normal))
      return (point, dot(normal, zip(point, simplex.pole).map { $0 - $1 }).magnitude)
    }
    let downhill = point(dot(gradient, normal) <= 0 ? factor : -factor)
    let uphill = point(dot(gradient, normal) <= 0 ? -factor : factor)
    // Bounds may cut a step away; of two opposite ones, the longer has at least half of its square left.
    self.point = downhill.height >= 0.5 * uphill.height ? downhill.point : uphill.point
    stage = .shaping(vertex)
  }

  /// The vertex in whose place a new point keeps the volume: as Powell's, far vertices first; nil where the point is
  /// no better and every volume would shrink.
  private func vertexToReplace(_ offset: [Double], isBetter: Bool) -> Int? {
    var chosen: Int?
    var largest = isBetter ? 0.0 : 1.0
    let volumes = simplex.inverse.map { dot($0, offset).magnitude }
    for (vertex, volume) in volumes.enumerated() where volume > largest {
      largest = volume
      chosen = vertex
    }
    var farthest = Self.farVertex * reach
    for (vertex, volume) in volumes.enumerated() {
      let height = simplex.height(vertex)
      guard volume > 0, volume * height >= Self.leastHeight * reach || volume >= 1 else { continue }
      let gap = isBetter ? zip(simplex.offsets[vertex], offset).map { $0 - $1 } : simplex.offsets[vertex]
      let distance = dot(gap, gap).squareRoot()
      if distance > farthest {
        farthest = distance
        chosen = vertex
      }
    }
    return chosen
  }

  /// The step that lowers the linear function most, no longer than the radius and within the bounds: along minus the
  /// gradient, where coordinates that would leave their bounds stop there and the others go on.
  private func descent(_ gradient: [Double]) -> [Double] {
    var step = Array(repeating: 0.0, count: gradient.count)
    var free = gradient.indices.filter { gradient[$0] != 0 }
    var room = reach * reach
    while !free.isEmpty, room > 0 {
      let length = free.reduce(0) { $0 + gradient[$1] * gradient[$1] }.squareRoot()
      for place in free { step[place] = -room.squareRoot() / length * gradient[place] }
      guard let bounds else { return step }
      let stopped = free.filter { !bounds[$0].contains(simplex.pole[$0] + step[$0]) }
      guard !stopped.isEmpty else { return step }
      for place in stopped {
        let bound = step[place] < 0 ? bounds[place].lowerBound : bounds[place].upperBound
        step[place] = bound - simplex.pole[place]
        room -= step[place] * step[place]
      }
      free.removeAll { stopped.contains($0) }
    }
    for place in free { step[place] = 0 }
    return step
  }

  /// The point, taken into the bounds that it was computed to keep.
  private func within(_ point: [Double]) -> [Double] {
    guard let bounds else { return point }
    return zip(point, bounds).map { min(max($0, $1.lowerBound), $1.upperBound) }
  }
}
