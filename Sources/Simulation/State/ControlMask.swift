/// Qubits that must have a value for a gate to act.
package struct ControlMask: Hashable, Sendable {
  package private(set) var mask: UInt64 = 0
  package private(set) var values: UInt64 = 0

  package init() {}

  package init(_ controls: [(qubit: Int, value: Bool)]) {
    for control in controls { insert(control.qubit, value: control.value) }
  }

  package mutating func insert(_ qubit: Int, value: Bool) {
    mask |= 1 << UInt64(qubit)
    if value { values |= 1 << UInt64(qubit) } else { values &= ~(1 << UInt64(qubit)) }
  }

  package mutating func remove(_ qubit: Int) {
    mask &= ~(1 << UInt64(qubit))
    values &= mask
  }

  package var count: Int { mask.nonzeroBitCount }

  /// Ascending.
  package var qubits: [Int] { (0..<64).filter { mask & (1 << UInt64($0)) != 0 } }
}
