package import Numerics

/// How far an example is from where the model decides otherwise: the shortest way found along random directions, made
/// shorter by steps around the best one. A wrong decision is a distance of 0.
///
/// Choquette-Choo et al., arXiv:2007.14321, and Li and Zhang, arXiv:2007.15528, with the search of Brendel, Rauber and
/// Bethge, arXiv:1712.04248, in place of HopSkipJump's slopes. What is found is at least the true distance.
package struct BoundaryAttack: LabelOnlyAttack {
  /// Farther away nothing is sought.
  package var radius: Double
  package var directions: Int
  /// Halvings of each way to the boundary.
  package var halvings: Int
  /// Directions tried around the best one, with ever smaller turns.
  package var refinements: Int

  package init(radius: Double, directions: Int = 24, halvings: Int = 12, refinements: Int = 24) {
    (self.radius, self.directions) = (radius, directions)
    (self.halvings, self.refinements) = (halvings, refinements)
  }

  /// With at most so many decisions about each example: as many random directions as steps around the best one, on
  /// each of which the boundary is found to a share of 2^-8 where there are decisions enough.
  package init(radius: Double, queries: Int) {
    let halvings = max(min(8, queries - 2), 0)
    let turns = max(queries - 1, 0) / (1 + halvings)
    self.init(radius: radius, directions: (turns + 1) / 2, halvings: halvings, refinements: turns / 2)
  }

  package var name: String { "label-boundary" }
  package var citation: String { "Choquette-Choo et al., arXiv:2007.14321: the distance to the decision boundary" }
  package var assumptions: String { "Members lie farther from the boundary; inputs may be moved in any direction." }
  package var queries: Int { 1 + (directions + refinements) * (1 + halvings) }
  package var note: String { "no boundary is sought farther away than \(rounded(radius))" }

  package func steps(
    _ inputs: [[Double]], labels: [Int], ask query: LabelQuery, stream: RandomStream
  ) async throws(MembershipError) -> [LabelOnlyStep] {
    try checkExamples(inputs, labels)
    guard radius > 0, radius.isFinite, directions >= 0, halvings >= 0, refinements >= 0,
      max(directions, halvings, refinements) <= 100_000
    else {
      throw .evidence(
        "no boundary is found within \(radius) by \(directions) directions", help: "give positive numbers")
    }
    let start = try await decisions(query, inputs)
    var distances = zip(start, labels).map { $0 == $1 ? radius : 0 }
    var best = inputs.map { _ in [Double]() }
    var steps = [LabelOnlyStep(queries: 1, scores: distances)]
    for turn in 0..<(directions + refinements) {
      let spread = turn < directions ? nil : 1 / (1 + Double(turn - directions) / 4)
      let ways = inputs.enumerated().map { row, input in
        var own = stream.substream(turn).substream(row)
        return Self.direction(input.count, around: best[row], spread, &own)
      }
      try await shorten(&distances, &best, ways, inputs, labels, query)
      steps.append(LabelOnlyStep(queries: 1 + (turn + 1) * (1 + halvings), scores: distances))
    }
    return steps
  }

  /// A unit vector: in any direction, or turned a little from one that is known.
  private static func direction(
    _ count: Int, around best: [Double], _ spread: Double?, _ stream: inout RandomStream
  ) -> [Double] {
    func unit(_ vector: [Double]) -> [Double] {
      let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return length > 0 ? vector.map { $0 / length } : vector
    }
    let random = unit((0..<count).map { _ in stream.normalNumber() })
    guard let spread, best.count == count else { return random }
    return unit(zip(best, random).map { $0 + spread * $1 })
  }

  /// Takes each direction where the boundary is nearer than the nearest known.
  private func shorten(
    _ distances: inout [Double], _ best: inout [[Double]], _ ways: [[Double]], _ inputs: [[Double]], _ labels: [Int],
    _ query: LabelQuery
  ) async throws(MembershipError) {
    func points(_ lengths: [Double]) -> [[Double]] {
      inputs.indices.map { row in zip(inputs[row], ways[row]).map { $0 + lengths[row] * $1 } }
    }
    let ends = try await decisions(query, points(distances))
    let isCrossed = inputs.indices.map { distances[$0] > 0 && ends[$0] != labels[$0] }
    var (near, far) = (distances.map { _ in 0.0 }, distances)
    for _ in 0..<halvings {
      let middles = zip(near, far).map { ($0 + $1) / 2 }
      for (row, decision) in try await decisions(query, points(middles)).enumerated() {
        if decision == labels[row] { near[row] = middles[row] } else { far[row] = middles[row] }
      }
    }
    for row in inputs.indices where isCrossed[row] { (distances[row], best[row]) = (far[row], ways[row]) }
  }
}
