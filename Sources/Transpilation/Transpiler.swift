package import Circuits
package import Devices

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Compiles programs for a device: native gates, a layout, swaps where they are needed, and when everything happens.
package struct Transpiler: Sendable {
  package let device: Device
  /// Whether the time that a qubit waits is written as `delay`, from which its idle noise comes.
  package var writesDelays = true
  let map: DeviceMap

  /// How many layouts are routed, where swaps are needed: fewer for long circuits.
  private static let trials = 6
  private static let stepsInTrials = 60_000

  package init(device: Device) {
    self.device = device
    map = DeviceMap(device)
  }

  package func compile(_ circuit: Circuit) throws(TranspilationError) -> CompiledCircuit {
    let (steps, expressions) = try Step.steps(of: circuit)
    let isPhysical = if case .physical = circuit.qubits { true } else { false }
    let route = isPhysical ? try Route(inPlace: steps, circuit, map) : try route(steps, circuit)
    try checkBasis(of: route)
    var writer = NativeWriter(map, expressions)
    for step in route.steps { try writer.write(step) }
    let native = try writer.finish()
    return result(native, circuit, writer.arena, route)
  }

  // MARK: Places

  /// Steps on the device's qubits.
  struct Route {
    var steps: [Step]
    var initial: [Int?]
    var final: [Int?]
    var swapCount = 0

    init(steps: [Step], initial: [Int?], final: [Int?], swapCount: Int) {
      (self.steps, self.initial, self.final, self.swapCount) = (steps, initial, final, swapCount)
    }

    /// A circuit that names the device's qubits: nothing moves.
    init(inPlace steps: [Step], _ circuit: Circuit, _ map: DeviceMap) throws(TranspilationError) {
      var used: Set<Int> = []
      for step in steps {
        if case .barrier = step.action { continue }
        used.formUnion(step.qubits)
        guard step.isInteraction, !map.areCoupled(step.qubits[0], step.qubits[1]) else { continue }
        for qubit in step.qubits where !map.isWorking(qubit) { throw .unusableQubit(qubit, device: map.device.name) }
        throw .notCoupled(first: step.qubits[0], second: step.qubits[1], device: map.device.name)
      }
      for qubit in used.sorted() where !map.isWorking(qubit) {
        throw .unusableQubit(qubit, device: map.device.name)
      }
      let layout = (0..<circuit.qubitCount).map { used.contains($0) ? $0 : nil }
      let kept = steps.map { step in
        var step = step
        step.qubits.removeAll { $0 >= map.qubitCount }
        return step
      }
      self.init(steps: kept, initial: layout, final: layout, swapCount: 0)
    }
  }

  private func route(_ steps: [Step], _ circuit: Circuit) throws(TranspilationError) -> Route {
    let elided = Elision(steps, qubitCount: circuit.qubitCount)
    let durations = TypicalDurations(device)
    let graph = InteractionGraph(elided.steps, qubitCount: circuit.qubitCount, durations: durations)
    let costs = LayoutCosts(map, graph)
    var search = SubgraphSearch(costs)
    let exact = search.run()
    let trials = max(1, min(Self.trials, Self.stepsInTrials / max(1, steps.count)))
    let layouts = exact.map { [$0] } ?? GreedyPlacement(costs: costs).layouts(limit: trials)
    var best: (route: Route, cost: Double)?
    for layout in layouts {
      let trial = routed(elided.steps, from: layout, circuit)
      if trial.cost < best?.cost ?? .infinity { best = trial }
      if exact == nil {
        // The way back from where the qubits ended shows where they should have begun.
        let back = routed(elided.steps.reversed(), from: trial.route.final, circuit)
        let again = routed(elided.steps, from: back.route.final, circuit)
        if again.cost < best?.cost ?? .infinity { best = again }
      }
    }
    guard var route = best?.route else {
      throw noLayout(for: graph.used.count)
    }
    elided.rename(&route)
    return route
  }

  func noLayout(for count: Int) -> TranspilationError {
    let working = map.components.first?.count ?? 0
    return working == 0
      ? .notUniversal(device: device.name, gates: Set(device.gates.map(\.gate.name)).sorted())
      : .tooManyQubits(count: count, working: working, device: device.name)
  }

  private func routed(_ steps: [Step], from layout: [Int?], _ circuit: Circuit) -> (route: Route, cost: Double) {
    var router = Router(steps, layout, bitCount: circuit.bitCount, map)
    router.run()
    var cost = 0.0
    for step in router.routed where step.isInteraction {
      var factor = 1.0
      if case .gate(.swap, _) = step.action { factor = 3 }
      cost += factor * Entangler.weight(map.couplingCost(step.qubits[0], step.qubits[1]))
    }
    let route = Route(steps: router.routed, initial: layout, final: router.layout, swapCount: router.swapCount)
    return (route, cost)
  }

  private func checkBasis(of route: Route) throws(TranspilationError) {
    for place in route.initial.compactMap(\.self) where !map.isWorking(place) {
      throw .unusableQubit(place, device: device.name)
    }
  }

  // MARK: Result

  private func result(
    _ steps: [Step], _ source: Circuit, _ arena: ExpressionArena, _ route: Route
  ) -> CompiledCircuit {
    let schedule = Schedule(steps, bitCount: source.bitCount, map)
    let gaps = schedule.gaps(steps)
    var circuit = Circuit(
      qubits: .physical(count: map.qubitCount), bitRegisters: source.bitRegisters, parameters: source.parameters,
      expressions: arena)
    circuit.reserve(operations: steps.count + gaps.count)
    var next = gaps[...]
    var cost = 0.0
    var twoQubitGates = 0
    for (index, step) in steps.enumerated() {
      while let gap = next.first, gap.step == index {
        if writesDelays { circuit.delay(Duration(gap.seconds * 1e9, .nanoseconds), [gap.qubit]) }
        cost += map.idleCost(gap.qubit, seconds: gap.seconds)
        next.removeFirst()
      }
      switch step.action {
      case .gate(let row, _):
        cost += map.cost(of: row, on: step.qubits)
        if step.isInteraction { twoQubitGates += 1 }
      case .measure: cost += step.qubits.reduce(0) { $0 + map.readoutCosts[$1] }
      case .reset, .barrier, .delay: break
      }
      circuit.append(step)
    }
    return CompiledCircuit(
      circuit: circuit, initialLayout: route.initial, finalLayout: route.final, estimatedSuccess: exp(-cost),
      durationInSeconds: schedule.durationInSeconds, twoQubitGates: twoQubitGates, depth: depth(of: steps),
      swapCount: route.swapCount)
  }

  private func depth(of steps: [Step]) -> Int {
    var levels = Array(repeating: 0, count: map.qubitCount)
    for step in steps {
      var length = 1
      switch step.action {
      case .gate(let row, _): if map.bases[step.qubits[0]]?.turn == row { length = 0 }
      case .measure, .reset: break
      case .barrier, .delay: length = 0
      }
      let level = length + (step.qubits.map { levels[$0] }.max() ?? 0)
      for qubit in step.qubits { levels[qubit] = level }
    }
    return levels.max() ?? 0
  }
}
