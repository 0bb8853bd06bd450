import Circuits
import Devices
import Execution
import Numerics

/// Programs with control flow are followed along all outcomes: at a measurement shots part by what is there and by
/// what is read. The program goes on with what is read, the state with what is there.
extension NoisySimulator {
  func sampleDynamic(
    _ execution: ProgramExecution, noise: NoiseModel, shots: Int, stream: RandomStream,
    into collector: inout OutcomeCollector
  ) throws(SimulationError) {
    guard shots > 0 else { return }
    let qubits = execution.program.circuit.qubitCount
    let usesDensity =
      switch method {
      case .densityMatrix: true
      case .trajectories: false
      case .automatic: qubits < 14 && 1 << qubits <= shots
      }
    if usesDensity {
      try followDensity(execution, noise, shots: shots, stream: stream, into: &collector)
    } else {
      try followShots(execution, noise, shots: shots, stream: stream, into: &collector)
    }
  }

  private struct DensityBranch {
    var execution: ProgramExecution
    var state: PauliState
    var shots: Int
    var outcome: Bool?
    var history = ReadoutHistory()
  }

  private func followDensity(
    _ execution: ProgramExecution, _ noise: NoiseModel, shots: Int, stream: RandomStream,
    into collector: inout OutcomeCollector
  ) throws(SimulationError) {
    let readout = ReadoutErrors(noise)
    var outcomes = stream.substream("outcomes")
    var branches = [DensityBranch(execution: execution, state: try PauliState(run: run), shots: shots)]
    var done = 0
    while var branch = branches.popLast() {
      if run.isOver { throw .timeLimit(shotsDone: done) }
      let segment = try ProgramSegment(of: &branch.execution, outcome: branch.outcome, noise: noise, run: run)
      let touched = Set(segment.circuit.steps.flatMap(\.qubits))
      let evolution = DensityEvolution(segment.circuit, readout: readout, keeping: touched, reorders: false)
      try checkMemory(densityBits: branch.state.space.bits + 2 * touched.count { !branch.state.holds($0) })
      for entry in evolution.schedule.entries { try evolution.apply(entry, to: &branch.state) }
      guard let qubit = segment.measured else {
        collector.add(branch.execution, times: branch.shots)
        done += branch.shots
        continue
      }
      let total = branch.state.mean(of: [])
      let ones = outcomes.binomial(branch.shots, probability: 0.5 * (1 - branch.state.mean(of: [(qubit, 3)]) / total))
      for (truth, count) in [(false, branch.shots - ones), (true, ones)] where count > 0 {
        var part = branch
        part.state = try branch.state.copy()
        try part.state.apply(.identity(qubitCount: 1), on: [qubit], endings: [.projected(truth)])
        part.state.normalise()
        let misread = branch.history.probabilityOfOne(qubit, truth: truth, readout)
        let readOnes = outcomes.binomial(count, probability: misread)
        for (reading, times) in [(false, count - readOnes), (true, readOnes)] where times > 0 {
          var next = part
          if reading, times < count { next.state = try part.state.copy() }
          next.shots = times
          next.outcome = reading
          next.history.add(qubit, truth: truth, reading: reading, readout)
          branches.append(next)
        }
      }
    }
  }

  private struct ShotBranch {
    var execution: ProgramExecution
    var group: Trajectories.Group
    var outcome: Bool?
    var history = ReadoutHistory()
    /// The segment that the group is in.
    var segment: (trajectories: Trajectories, measured: Int?)?
  }

  private func followShots(
    _ execution: ProgramExecution, _ noise: NoiseModel, shots: Int, stream: RandomStream,
    into collector: inout OutcomeCollector
  ) throws(SimulationError) {
    let readout = ReadoutErrors(noise)
    let nothing = Trajectories(plan: TrajectoryPlan(NoisyCircuit(), reorders: false))
    var branches = [
      ShotBranch(execution: execution, group: try nothing.start(shots: 0..<shots, stream: stream, run: run))
    ]
    var done = 0
    while var branch = branches.popLast() {
      if run.isOver { throw .timeLimit(shotsDone: done) }
      if branch.segment == nil {
        let segment = try ProgramSegment(of: &branch.execution, outcome: branch.outcome, noise: noise, run: run)
        let trajectories = Trajectories(plan: TrajectoryPlan(segment.circuit, reorders: false))
        trajectories.restart(&branch.group)
        branch.segment = (trajectories, segment.measured)
      }
      guard let segment = branch.segment else { continue }
      var parted: [ShotBranch] = []
      let start = branch
      try segment.trajectories.advance(&branch.group) { group in
        var other = start
        other.group = group
        parted.append(other)
      }
      branches += parted
      guard let qubit = segment.measured else {
        collector.add(branch.execution, times: branch.group.shots.count)
        done += branch.group.shots.count
        continue
      }
      branches += try split(branch, at: qubit, readout)
    }
  }

  private func split(
    _ branch: ShotBranch, at qubit: Int, _ readout: ReadoutErrors
  ) throws(SimulationError) -> [ShotBranch] {
    var branch = branch
    try branch.group.state.hold(qubit)
    var result: [ShotBranch] = []
    for (truth, group) in try branch.group.measured(qubit, keeps: true) {
      let probability = branch.history.probabilityOfOne(qubit, truth: truth, readout)
      var parts: [[Trajectories.Shot]] = [[], []]
      for var shot in group.shots {
        let isOne = probability >= 1 || probability > 0 && shot.stream.uniform() < probability
        parts[isOne ? 1 : 0].append(shot)
      }
      for (place, shots) in parts.enumerated() where !shots.isEmpty {
        var next = branch
        next.group = group
        if place == 1, !parts[0].isEmpty { next.group.state = try group.state.copy() }
        next.group.shots = shots
        next.outcome = place == 1
        next.segment = nil
        next.history.add(qubit, truth: truth, reading: place == 1, readout)
        result.append(next)
      }
    }
    return result
  }
}
