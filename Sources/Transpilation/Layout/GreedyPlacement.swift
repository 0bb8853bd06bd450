/// Puts qubits that interact near each other where no layout makes all of their interactions couplings.
struct GreedyPlacement {
  let costs: LayoutCosts

  /// A way of so much length costs as much as this many average interactions.
  private static let distanceWeight = 0.02

  /// Good layouts that start at different places, the best first.
  func layouts(limit: Int) -> [[Int?]] {
    let graph = costs.graph
    let busy = graph.used.filter { !graph.weights[$0].isEmpty }
    guard let first = busy.max(by: { weight($0) < weight($1) }) else { return [] }
    var found: [(layout: [Int?], cost: Double)] = []
    for component in costs.map.components where component.count >= graph.used.count {
      for start in component {
        var layout: [Int?] = Array(repeating: nil, count: graph.weights.count)
        let cost = grow(from: first, at: start, busy, &layout)
        if cost.isFinite, costs.placeLonely(in: &layout) { found.append((layout, cost)) }
      }
    }
    return found.sorted { $0.cost < $1.cost }.prefix(limit).map(\.layout)
  }

  private func weight(_ qubit: Int) -> Double { costs.graph.weights[qubit].values.reduce(0, +) }

  /// Places one qubit after the other: the one most tied to those placed, where that costs least.
  private func grow(from first: Int, at start: Int, _ busy: [Int], _ layout: inout [Int?]) -> Double {
    var open = Set(busy)
    var free = Set(costs.map.neighbours.indices.filter { costs.map.distance(start, $0).isFinite })
    var ties: [Int: Double] = [:]
    var total = 0.0
    var next: (qubit: Int, place: Int)? = (first, start)
    while let (qubit, place) = next {
      layout[qubit] = place
      open.remove(qubit)
      free.remove(place)
      total += price(of: qubit, at: place, layout)
      for (other, weight) in costs.graph.weights[qubit] where open.contains(other) { ties[other, default: 0] += weight }
      ties[qubit] = nil
      let candidate = open.max { (ties[$0] ?? 0, weight($0), -$0) < (ties[$1] ?? 0, weight($1), -$1) }
      guard let candidate else { break }
      let prices = free.map { (price(of: candidate, at: $0, layout), $0) }
      guard let best = prices.min(by: { $0 < $1 }) else { return .infinity }
      next = (candidate, best.1)
    }
    return total
  }

  private func price(of qubit: Int, at place: Int, _ layout: [Int?]) -> Double {
    var sum = costs.cost(of: qubit, at: place)
    for (other, weight) in costs.graph.weights[qubit] {
      guard let there = layout[other] else { continue }
      sum += weight * Self.distanceWeight * costs.map.distance(place, there)
    }
    return sum
  }
}
