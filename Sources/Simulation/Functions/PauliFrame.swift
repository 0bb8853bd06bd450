/// Which basis states of the simulated register mean which of the circuit's.
///
/// Gates that only exchange basis states (x, cx, swap) change the frame instead of the state: they are affine maps of
/// the state's index over the field of two elements.
struct PauliFrame {
  /// Qubit q is 1 in the simulated state i where the parity of `rows[q] & i` differs from `flips[q]`.
  private(set) var rows: [UInt32]
  private(set) var flips: [Bool]
  /// What flipping qubit q alone does to the index of the simulated state.
  private(set) var masks: [UInt32]

  init(qubitCount: Int) {
    rows = (0..<qubitCount).map { 1 << UInt32($0) }
    masks = rows
    flips = Array(repeating: false, count: qubitCount)
  }

  mutating func exchange(_ qubit: Int) { flips[qubit].toggle() }

  mutating func exchange(_ target: Int, control: Int) {
    rows[target] ^= rows[control]
    if flips[control] { flips[target].toggle() }
    masks[control] ^= masks[target]
  }

  mutating func swap(_ first: Int, _ second: Int) {
    rows.swapAt(first, second)
    flips.swapAt(first, second)
    masks.swapAt(first, second)
  }

  /// The circuit's basis state that a simulated one stands for.
  func state(of index: Int) -> Int {
    rows.indices.reduce(0) { state, qubit in
      let isOne = (rows[qubit] & UInt32(index)).isOdd != flips[qubit]
      return isOne ? state | 1 << qubit : state
    }
  }
}

extension UInt32 {
  /// Whether the number of bits set is odd.
  var isOdd: Bool { nonzeroBitCount & 1 == 1 }
}

/// A Pauli string on the simulated register, up to its phase: it flips the bits of `flips` and depends in sign on those
/// of `signs`.
struct FramedPauli: Hashable {
  var flips: UInt32
  var signs: UInt32

  func commutes(with other: FramedPauli) -> Bool {
    (flips & other.signs).isOdd == (signs & other.flips).isOdd
  }
}
