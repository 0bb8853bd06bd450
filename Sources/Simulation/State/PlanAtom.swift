internal import Numerics

/// A step of a plan before steps are put together: one action on a few qubits.
struct PlanAtom: Sendable {
  enum Action: Sendable {
    /// A factor for each value of the qubits, the first least significant.
    case diagonal([Complex])
    /// A real rotation of one qubit without its factor: x - t y, y + t x.
    case rotation(tangent: Double)
    /// A matrix, row after row, the first qubit least significant.
    case dense([Complex])
    /// Exchanges 0 and 1 of the qubit.
    case flip
    /// Exchanges the two qubits.
    case swap
  }

  var action: Action
  var qubits: [Int]
  var controls = ControlMask()
  /// What the action leaves out, all amplitudes are still to be multiplied with.
  var scale = 1.0

  /// The qubits whose values change.
  var mixing: UInt64 {
    if case .diagonal = action { return 0 }
    return qubits.reduce(0) { $0 | 1 << UInt64($1) }
  }

  /// The qubits whose values matter but stay.
  var reading: UInt64 {
    if case .diagonal = action { return qubits.reduce(controls.mask) { $0 | 1 << UInt64($1) } }
    return controls.mask
  }
}

/// The qubits that an atom changes or reads.
struct AtomReach {
  let mixing: UInt64
  let reading: UInt64

  init(_ atom: PlanAtom) {
    mixing = atom.mixing
    reading = atom.reading
  }
}

/// Takes atoms out of a list that may go before those left in it.
struct AtomFront {
  private var mixed: UInt64 = 0
  private var used: UInt64 = 0

  /// Whether an atom commutes with all those left behind so far.
  func admits(_ atom: AtomReach) -> Bool { atom.mixing & used == 0 && atom.reading & mixed == 0 }

  mutating func leaveBehind(_ atom: AtomReach) {
    mixed |= atom.mixing
    used |= atom.mixing | atom.reading
  }

  /// Whether nothing on these qubits is admitted any more, whatever it does.
  func isClosed(_ qubits: UInt64) -> Bool { mixed & qubits == qubits }
}

/// Atoms that wait for their turn; taking some from the front does not move those far behind.
struct AtomQueue {
  private var atoms: [PlanAtom]
  private var first = 0

  init(_ atoms: [PlanAtom]) { self.atoms = atoms }

  var isEmpty: Bool { first == atoms.count }

  /// What the next atoms change and read, at most so many of them.
  func reaches(limit: Int) -> [AtomReach] { atoms[first...].prefix(limit).map { AtomReach($0) } }

  mutating func takeAll() -> [PlanAtom] {
    defer { first = atoms.count }
    return Array(atoms[first...])
  }

  /// Takes the wanted atoms that may go before all others; `qubits` are those that an atom can change.
  mutating func take(changing qubits: UInt64, _ isWanted: (PlanAtom) -> Bool) -> [PlanAtom] {
    var front = AtomFront()
    var taken: [PlanAtom] = []
    var left: [PlanAtom] = []
    var index = first
    while index < atoms.count, !front.isClosed(qubits) {
      let atom = atoms[index]
      let reach = AtomReach(atom)
      index += 1
      if front.admits(reach), isWanted(atom) {
        taken.append(atom)
      } else {
        front.leaveBehind(reach)
        left.append(atom)
      }
    }
    guard !taken.isEmpty else { return [] }
    first = index - left.count
    for (offset, atom) in left.enumerated() { atoms[first + offset] = atom }
    return taken
  }
}
