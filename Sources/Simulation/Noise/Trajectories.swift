import Circuits
import Execution
import Numerics

/// Shots of a circuit without control flow, on state vectors.
///
/// All shots go together until something happens to one of them: an event of a channel, or a measurement that has
/// both outcomes. Where a shot is a candidate for an event is drawn ahead; the state is asked only there, and only for
/// the density matrix of the block's qubits, on which all candidates of the block are decided.
struct Trajectories: Sendable {
  struct Shot: Sendable {
    let index: Int
    var stream: RandomStream
    /// The next site at which the shot is a candidate.
    var site: Int
    /// True outcomes by record.
    var records: BitString
  }

  /// Shots that have seen the same so far, and where they are.
  struct Group: @unchecked Sendable {
    var shots: [Shot]
    var state: AmplitudeState
    var entry = 0
    /// The entry's block is already applied.
    var isPastBlock = false
  }

  let plan: TrajectoryPlan

  func start(shots: Range<Int>, stream: RandomStream, run: KernelRun) throws(SimulationError) -> Group {
    let records = BitString(width: plan.circuit.records.count)
    let shots = shots.map { index in
      var own = stream.substream(index)
      let site = plan.candidate(from: 0, &own)
      return Shot(index: index, stream: own, site: site, records: records)
    }
    return Group(shots: shots, state: try AmplitudeState(run: run))
  }

  /// Takes a group to the end and measures; groups that part from it on the way are given away first.
  func finish(
    _ group: Group, parting: (Group) throws(SimulationError) -> Void
  ) throws(SimulationError) -> [Shot] {
    var group = group
    try advance(&group, parting: parting)
    return try read(group)
  }

  /// Takes a group past the last block.
  func advance(
    _ group: inout Group, parting: (Group) throws(SimulationError) -> Void
  ) throws(SimulationError) {
    while group.entry < plan.schedule.entries.count {
      try group.state.run.checkTime()
      let entry = plan.schedule.entries[group.entry]
      if !group.isPastBlock {
        try applyBlock(plan.partition.blocks[entry.block], to: &group, parting: parting)
        group.isPastBlock = true
      }
      if plan.measuresEarly {
        for qubit in entry.leaving where group.state.holds(qubit) {
          try measure(qubit, record: plan.partition.finalRecords[qubit], keeps: false, &group, parting: parting)
        }
      }
      group.entry += 1
      group.isPastBlock = false
    }
  }

  /// Lets a group begin at the first block, its shots' candidates drawn anew.
  func restart(_ group: inout Group) {
    group.entry = 0
    group.isPastBlock = false
    for place in group.shots.indices {
      group.shots[place].site = plan.candidate(from: 0, &group.shots[place].stream)
    }
  }

  private func applyBlock(
    _ block: NoisyBlock, to group: inout Group, parting: (Group) throws(SimulationError) -> Void
  ) throws(SimulationError) {
    for qubit in block.qubits { try group.state.hold(qubit) }
    if let record = block.record {
      return try measure(block.qubits[0], record: record, keeps: true, &group, parting: parting)
    }
    let end = group.shots.contains { isCandidate($0, at: group.entry) }
    guard end else { return try group.state.apply(plan.quiet[group.entry], on: block.qubits) }
    let density = try group.state.density(of: block.qubits)
    var calm: [Shot] = []
    var ways: [[Int]: BlockWay] = [:]
    for shot in group.shots {
      guard isCandidate(shot, at: group.entry) else {
        calm.append(shot)
        continue
      }
      var way = BlockWay(shot: shot, plan: plan, block: block, density: density)
      way.follow()
      if way.events.isEmpty {
        calm.append(way.shots[0])
      } else if ways[way.events] != nil {
        ways[way.events]?.shots += way.shots
      } else {
        ways[way.events] = way
      }
    }
    var eventful = ways.values.sorted { $0.events.lexicographicallyPrecedes($1.events) }
    let last = calm.isEmpty ? eventful.popLast() : nil
    for way in eventful {
      let state = try group.state.applying(way.product.rescaled, on: block.qubits)
      try parting(Group(shots: way.shots, state: state, entry: group.entry, isPastBlock: true))
    }
    group.shots = last?.shots ?? calm
    try group.state.apply(last?.product.rescaled ?? plan.quiet[group.entry], on: block.qubits)
  }

  private func isCandidate(_ shot: Shot, at entry: Int) -> Bool {
    shot.site < plan.sites.count && plan.sites[shot.site].entry == entry
  }

  /// Measures a qubit in every shot of a group; shots with a 1 part from those with a 0.
  private func measure(
    _ qubit: Int, record: Int?, keeps: Bool, _ group: inout Group, parting: (Group) throws(SimulationError) -> Void
  ) throws(SimulationError) {
    var parts = try group.measured(qubit, keeps: keeps)
    for place in parts.indices {
      parts[place].group.isPastBlock = true
      guard let record, parts[place].value else { continue }
      for shot in parts[place].group.shots.indices { parts[place].group.shots[shot].records[record] = true }
    }
    if parts.count > 1, let ones = parts.popLast() { try parting(ones.group) }
    if let rest = parts.first { group = rest.group }
  }

  /// Draws the outcomes of all last measurements of qubits that are still held.
  private func read(_ group: Group) throws(SimulationError) -> [Shot] {
    var group = group
    guard !plan.measuresEarly, !plan.partition.finalRecords.isEmpty else { return group.shots }
    let (storage, qubits) = try group.state.weights()
    let weights = UnsafeBufferPointer(start: storage.base, count: 1 << qubits.count)
    var total = 0.0
    for weight in weights { total += weight }
    let places = group.shots.indices.map { ($0, group.shots[$0].stream.uniform() * total) }.sorted { $0.1 < $1.1 }
    let records = qubits.map { plan.partition.finalRecords[$0] }
    OutcomeDraws.find(places.map(\.1), in: weights) { index, number in
      for (bit, record) in records.enumerated() where BitOrder.bit(bit, of: index) {
        if let record { group.shots[places[number].0].records[record] = true }
      }
    }
    withExtendedLifetime(storage) {}
    return group.shots
  }
}

extension Trajectories.Group {
  /// The shots by their outcomes of a measurement, each with the state that it leaves: first those with 0, if any.
  /// `keeps` says whether the qubit is used on.
  func measured(_ qubit: Int, keeps: Bool) throws(SimulationError) -> [(value: Bool, group: Trajectories.Group)] {
    let density = try state.density(of: [qubit])
    let weights = [density[0, 0].real, density[1, 1].real]
    var parts: [[Trajectories.Shot]] = [[], []]
    for var shot in shots {
      let isOne = shot.stream.uniform() * (weights[0] + weights[1]) < weights[1]
      parts[isOne ? 1 : 0].append(shot)
    }
    var result: [(value: Bool, group: Trajectories.Group)] = []
    for place in 0..<2 where !parts[place].isEmpty {
      var group = self
      group.shots = parts[place]
      let factor = 1 / weights[place].squareRoot()
      if keeps {
        let kept = Complex(factor)
        let projector = SquareMatrix(diagonal: place == 1 ? [.zero, kept] : [kept, .zero])
        group.state = try state.applying(projector, on: [qubit])
      } else {
        group.state = try state.projected(qubit, onto: place == 1, factor: factor)
      }
      result.append((place == 1, group))
    }
    return result
  }
}

/// How one shot, or several alike, go through a block in which they are candidates.
private struct BlockWay {
  var shots: [Trajectories.Shot]
  let plan: TrajectoryPlan
  let block: NoisyBlock
  /// Of the block's qubits, before it.
  let density: SquareMatrix
  private(set) var product: SquareMatrix
  /// The sites at which something happened, each followed by what.
  private(set) var events: [Int] = []

  init(shot: Trajectories.Shot, plan: TrajectoryPlan, block: NoisyBlock, density: SquareMatrix) {
    shots = [shot]
    self.plan = plan
    self.block = block
    self.density = density
    product = .identity(density.size)
  }

  mutating func follow() {
    for member in block.members {
      guard shots[0].site < plan.sites.count, plan.sites[shots[0].site].step == member,
        case .channel(let place) = plan.circuit.steps[member].action
      else {
        plan.append(plan.quietOperator(of: member), of: member, to: &product, block)
        continue
      }
      let branches = plan.branches[place]
      if let event = decide(branches, member) {
        plan.append(branches.events[event], of: member, to: &product, block)
        events += [shots[0].site, event]
      } else {
        plan.append(branches.quiet, of: member, to: &product, block)
      }
      product = product.rescaled
      shots[0].site = plan.candidate(from: shots[0].site + 1, &shots[0].stream)
    }
  }

  /// Which event happens to a candidate, if any.
  private mutating func decide(_ branches: ChannelBranches, _ member: Int) -> Int? {
    let before = product * density * product.adjoint
    let norm = before.traceValue
    var draw = shots[0].stream.uniform() * branches.eventBound * norm
    let positions = plan.circuit.steps[member].qubits.compactMap { block.qubits.firstIndex(of: $0) }
    for (index, event) in branches.events.enumerated() {
      var image = before
      image.apply(event.adjoint * event, at: positions)
      draw -= image.traceValue
      if draw < 0 { return index }
    }
    return nil
  }
}

extension SquareMatrix {
  /// The real part of the trace.
  fileprivate var traceValue: Double { (0..<size).reduce(0) { $0 + self[$1, $1].real } }
}
