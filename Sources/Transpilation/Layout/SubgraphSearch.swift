/// Looks for places of a device at which all of a program's interactions are couplings, and for the best of them.
///
/// Depth first, the cheapest place first, cut off where the cost so far and the least that the rest can cost exceed
/// the best layout found. The work is bounded: each place for the first qubit gets an equal share of it.
struct SubgraphSearch {
  private let costs: LayoutCosts
  /// Interacting qubits, each but the first of a group next to one before it.
  private let order: [Int]
  /// By place in `order`: interactions with qubits before.
  private var earlier: [[(qubit: Int, weight: Double)]] = []
  /// By place in `order`: the least that it and all later ones cost.
  private var bounds: [Double] = []
  private var layout: [Int?]
  private var isTaken: [Bool]
  private var visits = 0
  private var best: (layout: [Int?], cost: Double)?

  private static let visitsInAll = 60_000

  init(_ costs: LayoutCosts) {
    self.costs = costs
    let graph = costs.graph
    layout = Array(repeating: nil, count: graph.weights.count)
    isTaken = Array(repeating: false, count: costs.map.qubitCount)
    order = Self.order(of: graph)
    var seen: Set<Int> = []
    for qubit in order {
      earlier.append(graph.weights[qubit].filter { seen.contains($0.key) }.sorted { $0.key < $1.key }.map { ($0, $1) })
      seen.insert(qubit)
    }
    findBounds()
  }

  /// The best layout that the search comes across; nil where there is none or it was not found in time.
  mutating func run() -> [Int?]? {
    guard !order.isEmpty else { return finished(layout) }
    let first = order[0]
    let starts = (0..<costs.map.qubitCount).filter { fits(first, $0) }
      .sorted { costs.cost(of: first, at: $0) < costs.cost(of: first, at: $1) }
    let share = max(20 * order.count, Self.visitsInAll / max(1, starts.count))
    for start in starts {
      visits = share
      place(start, at: 0, cost: costs.cost(of: first, at: start))
    }
    return best.flatMap { finished($0.layout) }
  }

  private func finished(_ found: [Int?]) -> [Int?]? {
    var layout = found
    return costs.placeLonely(in: &layout) ? layout : nil
  }

  private func fits(_ qubit: Int, _ place: Int) -> Bool {
    costs.map.isWorking(place) && costs.map.neighbours[place].count >= costs.graph.weights[qubit].count
  }

  private mutating func place(_ place: Int, at position: Int, cost: Double) {
    layout[order[position]] = place
    isTaken[place] = true
    defer {
      layout[order[position]] = nil
      isTaken[place] = false
    }
    guard position + 1 < order.count else {
      if cost < best?.cost ?? .infinity { best = (layout, cost) }
      return
    }
    let qubit = order[position + 1]
    let anchor = earlier[position + 1].first.flatMap { layout[$0.qubit] }
    let near = anchor.map { costs.map.neighbours[$0] } ?? Array(0..<costs.map.qubitCount)
    var choices: [(place: Int, cost: Double)] = []
    for candidate in near where !isTaken[candidate] && fits(qubit, candidate) {
      if let added = added(qubit, candidate, position + 1) { choices.append((candidate, cost + added)) }
    }
    choices.sort { ($0.cost, $0.place) < ($1.cost, $1.place) }
    for choice in choices {
      guard visits > 0 else { return }
      let rest = position + 2 < order.count ? bounds[position + 2] : 0
      guard choice.cost + rest < best?.cost ?? .infinity else { return }
      visits -= 1
      self.place(choice.place, at: position + 1, cost: choice.cost)
    }
  }

  /// What a qubit at a place adds; nil where a coupling is missing.
  private func added(_ qubit: Int, _ place: Int, _ position: Int) -> Double? {
    var sum = costs.cost(of: qubit, at: place)
    for other in earlier[position] {
      guard let there = layout[other.qubit], costs.map.areCoupled(place, there) else { return nil }
      sum += other.weight * costs.map.couplingCost(place, there)
    }
    return sum
  }

  private mutating func findBounds() {
    var cheapest = Double.infinity
    for place in 0..<costs.map.qubitCount {
      for other in costs.map.neighbours[place] { cheapest = min(cheapest, costs.map.couplingCost(place, other)) }
    }
    if !cheapest.isFinite { cheapest = 0 }
    bounds = Array(repeating: 0, count: order.count)
    var sum = 0.0
    for position in order.indices.reversed() {
      let alone = (0..<costs.map.qubitCount).map { costs.cost(of: order[position], at: $0) }.min() ?? 0
      sum += (alone.isFinite ? alone : 0) + cheapest * earlier[position].reduce(0) { $0 + $1.weight }
      bounds[position] = sum
    }
  }

  /// Groups of qubits that interact, the largest first; in a group always the qubit with most ties to those before.
  private static func order(of graph: InteractionGraph) -> [Int] {
    var open = Set(graph.used.filter { !graph.weights[$0].isEmpty })
    var order: [Int] = []
    var ties: [Int: Int] = [:]
    while !open.isEmpty {
      let tied = ties.keys.filter(open.contains)
      let candidates = tied.isEmpty ? Array(open) : tied
      let next = candidates.min {
        (-(ties[$0] ?? 0), -graph.weights[$0].count, $0) < (-(ties[$1] ?? 0), -graph.weights[$1].count, $1)
      }
      guard let next else { break }
      open.remove(next)
      order.append(next)
      for neighbour in graph.weights[next].keys { ties[neighbour, default: 0] += 1 }
    }
    return order
  }
}
