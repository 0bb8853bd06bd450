internal import Models

/// More unknowns than the rank of a gradient: a whole family of inputs matches, and almost any start leads to some of it.
extension InversionSearch {
  private static let groupSize = 16
  private static let mostEntries = 24
  /// Of a range, which inputs that left it are put back by, in turn.
  private static let margins = [0.05, 0.35]
  private static let mostOfFamily = 64

  /// Whether the rank alone says so: it is that of sums over rows, which derivatives of one mean at one step are.
  func isFamily(_ found: Identifiability?) -> Bool {
    guard let found, evidence.network == nil, evidence.layer.observables.count == 1,
      evidence.rounds.allSatisfy(\.isOneStep)
    else { return false }
    return found.rank < found.unknowns && !found.isRankLeast
  }

  /// Until two match within the ranges: what left its range is put back into it, and goes down again from there. Around
  /// one that matches there are others.
  func enterRanges(_ finding: inout InversionFinding, _ set: inout SolutionSet) throws(InversionError) {
    let search = search(of: observation)
    for first in stride(from: 0, to: starts.count, by: Self.groupSize) {
      let group = Array(starts[first..<min(starts.count, first + Self.groupSize)])
      var points = set.solutions.first.map { solution in group.map { nearby(solution.inputs, $0) } } ?? group
      for entry in 0..<Self.mostEntries where set.solutions.count < 2 {
        let descents = try search.descents(from: points)
        finding.evaluations += descents.reduce(0) { $0 + $1.iterations + 1 }
        for descent in descents { try insert(descent, hits: 1, into: &set) }
        points = descents.map { domain.putBack($0.inputs, margin: Self.margins[entry % Self.margins.count]) }
      }
    }
  }

  /// A tenth of the way from some inputs to a start.
  private func nearby(_ inputs: [Double], _ start: [Double]) -> [Double] {
    zip(inputs, start).map { $0 + 0.1 * ($1 - $0) }
  }

  /// The best of a family and the one that is farthest from it; nothing where only one was found.
  func twoOfFamily(_ solutions: [SolutionSet.Solution]) -> [SolutionSet.Solution] {
    let set = emptySet
    let others = solutions.dropFirst().prefix(Self.mostOfFamily).map {
      (set.distance(solutions[0].inputs, $0.inputs), $0)
    }
    return others.max { $0.0 < $1.0 }.map { [solutions[0], $0.1] } ?? []
  }
}
