internal import Numerics

/// Gates put together to steps, and steps to passes over the state.
///
/// A pass takes a block of the state into a core's cache, all amplitudes that differ in the pass's local qubits only,
/// does there every step that changes local qubits, and puts the block back. Steps may read any qubit: of those that
/// are not local, a block has one value.
package struct StatePlan: Sendable {
  struct Pass: Sendable {
    /// Ascending.
    var localQubits: [Int]
    var atoms: [PlanAtom]
    /// Qubits that are 0 before the pass: where one of them that is not local has the value 1 nothing is to be done.
    var zeros: UInt64
  }

  package let qubitCount: Int
  private(set) var passes: [Pass] = []

  /// The qubits that are always local, so that blocks are gathered in runs of some length.
  static var lowestLocal: Int { 6 }

  /// Plans atoms for blocks of 2^blockBits amplitudes.
  init(_ atoms: [PlanAtom], qubitCount: Int, blockBits: Int, zeros: UInt64) {
    self.qubitCount = qubitCount
    var (atoms, zeros) = (atoms, zeros)
    // On smaller states there is not enough work to save.
    if qubitCount > blockBits { PairGauge.simplify(&atoms) }
    var rest = AtomQueue(atoms)
    let largest = atoms.map(\.mixing.nonzeroBitCount).max() ?? 0
    let blockBits = max(blockBits, Self.lowestLocal + largest)
    while !rest.isEmpty {
      var pass = Self.takePass(from: &rest, qubitCount: qubitCount, blockBits: blockBits)
      pass.zeros = zeros
      for atom in pass.atoms { zeros &= ~atom.mixing }
      passes.append(pass)
    }
  }

  private static func takePass(from rest: inout AtomQueue, qubitCount: Int, blockBits: Int) -> Pass {
    let all: UInt64 = qubitCount >= 64 ? .max : (1 << UInt64(qubitCount)) - 1
    guard qubitCount > blockBits else {
      return Pass(localQubits: Array(0..<qubitCount), atoms: rest.takeAll(), zeros: 0)
    }
    let local = BlockChoice(rest.reaches(limit: BlockChoice.reachLimit), all: all, blockBits: blockBits).best
    return Pass(
      localQubits: (0..<qubitCount).filter { local & (1 << UInt64($0)) != 0 },
      atoms: rest.take(changing: all) { $0.mixing & ~local == 0 }, zeros: 0)
  }
}
