/// Which qubits a pass has in its blocks, so that it does as many of the next atoms as it can.
struct BlockChoice {
  private let atoms: [AtomReach]
  private let all: UInt64
  private let blockBits: Int

  /// No more of the next atoms are looked at.
  static let reachLimit = 256

  /// - Precondition: a block has no more qubits than `all` of the state, and room for any atom beside the lowest.
  init(_ atoms: [AtomReach], all: UInt64, blockBits: Int) {
    self.atoms = atoms
    self.all = all
    self.blockBits = blockBits
  }

  /// The qubits of the first atoms that fit; then, as long as that adds atoms, one exchanged for another.
  var best: UInt64 {
    var local = first
    var count = count(local)
    while let step = improvement(of: local, count) { (local, count) = step }
    return local
  }

  private static var lowest: UInt64 { (1 << UInt64(StatePlan.lowestLocal)) - 1 }

  private var first: UInt64 {
    var local = Self.lowest
    var front = AtomFront()
    for atom in atoms where !front.isClosed(all) {
      if front.admits(atom), (local | atom.mixing).nonzeroBitCount <= blockBits {
        local |= atom.mixing
      } else {
        front.leaveBehind(atom)
      }
    }
    var rest = all & ~local
    while rest != 0, local.nonzeroBitCount < blockBits {
      local |= rest & (0 &- rest)
      rest &= rest - 1
    }
    return local
  }

  /// The exchange that adds most atoms, and how many there are with it.
  private func improvement(of local: UInt64, _ count: Int) -> (UInt64, Int)? {
    var best: (UInt64, Int)?
    var given = local & ~Self.lowest
    while given != 0 {
      let out = given & (0 &- given)
      given &= given - 1
      var offered = all & ~local
      while offered != 0 {
        let changed = local & ~out | offered & (0 &- offered)
        offered &= offered - 1
        let changedCount = self.count(changed)
        if changedCount > best?.1 ?? count { best = (changed, changedCount) }
      }
    }
    return best
  }

  /// How many atoms that change qubits a pass can do.
  private func count(_ local: UInt64) -> Int {
    var front = AtomFront()
    var count = 0
    for atom in atoms {
      if front.isClosed(all) { break }
      if atom.mixing & ~local == 0, front.admits(atom) {
        if atom.mixing != 0 { count += 1 }
      } else {
        front.leaveBehind(atom)
      }
    }
    return count
  }
}
