/// Steps that act on a few qubits and follow each other there: they are multiplied into one map before it touches
/// a state.
struct NoisyBlock: Sendable {
  var qubits: [Int]
  /// Places of the circuit's steps, in order.
  var members: [Int] = []
  /// A measurement after which the qubit is used again.
  var record: Int?
}

/// The blocks of a circuit, in order, and which measurement is the last thing that happens to a qubit.
struct BlockPartition: Sendable {
  private(set) var blocks: [NoisyBlock] = []
  /// By qubit.
  private(set) var finalRecords: [Int: Int] = [:]

  /// The block on a qubit that can still take steps.
  private var open: [Int: Int] = [:]
  /// Steps of one qubit that no block has taken yet.
  private var pending: [Int: [Int]] = [:]

  init(_ circuit: NoisyCircuit) {
    var lastSteps: [Int: Int] = [:]
    for (index, step) in circuit.steps.enumerated() {
      for qubit in step.qubits { lastSteps[qubit] = index }
    }
    for (index, step) in circuit.steps.enumerated() {
      guard case .measure(let record) = step.action, let qubit = step.qubits.first else {
        add(index, step.qubits)
        continue
      }
      settle(qubit, keepsEmpty: lastSteps[qubit] == index)
      if lastSteps[qubit] == index {
        finalRecords[qubit] = record
      } else {
        blocks.append(NoisyBlock(qubits: [qubit], record: record))
        open[qubit] = nil
      }
    }
    for qubit in pending.keys.sorted() { settle(qubit, keepsEmpty: false) }
  }

  private mutating func add(_ step: Int, _ qubits: [Int]) {
    if let first = qubits.first, let block = open[first], qubits.allSatisfy({ open[$0] == block }) {
      blocks[block].members.append(step)
    } else if qubits.count == 1 {
      pending[qubits[0], default: []].append(step)
    } else {
      let taken = qubits.flatMap { pending.removeValue(forKey: $0) ?? [] }
      for qubit in qubits { open[qubit] = blocks.count }
      blocks.append(NoisyBlock(qubits: qubits, members: taken + [step]))
    }
  }

  /// Gives a qubit's pending steps a block of their own; `keepsEmpty` sees to it that the qubit is in some block.
  private mutating func settle(_ qubit: Int, keepsEmpty: Bool) {
    let steps = pending.removeValue(forKey: qubit) ?? []
    guard !steps.isEmpty || keepsEmpty && !blocks.contains(where: { $0.qubits.contains(qubit) }) else { return }
    open[qubit] = blocks.count
    blocks.append(NoisyBlock(qubits: [qubit], members: steps))
  }
}
