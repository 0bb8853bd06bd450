/// One step of a program.
package enum Instruction: Hashable, Sendable {
  // MARK: Quantum

  /// Operations of the program's circuit, one after the other.
  case operations(Range<Int>)
  /// A gate whose angles or qubits are known only now; the angles are numbers in slots. Registers repeat it over
  /// their qubits, as in the text. Exponents in slots apply to the gate after those that it has.
  case gate(Gate, angles: [Slot], qubits: [QubitOperand], powers: [Slot] = [])
  /// A single qubit gives a truth value, a register a string of bits.
  case measure(QubitOperand, into: Slot)
  case reset(QubitOperand)
  case barrier([QubitOperand])
  case delay(Slot, [QubitOperand])

  // MARK: Classical

  case load(Slot, Value)
  /// An expression over the circuit's parameters, converted to the type.
  case evaluate(Slot, Angle, as: ClassicalType)
  /// The value of one of the program's inputs.
  case input(Slot, Int)
  case copy(Slot, from: Slot)
  case unary(Slot, UnaryOperator, Slot)
  case binary(Slot, BinaryOperator, Slot, Slot)
  case convert(Slot, from: Slot, to: ClassicalType)
  case function(Slot, BuiltInFunction, [Slot])
  /// Reads one bit of the circuit's registers as a truth value.
  case readBit(Slot, Int)
  /// Reads bits of the circuit's registers.
  case readBits(Slot, Range<Int>)
  /// Writes bits of the circuit's registers; the value has as many bits.
  case writeBits(Range<Int>, from: Slot)
  case select(Slot, from: Slot, [[Selector]])
  case store(into: Slot, [[Selector]], Slot)
  /// The array of these elements.
  case collect(Slot, [Slot])
  /// Bits, the first operand at the lowest indices; or qubits; or arrays.
  case concatenate(Slot, [Slot])
  /// How many values a range has that includes both ends, as `int`.
  case rangeCount(Slot, first: Slot, step: Slot?, last: Slot)

  // MARK: Control

  case jump(to: Int)
  /// Goes on with the next instruction if the slot is not zero, else at `otherwise`.
  case branch(Slot, otherwise: Int)
  case call(routine: Int, arguments: [Slot], result: Slot?, writeBacks: [WriteBack])
  case `return`(Slot?)
  case fail(ProgramFault)
  case end
}

/// A parameter that its subroutine may change: what it holds at the end goes to the caller's slot.
package struct WriteBack: Hashable, Sendable {
  /// The local slot of the subroutine.
  package var parameter: Int
  /// The slot of the caller.
  package var slot: Slot

  package init(parameter: Int, slot: Slot) {
    self.parameter = parameter
    self.slot = slot
  }
}

/// Qubits named by an instruction.
package enum QubitOperand: Hashable, Sendable {
  case fixed(Int)
  /// The slot holds one qubit.
  case single(Slot)
  /// The slot holds any number of qubits.
  case register(Slot)
}

package enum UnaryOperator: UInt8, CaseIterable, Sendable {
  case negate, not, complement
}

package enum BinaryOperator: UInt8, CaseIterable, Sendable {
  case add, subtract, multiply, divide, remainder, power
  case and, or, exclusiveOr, shiftLeft, shiftRight
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
}
