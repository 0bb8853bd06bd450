package import Circuits

/// What a device's gates say of places: which qubits a gate stands on, and which pairs are coupled.
struct CouplingMap: Hashable, Sendable {
  private(set) var places: [NoiseModel.GatePlace: Int] = [:]
  private(set) var couplings: [Device.Coupling] = []
  private(set) var brokenQubits: Set<Int> = []
  /// By qubit: the others that it shares a working two-qubit gate with, in order.
  private(set) var neighbours: [[Int]]

  init(gates: [Device.NativeGate], qubitCount: Int) {
    neighbours = Array(repeating: [], count: qubitCount)
    var best: [Pair: Int] = [:]
    for (index, gate) in gates.enumerated() {
      places[NoiseModel.GatePlace(gate.gate, on: gate.qubits)] = index
      if gate.qubits.count == 1, gate.isBroken { brokenQubits.insert(gate.qubits[0]) }
      guard gate.qubits.count == 2 else { continue }
      let pair = Pair(low: min(gate.qubits[0], gate.qubits[1]), high: max(gate.qubits[0], gate.qubits[1]))
      if let known = best[pair], gates[known].rank <= gate.rank { continue }
      best[pair] = index
    }
    for pair in best.keys.sorted() {
      guard let index = best[pair] else { continue }
      let gate = gates[index]
      let isBroken = gate.isBroken || brokenQubits.contains(pair.low) || brokenQubits.contains(pair.high)
      couplings.append(Device.Coupling(low: pair.low, high: pair.high, gate: gate, isBroken: isBroken))
      guard !isBroken, neighbours.indices.contains(pair.low), neighbours.indices.contains(pair.high) else { continue }
      neighbours[pair.low].append(pair.high)
      neighbours[pair.high].append(pair.low)
    }
    for qubit in neighbours.indices { neighbours[qubit].sort() }
  }

  private struct Pair: Hashable, Comparable {
    let low: Int
    let high: Int

    static func < (left: Pair, right: Pair) -> Bool {
      left.low == right.low ? left.high < right.high : left.low < right.low
    }
  }
}

extension Device.NativeGate {
  /// Better gates have less: by error, those without one in between, then by duration.
  fileprivate var rank: [Double] { [error ?? 0.5, durationInSeconds ?? .infinity] }
}

extension [Double] {
  fileprivate static func <= (left: [Double], right: [Double]) -> Bool { !right.lexicographicallyPrecedes(left) }
}

extension Device {
  /// Two qubits that share a native gate.
  package struct Coupling: Hashable, Sendable {
    package let low: Int
    package let high: Int
    /// The native two-qubit gate with the least error on them, in its direction.
    package let gate: NativeGate
    /// Whether nothing may be mapped onto it: every such gate, or one of the qubits, is broken.
    package let isBroken: Bool
  }

  /// Every pair of qubits with a two-qubit gate, once, in order.
  package var couplings: [Coupling] { map.couplings }

  /// The qubits that share a working two-qubit gate with this one, in order.
  package func neighbours(of qubit: Int) -> [Int] {
    map.neighbours.indices.contains(qubit) ? map.neighbours[qubit] : []
  }

  /// The native gate on the very qubits, in this order; nil where there is none.
  package func gate(_ gate: StandardGate, on qubits: [Int]) -> NativeGate? {
    map.places[NoiseModel.GatePlace(gate, on: qubits)].map { gates[$0] }
  }

  /// Whether a one-qubit gate of the qubit is broken: nothing may be mapped onto it.
  package func isBroken(_ qubit: Int) -> Bool { map.brokenQubits.contains(qubit) }

  package var brokenQubits: [Int] { map.brokenQubits.sorted() }

  /// Whether every two of the qubits are coupled, broken ones included.
  package var isAllToAll: Bool {
    qubits.count > 1 && map.couplings.count == qubits.count * (qubits.count - 1) / 2
  }

  /// The rows of the gate table that the device has somewhere, in the order of its file.
  package var nativeGates: [StandardGate] {
    var seen: Set<StandardGate> = []
    return gates.map(\.gate).filter { seen.insert($0).inserted }
  }

  /// The largest published error of the qubit's one-qubit gates; nil where none was published.
  package func singleQubitError(of qubit: Int) -> Double? {
    nativeGates.filter { $0.definition.qubitCount == 1 }.compactMap { gate($0, on: [qubit])?.error }.max()
  }

  /// How likely a gate on these qubits does its work; 0 where the device has no such gate, 1 where its error was not
  /// published.
  package func estimatedSuccess(of gate: StandardGate, on qubits: [Int]) -> Double {
    self.gate(gate, on: qubits).map { max(0, 1 - ($0.error ?? 0)) } ?? 0
  }

  /// How likely a qubit is read right; 1 where that was not published.
  package func estimatedReadoutSuccess(of qubit: Int) -> Double {
    guard qubits.indices.contains(qubit), let readout = qubits[qubit].readout else { return 1 }
    return 1 - readout.error
  }
}
