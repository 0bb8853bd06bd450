/// A named run of qubits or bits.
package struct Register: Hashable, Sendable {
  package var name: String
  /// Where the register starts among all qubits, or all bits, of the circuit.
  package var start: Int
  package var count: Int
  /// Declared without a size (`qubit a;`), so that its one element is written `a` and not `a[0]`.
  package var isScalar: Bool
  /// Declared `output`: if any bit register is, only these are reported.
  package var isOutput: Bool
  /// What a register of bits holds when the program starts; nil for zeros.
  package var initialValue: BitString?

  package init(
    name: String, start: Int, count: Int, isScalar: Bool = false, isOutput: Bool = false,
    initialValue: BitString? = nil
  ) {
    self.name = name
    self.start = start
    self.count = count
    self.isScalar = isScalar
    self.isOutput = isOutput
    self.initialValue = initialValue
  }

  package var range: Range<Int> { start..<(start + count) }
}

/// The qubits that a circuit acts on.
package enum QubitSpace: Hashable, Sendable {
  /// Declared registers, one after the other.
  case registers([Register])
  /// Places of a device, written `$0`, `$1`, ...
  case physical(count: Int)

  package var count: Int {
    switch self {
    case .registers(let registers): registers.last.map { $0.start + $0.count } ?? 0
    case .physical(let count): count
    }
  }
}
