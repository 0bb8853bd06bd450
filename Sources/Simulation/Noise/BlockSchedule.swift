/// In which order blocks are applied, and what happens to qubits after each.
///
/// A qubit is held from its first block to its last, so the order decides how large the state becomes: of the blocks
/// that may come next, one is taken that brings in the fewest qubits and ends the most. Shallow circuits of local
/// gates, such as layers along a line, are so never held whole.
struct BlockSchedule: Sendable {
  struct Entry: Sendable {
    var block: Int
    /// Qubits that no later block acts on.
    var leaving: [Int] = []
  }

  private(set) var entries: [Entry] = []

  init(_ partition: BlockPartition, keeping kept: Set<Int> = [], reorders: Bool = true) {
    let blocks = partition.blocks
    var left: [Int: Int] = [:]
    var successors: [[Int]] = Array(repeating: [], count: blocks.count)
    var waiting = Array(repeating: 0, count: blocks.count)
    var last: [Int: Int] = [:]
    for (index, block) in blocks.enumerated() {
      for qubit in block.qubits {
        left[qubit, default: 0] += 1
        if let before = last[qubit] {
          successors[before].append(index)
          waiting[index] += 1
        }
        last[qubit] = index
      }
    }
    var held: Set<Int> = []
    var ready = blocks.indices.filter { waiting[$0] == 0 }
    while !ready.isEmpty {
      let place = reorders ? Self.best(of: ready, blocks, held: held, left: left, partition) : 0
      let chosen = ready.remove(at: place)
      held.formUnion(blocks[chosen].qubits)
      for qubit in blocks[chosen].qubits { left[qubit, default: 0] -= 1 }
      let leaving = blocks[chosen].qubits.filter { left[$0] == 0 && !kept.contains($0) }
      held.subtract(leaving)
      entries.append(Entry(block: chosen, leaving: leaving))
      for next in successors[chosen] {
        waiting[next] -= 1
        if waiting[next] == 0 { ready.insert(next, at: ready.firstIndex { $0 > next } ?? ready.count) }
      }
    }
  }

  /// The place of the ready block after which the state is smallest, the first of several.
  private static func best(
    of ready: [Int], _ blocks: [NoisyBlock], held: Set<Int>, left: [Int: Int], _ partition: BlockPartition
  ) -> Int {
    var best = (place: 0, growth: Int.max)
    for (place, block) in ready.enumerated() {
      let growth = blocks[block].qubits.reduce(0) { sum, qubit in
        let leaves = left[qubit] == 1
        let stays = partition.finalRecords[qubit] == nil ? 0 : 1
        return sum + (held.contains(qubit) ? 0 : 2) - (leaves ? 2 - stays : 0)
      }
      if growth < best.growth { best = (place, growth) }
    }
    return best.place
  }
}
