package import Numerics

extension MembershipEvidence {
  /// What the same attacker would hold after fewer queries of fewer shots: the first queries of each example, and of
  /// each query a random part of its shots. What has less already stays as it is.
  package func restricted(to budget: QueryBudget, stream: RandomStream) throws(MembershipError) -> MembershipEvidence {
    guard budget.queries >= 1, budget.shots.map({ $0 >= 1 && $0 <= Self.mostDrawnShots }) ?? true else {
      throw .evidence(
        "\(budget.queries) queries of \(budget.shots ?? 0) shots are no budget",
        help: "give at least one query, and from 1 to \(Self.mostDrawnShots) shots")
    }
    let population = population.map {
      Population(
        labels: $0.labels, target: Self.restricted($0.target, budget, stream.substream("population")),
        references: $0.references)
    }
    return try MembershipEvidence(
      labels: labels, target: Self.restricted(target, budget, stream), references: references,
      population: population, head: head)
  }

  /// Shots are drawn one by one.
  package static let mostDrawnShots = 1 << 24

  private static func restricted(
    _ outputs: ModelOutputs, _ budget: QueryBudget, _ stream: RandomStream
  ) -> ModelOutputs {
    func part(_ counts: [Int], _ row: Int, _ query: Int) -> [Int] {
      guard let shots = budget.shots else { return counts }
      var stream = stream.substream(row).substream(query)
      return stream.drawn(shots, from: counts)
    }
    switch outputs {
    case .labels, .probabilities, .outcomes, .expectations: return outputs
    case .counts(let rows): return .counts(rows.enumerated().map { part($1, $0, 0) })
    case .jobs(let rows):
      return .jobs(
        rows.enumerated().map { row, jobs in
          jobs.prefix(budget.queries).enumerated().map { part($1, row, $0) }
        })
    }
  }
}

extension RandomStream {
  /// So many of the counted shots, without repetition; all of them where there are no more.
  mutating func drawn(_ shots: Int, from counts: [Int]) -> [Int] {
    var left = counts
    var total = counts.reduce(0, +)
    guard shots < total else { return counts }
    var drawn = counts.map { _ in 0 }
    for _ in 0..<shots {
      var place = Int(uniform() * Double(total))
      for outcome in left.indices {
        if place < left[outcome] {
          left[outcome] -= 1
          drawn[outcome] += 1
          break
        }
        place -= left[outcome]
      }
      total -= 1
    }
    return drawn
  }
}
