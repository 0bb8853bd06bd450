internal import Circuits

/// Brings a program's qubits together by swaps where their interactions are no couplings.
///
/// The steps that are next and cannot be done ask for swaps; of all that move one of their qubits the one is taken
/// after which these and the next interactions are nearest: Li, Ding and Xie, arXiv:1809.02573, without its many
/// trials.
struct Router {
  private let map: DeviceMap
  private let steps: [Step]
  private var successors: [[Int]] = []
  private var missing: [Int] = []
  private(set) var layout: [Int?]
  private var occupants: [Int?]
  private(set) var routed: [Step] = []
  /// Interactions that cannot be done yet.
  private var front: [Int] = []
  private var decay: [Double]
  private var swapsInVain = 0
  /// The swaps among what is routed, in order.
  private(set) var swaps: [Step] = []
  var swapCount: Int { swaps.count }

  private static let lookAhead = 20
  private static let lookAheadWeight = 0.5
  private static let decayStep = 0.001

  init(_ steps: [Step], _ layout: [Int?], bitCount: Int, _ map: DeviceMap) {
    self.map = map
    self.steps = steps
    self.layout = layout
    occupants = Array(repeating: nil, count: map.qubitCount)
    decay = Array(repeating: 0, count: map.qubitCount)
    for (qubit, place) in layout.enumerated() { if let place { occupants[place] = qubit } }
    findDependencies(bitCount: bitCount)
  }

  /// Steps on the same qubit, or measured into the same bit, keep their order.
  private mutating func findDependencies(bitCount: Int) {
    successors = Array(repeating: [], count: steps.count)
    missing = Array(repeating: 0, count: steps.count)
    var last: [Int?] = Array(repeating: nil, count: layout.count + bitCount)
    for (index, step) in steps.enumerated() {
      var wires = step.qubits
      if case .measure(let bit?) = step.action { wires.append(layout.count + bit) }
      for wire in wires {
        if let before = last[wire], successors[before].last != index {
          successors[before].append(index)
          missing[index] += 1
        }
        last[wire] = index
      }
    }
  }

  mutating func run() {
    var ready = Array(steps.indices.filter { missing[$0] == 0 }.reversed())
    while true {
      while let index = ready.popLast() { release(index, &ready) }
      guard !front.isEmpty else { return }
      if swapsInVain > 3 * front.count + 20 { walkNearest() } else { swapBest() }
      let waiting = front
      front = []
      for index in waiting.reversed() { if isPossible(index) { ready.append(index) } else { front.append(index) } }
      front.reverse()
    }
  }

  private func place(_ qubit: Int) -> Int { layout[qubit] ?? 0 }

  private func isPossible(_ index: Int) -> Bool {
    !steps[index].isInteraction || map.areCoupled(place(steps[index].qubits[0]), place(steps[index].qubits[1]))
  }

  /// Does a step whose turn it is, if its qubits are together.
  private mutating func release(_ index: Int, _ ready: inout [Int]) {
    guard isPossible(index) else { return front.append(index) }
    if steps[index].isInteraction {
      swapsInVain = 0
      for place in decay.indices { decay[place] = 0 }
    }
    let places = steps[index].qubits.compactMap { layout[$0] }
    if !places.isEmpty { routed.append(Step(action: steps[index].action, qubits: places)) }
    for next in successors[index].reversed() {
      missing[next] -= 1
      if missing[next] == 0 { ready.append(next) }
    }
  }

  // MARK: Swaps

  private mutating func exchange(_ first: Int, _ second: Int) {
    let (one, other) = (occupants[first], occupants[second])
    (occupants[first], occupants[second]) = (other, one)
    if let one { layout[one] = second }
    if let other { layout[other] = first }
    decay[first] += Self.decayStep
    decay[second] += Self.decayStep
    swapsInVain += 1
    let swap = Step(action: .gate(.swap, []), qubits: [first, second])
    swaps.append(swap)
    routed.append(swap)
  }

  private mutating func swapBest() {
    let pairs = front.map { (place(steps[$0].qubits[0]), place(steps[$0].qubits[1])) }
    let later = upcoming().map { (place(steps[$0].qubits[0]), place(steps[$0].qubits[1])) }
    var best: (first: Int, second: Int, score: Double)?
    for first in Set(pairs.flatMap { [$0.0, $0.1] }).sorted() {
      for second in map.neighbours[first] {
        var score = mean(pairs, first, second)
        if !later.isEmpty { score += Self.lookAheadWeight * mean(later, first, second) }
        score *= 1 + max(decay[first], decay[second])
        score += 0.1 * map.couplingCost(first, second)
        if score < best?.score ?? .infinity { best = (first, second, score) }
      }
    }
    if let best { exchange(best.first, best.second) }
  }

  /// The mean distance of pairs of places after a swap.
  private func mean(_ pairs: [(Int, Int)], _ first: Int, _ second: Int) -> Double {
    func image(_ place: Int) -> Int { place == first ? second : place == second ? first : place }
    var sum = 0.0
    for pair in pairs { sum += map.distance(image(pair.0), image(pair.1)) }
    return sum / Double(pairs.count)
  }

  /// The interactions that come after those in front.
  private func upcoming() -> [Int] {
    var found: [Int] = []
    var seen: Set<Int> = []
    var queue = front
    var place = 0
    while place < queue.count, found.count < Self.lookAhead {
      for next in successors[queue[place]] where seen.insert(next).inserted {
        if steps[next].isInteraction { found.append(next) }
        queue.append(next)
      }
      place += 1
    }
    return found
  }

  /// Where weighing leads round in circles: one interaction's qubits go straight to each other.
  private mutating func walkNearest() {
    let distances = front.map { map.distance(place(steps[$0].qubits[0]), place(steps[$0].qubits[1])) }
    guard let nearest = front.indices.min(by: { distances[$0] < distances[$1] }) else { return }
    let (first, second) = (steps[front[nearest]].qubits[0], steps[front[nearest]].qubits[1])
    while !map.areCoupled(place(first), place(second)) {
      let (start, end) = (place(first), place(second))
      let closest = map.neighbours[start].min { map.distance($0, end) < map.distance($1, end) }
      guard let closest, map.distance(closest, end) < map.distance(start, end) else { return }
      exchange(start, closest)
    }
    swapsInVain = 0
  }
}

extension StandardGate {
  static let swap = StandardGate("swap") ?? .cx
}
