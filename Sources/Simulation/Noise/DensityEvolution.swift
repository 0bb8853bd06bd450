import Devices
import Execution

/// Evolves the state of a circuit without control flow, block after block.
struct DensityEvolution {
  let circuit: NoisyCircuit
  let partition: BlockPartition
  let schedule: BlockSchedule
  let readout: ReadoutErrors
  /// Measurements whose outcomes are wanted: the others are only felt by the qubits.
  let wanted: Set<Int>
  /// Qubits whose digits are kept to the end.
  let kept: Set<Int>

  init(
    _ circuit: NoisyCircuit, readout: ReadoutErrors, wanted: Set<Int> = [], keeping kept: Set<Int> = [],
    reorders: Bool = true
  ) {
    self.circuit = circuit
    partition = BlockPartition(circuit)
    schedule = BlockSchedule(partition, keeping: kept, reorders: reorders)
    self.readout = readout
    self.wanted = wanted
    self.kept = kept
  }

  /// The most bits of an index at any time, and the multiplications of all passes.
  var cost: (bits: Int, multiplications: Double) {
    var held: Set<Int> = []
    var (records, most, total) = (0, 0, 0.0)
    for entry in schedule.entries {
      let block = partition.blocks[entry.block]
      let before = 2 * held.count + records
      let own = 2 * held.intersection(block.qubits).count
      held.formUnion(block.qubits)
      held.subtract(entry.leaving)
      records += block.record.map { wanted.contains($0) ? 1 : 0 } ?? 0
      records += entry.leaving.count { leaves($0) != nil }
      let after = 2 * held.count + records
      let rows = Double(1 << min(60, after - before + own))
      total += Double(sign: .plus, exponent: before, significand: 1) * rows
      most = max(most, max(before, after))
    }
    return (most, total)
  }

  /// Whether outcomes have to be held while their qubits are used on.
  var hasRecordsInTheMiddle: Bool { partition.blocks.contains { $0.record.map(wanted.contains) ?? false } }

  /// The record that a leaving qubit's last measurement leaves.
  private func leaves(_ qubit: Int) -> Int? { partition.finalRecords[qubit].flatMap { wanted.contains($0) ? $0 : nil } }

  /// The final state, of which only wanted records and kept qubits are left.
  func state(run: KernelRun) throws(SimulationError) -> PauliState {
    var state = try PauliState(run: run)
    try state.reserve(bits: cost.bits)
    try evolve(&state)
    return state
  }

  /// Applies the whole circuit.
  func evolve(_ state: inout PauliState) throws(SimulationError) {
    let table = try TransferTable(circuit, run: state.run)
    for entry in schedule.entries {
      let block = partition.blocks[entry.block]
      try state.apply(table.matrix(of: block), on: block.qubits, endings: endings(of: entry))
      try state.run.checkTime()
    }
  }

  private func endings(of entry: BlockSchedule.Entry) -> [PauliState.Ending] {
    let block = partition.blocks[entry.block]
    return block.qubits.map { qubit in
      if let record = block.record {
        let isWanted = wanted.contains(record)
        return .measured(isWanted ? record : nil, readout.misreading(of: qubit))
      }
      guard entry.leaving.contains(qubit) else { return .stays }
      return leaves(qubit).map { .recorded($0, readout.misreading(of: qubit)) } ?? .traced
    }
  }
}
