internal import Circuits
internal import Devices

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What the passes ask of a device, looked up once: what works, what it costs, and how far it is.
struct DeviceMap: Sendable {
  let device: Device
  /// By qubit; nil where the qubit is broken or cannot make every gate on one qubit.
  private(set) var bases: [OneQubitBasis?]
  /// By qubit: the others that a working gate couples it to.
  private(set) var neighbours: [[Int]]
  /// By qubit: the cost of a pulse, and of a measurement.
  private(set) var pulseCosts: [Double] = []
  private(set) var readoutCosts: [Double] = []
  private var entanglers: [Pair: [Entangler]] = [:]
  private var working: [Place: Device.NativeGate] = [:]
  /// Weighted steps from each qubit to each, row after row; infinite where no way leads.
  private var distances: [Double] = []

  private struct Pair: Hashable {
    let low: Int
    let high: Int
    init(_ first: Int, _ second: Int) { (low, high) = (min(first, second), max(first, second)) }
  }

  struct Place: Hashable {
    let row: StandardGate
    let qubits: [Int]
  }

  init(_ device: Device) {
    self.device = device
    let count = device.qubits.count
    bases = Array(repeating: nil, count: count)
    neighbours = Array(repeating: [], count: count)
    let valid = device.gates.filter { gate in gate.qubits.allSatisfy { (0..<count).contains($0) } }
    findBases(valid)
    let medians = Self.medianErrors(valid)
    for gate in valid where !Self.isBroken(gate) && gate.qubits.allSatisfy({ bases[$0] != nil }) {
      working[Place(row: gate.gate, qubits: gate.qubits)] = gate
      guard gate.qubits.count == 2, gate.qubits[0] != gate.qubits[1], Entangler.isKnown(gate.gate) else { continue }
      let cost = Self.cost(ofError: gate.error ?? medians[gate.gate] ?? 0)
      let entangler = Entangler(
        row: gate.gate, first: gate.qubits[0], second: gate.qubits[1], cost: cost,
        durationInSeconds: gate.durationInSeconds ?? 0)
      entanglers[Pair(gate.qubits[0], gate.qubits[1]), default: []].append(entangler)
    }
    for pair in entanglers.keys {
      neighbours[pair.low].append(pair.high)
      neighbours[pair.high].append(pair.low)
    }
    for qubit in neighbours.indices { neighbours[qubit].sort() }
    findCosts(medians)
    findDistances()
  }

  var qubitCount: Int { device.qubits.count }
  func isWorking(_ qubit: Int) -> Bool { bases.indices.contains(qubit) && bases[qubit] != nil }

  /// The working qubits in groups that couplings connect, the largest first.
  private(set) var components: [[Int]] = []

  /// The entangling gates that work on two qubits, in either order.
  func entanglers(_ first: Int, _ second: Int) -> [Entangler] { entanglers[Pair(first, second)] ?? [] }

  func areCoupled(_ first: Int, _ second: Int) -> Bool { entanglers[Pair(first, second)] != nil }

  /// The native gate that does a row on qubits in this order; nil where there is none that works.
  func native(_ row: StandardGate, _ qubits: [Int]) -> Device.NativeGate? { working[Place(row: row, qubits: qubits)] }

  func distance(_ first: Int, _ second: Int) -> Double { distances[first * qubitCount + second] }

  /// What an interaction costs at best.
  func couplingCost(_ first: Int, _ second: Int) -> Double {
    entanglers(first, second).map(\.cost).min() ?? .infinity
  }

  // MARK: Figures

  /// The negative logarithm of the probability that nothing goes wrong; a broken gate's is infinite.
  static func cost(ofError error: Double) -> Double {
    error < 1 ? -log1p(-max(0, error)) : .infinity
  }

  static func isBroken(_ gate: Device.NativeGate) -> Bool { (gate.error ?? 0) >= 1 }

  /// How much of a qubit's state is lost in a time: the average infidelity of its relaxation.
  func idleCost(_ qubit: Int, seconds: Double) -> Double {
    guard seconds > 0, device.qubits.indices.contains(qubit) else { return 0 }
    let relaxation = { (time: Double?) in time.map { $0 > 0 ? exp(-seconds / $0) : 0 } ?? 1 }
    let kept = relaxation(device.qubits[qubit].t1InSeconds) / 6 + relaxation(device.qubits[qubit].t2InSeconds) / 3
    return Self.cost(ofError: 0.5 - kept)
  }

  /// A gate's cost by its published error; of those that did not publish one, nothing.
  func cost(of row: StandardGate, on qubits: [Int]) -> Double {
    native(row, qubits)?.error.map(Self.cost(ofError:)) ?? 0
  }

  func duration(of row: StandardGate, on qubits: [Int]) -> Double {
    native(row, qubits)?.durationInSeconds ?? 0
  }

  func readoutDuration(_ qubit: Int) -> Double { device.qubits[qubit].readout?.durationInSeconds ?? 0 }

  // MARK: Looking up

  private mutating func findBases(_ gates: [Device.NativeGate]) {
    var rows = Array(repeating: Set<StandardGate>(), count: bases.count)
    var broken: Set<Int> = []
    for gate in gates where gate.qubits.count == 1 {
      if Self.isBroken(gate) { broken.insert(gate.qubits[0]) } else { rows[gate.qubits[0]].insert(gate.gate) }
    }
    var known: [Set<StandardGate>: OneQubitBasis?] = [:]
    for qubit in bases.indices where !broken.contains(qubit) {
      let basis = known[rows[qubit]] ?? OneQubitBasis(rows[qubit])
      known[rows[qubit]] = .some(basis)
      bases[qubit] = basis
    }
  }

  private mutating func findCosts(_ medians: [StandardGate: Double]) {
    for (qubit, figures) in device.qubits.enumerated() {
      let pulse = bases[qubit]?.quarter.row
      let error = pulse.flatMap { native($0, [qubit])?.error ?? medians[$0] } ?? 0
      pulseCosts.append(Self.cost(ofError: error))
      let readout = figures.readout.map { ($0.probabilityOfOneGivenZero + $0.probabilityOfZeroGivenOne) / 2 } ?? 0
      readoutCosts.append(Self.cost(ofError: min(readout, 0.999)))
    }
  }

  private static func medianErrors(_ gates: [Device.NativeGate]) -> [StandardGate: Double] {
    var errors: [StandardGate: [Double]] = [:]
    for gate in gates { if let error = gate.error, error < 1 { errors[gate.gate, default: []].append(error) } }
    return errors.mapValues { $0.sorted()[$0.count / 2] }
  }

  /// The shortest ways from every qubit; a step counts 1, and more where its coupling is bad.
  private mutating func findDistances() {
    let count = qubitCount
    distances = Array(repeating: .infinity, count: count * count)
    var seen: Set<Int> = []
    let steps = (0..<count).map { qubit in
      neighbours[qubit].map { (to: $0, length: 1 + min(10, 20 * couplingCost(qubit, $0))) }
    }
    for start in 0..<count where isWorking(start) {
      let found = Self.distances(from: start, steps)
      distances.replaceSubrange(start * count..<(start + 1) * count, with: found)
      guard !seen.contains(start) else { continue }
      let group = found.indices.filter { found[$0].isFinite }
      components.append(group)
      seen.formUnion(group)
    }
    components.sort { $0.count > $1.count }
  }

  /// Looks on from each qubit whose way has become shorter, until none has.
  private static func distances(from start: Int, _ steps: [[(to: Int, length: Double)]]) -> [Double] {
    var distances = Array(repeating: Double.infinity, count: steps.count)
    distances[start] = 0
    var queue = [start]
    var place = 0
    while place < queue.count {
      let qubit = queue[place]
      place += 1
      for step in steps[qubit] where distances[qubit] + step.length < distances[step.to] {
        distances[step.to] = distances[qubit] + step.length
        queue.append(step.to)
      }
    }
    return distances
  }
}
