/// A program with its classical language resolved: flat code over numbered slots.
///
/// Everything quantum that is known before the run stands in `circuit`, in order of the text, and the code
/// names ranges of it; a program whose code is one such range is that circuit.
package struct Program: Sendable {
  package var circuit: Circuit
  package var code: [Instruction]
  /// How many slots outside all routines.
  package var globalCount: Int
  package var routines: [Routine]

  package init(circuit: Circuit, code: [Instruction], globalCount: Int = 0, routines: [Routine] = []) {
    self.circuit = circuit
    self.code = code
    self.globalCount = globalCount
    self.routines = routines
  }

  /// A circuit is the program that runs it from its first to its last operation.
  package init(_ circuit: Circuit) {
    self.init(circuit: circuit, code: [.operations(0..<circuit.operations.count), .end])
  }

  /// The circuit that this program is, where it has no control flow.
  package var staticCircuit: Circuit? {
    guard case .operations(let range)? = code.first, range == circuit.operations.indices,
      code.count == 2, code[1] == .end
    else { return code == [.end] && circuit.operations.isEmpty ? circuit : nil }
    return circuit
  }
}

/// Where a classical value lives.
package enum Slot: Hashable, Sendable {
  case global(Int)
  /// Of the routine that runs now.
  case local(Int)
}

/// A subroutine: its arguments are its first local slots.
package struct Routine: Hashable, Sendable {
  package var name: String
  /// The place of its first instruction.
  package var entry: Int
  package var localCount: Int

  package init(name: String, entry: Int, localCount: Int) {
    self.name = name
    self.entry = entry
    self.localCount = localCount
  }
}

/// A qubit named by an instruction: known, or chosen at run time by an index into a register.
package enum QubitChoice: Hashable, Sendable {
  case fixed(Int)
  /// The qubit at `start` + the slot's value, which counts from the register's end where it is negative.
  case indexed(start: Int, count: Int, by: Slot)
}

/// One step of a program.
package enum Instruction: Hashable, Sendable {
  /// Operations of the program's circuit, one after the other.
  case operations(Range<Int>)
  /// A gate whose angles or qubits are known only now; the angles are numbers in slots.
  case gate(Gate, angles: [Slot], qubits: [QubitChoice])
  case measure(QubitChoice, into: Slot)
  case reset(QubitChoice)
  case load(Slot, Value)
  case copy(Slot, from: Slot)
  case unary(Slot, UnaryOperator, Slot)
  case binary(Slot, BinaryOperator, Slot, Slot)
  /// Reads bits of the circuit's registers.
  case readBits(Slot, Range<Int>)
  /// Writes bits of the circuit's registers; the value has as many bits.
  case writeBits(Range<Int>, from: Slot)
  case jump(to: Int)
  /// Goes on with the next instruction if the slot is not zero, else at `otherwise`.
  case branch(Slot, otherwise: Int)
  case call(routine: Int, arguments: [Slot], result: Slot?)
  case `return`(Slot?)
  case end
}

package enum UnaryOperator: UInt8, CaseIterable, Sendable {
  case negate, not, complement
}

package enum BinaryOperator: UInt8, CaseIterable, Sendable {
  case add, subtract, multiply, divide, remainder, power
  case and, or, exclusiveOr, shiftLeft, shiftRight
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
}
