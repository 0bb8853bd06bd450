/// Bit order, defined here once for all of Shotglass.
///
/// - **Basis states.** In an amplitude's index, qubit 0 is the least significant bit: with three qubits the
///   state with only qubit 0 set has index 1, with only qubit 2 set index 4.
/// - **Gate matrices.** The same rule on a gate's operands: its first operand is the least significant bit of
///   the row and column index. `cx control, target` therefore exchanges indices 1 and 3.
/// - **Outcomes.** A bit register prints with its highest index leftmost; of several registers the last
///   declared stands leftmost, and one blank separates them: Qiskit's order.
/// - **Bit string literals.** `"0110"`: the rightmost character is index 0.
@frozen @usableFromInline
package enum BitOrder {
  /// The value of one operand in a basis index.
  @inlinable
  package static func bit(_ position: Int, of index: Int) -> Bool { (index >> position) & 1 == 1 }

  /// An outcome as text; `bit(i)` is bit i of all registers in order of declaration.
  package static func key(registerSizes: [Int], bit: (Int) -> Bool) -> String {
    var next = registerSizes.reduce(0, +)
    return String(unsafeUninitializedCapacity: next + registerSizes.count) { buffer in
      var length = 0
      for (place, size) in registerSizes.reversed().enumerated() {
        if place > 0 {
          buffer[length] = UInt8(ascii: " ")
          length += 1
        }
        for _ in 0..<size {
          next -= 1
          buffer[length] = bit(next) ? UInt8(ascii: "1") : UInt8(ascii: "0")
          length += 1
        }
      }
      return length
    }
  }
}
