import Foundation
@testable import Inversion
import Models
import Numerics
import Testing

@Suite struct StartRaceTests {
  // MARK: Densities

  /// Points of the unit square whose first coordinates rise.
  private func points(_ count: Int) -> [[Double]] {
    (0..<count).map { place in
      let first = (Double(place) + 0.5) / Double(count)
      let second = Double(place * 611 % count) / Double(count)
      return [first, second]
    }
  }

  @Test("starts stay where they are where values change evenly, and where nothing is known")
  func even() {
    let points = points(64)
    for logarithm in [3.7, .nan, -.infinity] {
      let density = StartDensity(points, logDeterminants: points.map { _ in logarithm })
      for point in points {
        for (moved, place) in zip(density.moved(point), point) { #expect((moved - place).magnitude < 1e-12) }
      }
    }
  }

  @Test("starts lie as densely as the root of the volume is large, along the inputs that it depends on")
  func dense() {
    let points = points(4096)
    let rate = 3.0
    let density = StartDensity(points, logDeterminants: points.map { 4 * rate * $0[0] })
    let moved = points.map(density.moved)
    #expect(density.moved(points.flatMap(\.self)) == moved.flatMap(\.self))
    for (moved, point) in zip(moved, points) {
      #expect((moved[1] - point[1]).magnitude < 0.02)
      #expect(moved.allSatisfy { $0 >= 0 && $0 <= 1 })
    }
    for (first, second) in zip(moved, moved.dropFirst()) { #expect(first[0] < second[0]) }
    let weights = (0..<16).map { exp(rate * Double($0) / 16) }
    let sum = weights.reduce(0, +)
    for (piece, weight) in weights.enumerated() {
      let count = moved.count { Int($0[0] * 16) == piece }
      #expect((Double(count) / 4096 - weight / sum).magnitude < 2e-3)
    }
    #expect(density.moved([0, 0]) == [0, 0])
    #expect(density.moved([1, 1]) == [1, 1])
  }

  // MARK: Directions

  @Test("directions have length 1, lie on the target's side, and change as their derivatives tell")
  func directions() throws {
    let instance = try Instance("zz-efficient-3", seed: 4)
    let base = try CircuitObservation(instance.evidence, on: nil)
    let directions = DirectionObservation(base: base)
    let target = instance.evidence.values
    var stream = RandomStream(seed: 5).substream("points")
    for _ in 0..<20 {
      let point = (0..<3).map { _ in Double.pi * stream.uniform() }
      let found = try directions.predictions(of: [point], target: target, metric: nil, wantsJacobian: true)[0]
      let plain = try base.predictions(of: [point], target: target, metric: nil, wantsJacobian: false)[0]
      #expect((found.values.reduce(0) { $0 + $1 * $1 } - 1).magnitude < 1e-12)
      let product = zip(found.values, target).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(product >= 0)
      let overlap = try directions.overlaps(at: point, target: target)[0]
      #expect((overlap.product - product).magnitude < 1e-12 && (overlap.square - 1).magnitude < 1e-12)
      let same = zip(found.values, plain.values).reduce(0) { $0 + $1.0 * $1.1 }
      let length = plain.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
      #expect((same.magnitude - length).magnitude < 1e-12)
      for input in 0..<3 {
        let sides = try [1e-5, -1e-5].map { move in
          var moved = point
          moved[input] += move
          return try directions.predictions(of: [moved], target: target, metric: nil, wantsJacobian: false)[0].values
        }
        for row in found.values.indices {
          #expect(((sides[0][row] - sides[1][row]) / 2e-5 - found.jacobian[row, input]).magnitude < 1e-5)
        }
      }
    }
  }

  /// L for the covariance of some directions.
  private func metric(_ size: Int, seed: UInt64) -> CholeskyFactor? {
    var stream = RandomStream(seed: seed).substream("metric")
    let factors = RealMatrix(
      rowCount: size, columnCount: size, elements: (0..<size * size).map { _ in stream.uniform() - 0.5 })
    return CholeskyFactor(factors.gram, addingToDiagonal: 0.1)
  }

  @Test("values, products and slopes are those of the predictions", arguments: [1, 3], [false, true])
  func slopes(batch: Int, hasMetric: Bool) throws {
    let instance = try Instance("zz-efficient-3", batch: batch, seed: 2)
    let base = try CircuitObservation(instance.evidence, on: nil)
    let directions = DirectionObservation(
      base: base, metric: hasMetric ? metric(instance.evidence.values.count, seed: 1) : nil)
    let observations: [any Observation] = hasMetric ? [directions] : [base, directions]
    for observation in observations {
      let target =
        observation is DirectionObservation
        ? directions.direction(of: instance.evidence.values) : instance.evidence.values
      let points = (1...11).map { point in instance.truth.map { $0 + 0.1 * Double(point) } }
      let wanted = try observation.predictions(of: points, target: target, metric: nil, wantsJacobian: true)
      let values = try observation.values(of: points, target: target)
      let weights = (0..<points.count * target.count).map { sin(11 * Double($0)) }
      let products = try observation.products(of: points, with: weights, target: target)
      let slopes = try observation.slopes(of: points, target: target)
      for (place, prediction) in wanted.enumerated() {
        let system = NormalSystem(prediction, target: target, metric: nil)
        for (index, value) in prediction.values.enumerated() {
          #expect((values[place * target.count + index] - value).magnitude < 1e-12)
        }
        let own = Array(weights[place * target.count..<(place + 1) * target.count])
        for (found, product) in zip(products[place], prediction.jacobian.transposedProduct(own)) {
          #expect((found - product).magnitude < 1e-10)
        }
        #expect((slopes.costs[place] - system.cost).magnitude < 1e-12)
        let falls = slopes.falls[place * system.right.count..<(place + 1) * system.right.count]
        for (found, right) in zip(falls, system.right) { #expect((found - right).magnitude < 1e-10) }
      }
    }
  }

  @Test("looks compare values with the target")
  func overlaps() throws {
    let instance = try Instance("zz-efficient-3", seed: 2)
    let observation = try CircuitObservation(instance.evidence, on: nil)
    let target = instance.evidence.values
    let points = [instance.truth, instance.truth.map { $0 + 0.1 }]
    let found = try observation.overlaps(at: points.flatMap(\.self), target: target)
    let square = target.reduce(0) { $0 + $1 * $1 }
    #expect((found[0].square - square).magnitude < 1e-14 && (found[0].product - square).magnitude < 1e-14)
    #expect(found[1].product * found[1].product < found[1].square * square)
  }

  @Test("ways down the slope get lower with every step or stay, and reach the inputs from nearby")
  func ways() throws {
    let instance = try Instance("zz-efficient-4", seed: 3)
    let search = LeastSquaresSearch(
      try CircuitObservation(instance.evidence, on: nil), target: instance.evidence.values)
    let domain = try InputDomain(of: instance.evidence)
    let terrain = try StartTerrain(
      search, in: domain, AttackSettings().unitPoints(0..<512, of: instance.evidence))
    let descent = SlopeDescent(
      slopes: terrain.search.slopes, longestSteps: terrain.search.longestSteps, steepness: terrain.steepness)
    let directions = [[1.0, -1, 1, -1], [-1, -1, 1, 1], [1, 1, 1, -1]]
    var ways = try descent.ways(from: directions.flatMap { zip(instance.truth, $0).map { $0 + 0.03 * $1 } })
    let start = ways.slopes.costs
    for _ in 0..<40 {
      let before = ways
      try descent.advance(&ways)
      for way in 0..<3 {
        let own = way * 4..<way * 4 + 4
        #expect(ways.slopes.costs[way] < before.slopes.costs[way] || ways.inputs[own] == before.inputs[own])
      }
    }
    for (end, start) in zip(ways.slopes.costs, start) { #expect(end < 0.01 * start) }
  }

  @Test("the lowest ways go on with inputs, slopes and steps of their own; those without a cost do not")
  func lowest() throws {
    // Costs |x|^2 of points (x, 2 x); that of the negative ones is unknown.
    let descent = SlopeDescent(
      slopes: { points in
        Slopes(
          costs: stride(from: 0, to: points.count, by: 2).map { points[$0] < 0 ? .nan : points[$0] * points[$0] },
          falls: points.enumerated().map { $0.isMultiple(of: 2) ? -$1 : 0 })
      }, longestSteps: [0.5], steepness: nil)
    var ways = try descent.ways(from: [3.0, 0.1, -1.0, 0.2].flatMap { [$0, 2 * $0] })
    ways.keepLowest(4)
    #expect(ways.inputs == [0.1, 0.2, 0.2, 0.4, 3, 6])
    ways.keepLowest(2)
    #expect(ways.slopes.costs.count == 2 && ways.slopes.falls == [-0.1, 0, -0.2, 0])
    // Twice the slope leads as far beyond the bottom, where costs are unknown; half of that, to it.
    try descent.advance(&ways)
    #expect(ways.inputs == [0.1, 0.2, 0.2, 0.4])
    try descent.advance(&ways)
    #expect(ways.inputs == [0, 0.2, 0, 0.4] && ways.slopes.costs == [0, 0])
  }

  @Test("quick observations show the same to six digits")
  func coarse() throws {
    let instance = try Instance("zz-efficient-6", seed: 2)
    let observation = try CircuitObservation(instance.evidence, on: nil)
    let coarse = try #require(try observation.coarse())
    let target = instance.evidence.values
    let found = try [observation, coarse].map {
      try $0.predictions(of: [instance.truth], target: target, metric: nil, wantsJacobian: true)[0]
    }
    let error = zip(found[0].values, found[1].values).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
    #expect(error < 2e-6 && error > 1e-12)
    #expect(found[0].jacobian.distance(to: found[1].jacobian) < 1e-4)
  }

  // MARK: Races

  @Test("races choose among points that nobody has looked at, and descend from them")
  func race() throws {
    let instance = try Instance("zz-efficient-3", seed: 1)
    let evidence = instance.evidence
    let search = LeastSquaresSearch(try CircuitObservation(evidence, on: nil), target: evidence.values)
    let domain = try InputDomain(of: evidence)
    var asked: [Range<Int>] = []
    var race = try StartRace(
      search, in: domain,
      sequence: { places in
        asked.append(places)
        return AttackSettings().unitPoints(places, of: evidence)
      }, looks: 1 << 12, from: 1 << 8)
    let first = try race.best(4)
    let second = try race.best(4)
    #expect(asked == [0..<4096, 256..<4352, 4352..<8448])
    // Of one field, one reaches the end.
    #expect(first.points.count == 1 && second.points.count == 1)
    #expect(first.points.allSatisfy { !second.points.contains($0) })
    #expect(first.looks == nil && first.evaluations > 4096 && first.evaluations < 8192)
    let ends = try search.descents(from: first.points + second.points)
    #expect(ends.contains { $0.end == .matched })
  }
}
