/// What it costs to have a program's qubits at a device's places.
struct LayoutCosts {
  let map: DeviceMap
  let graph: InteractionGraph
  /// By the program's qubit and place, row after row: all that happens to the qubit alone.
  private let alone: [Double]

  init(_ map: DeviceMap, _ graph: InteractionGraph) {
    self.map = map
    self.graph = graph
    var alone = Array(repeating: Double.infinity, count: graph.weights.count * map.qubitCount)
    for qubit in graph.used {
      for place in 0..<map.qubitCount where map.isWorking(place) {
        alone[qubit * map.qubitCount + place] =
          graph.pulses[qubit] * map.pulseCosts[place] + graph.measurements[qubit] * map.readoutCosts[place]
          + map.idleCost(place, seconds: graph.idleSeconds[qubit])
      }
    }
    self.alone = alone
  }

  func cost(of qubit: Int, at place: Int) -> Double { alone[qubit * map.qubitCount + place] }

  /// The places where a qubit that interacts with none costs least go to such qubits, one after the other.
  func placeLonely(in layout: inout [Int?]) -> Bool {
    var taken = Set(layout.compactMap(\.self))
    for qubit in graph.used where layout[qubit] == nil {
      let free = (0..<map.qubitCount).filter { map.isWorking($0) && !taken.contains($0) }
      guard let best = free.min(by: { cost(of: qubit, at: $0) < cost(of: qubit, at: $1) }) else { return false }
      layout[qubit] = best
      taken.insert(best)
    }
    return true
  }
}
