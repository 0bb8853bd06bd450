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
  package var inputs: [InputVariable]
  package var outputs: [OutputVariable]
  package var regions: [Region]

  package init(
    circuit: Circuit, code: [Instruction], globalCount: Int = 0, routines: [Routine] = [],
    inputs: [InputVariable] = [], outputs: [OutputVariable] = [], regions: [Region] = []
  ) {
    self.circuit = circuit
    self.code = code
    self.globalCount = globalCount
    self.routines = routines
    self.inputs = inputs
    self.outputs = outputs
    self.regions = regions
  }

  /// A circuit is the program that runs it from its first to its last operation.
  package init(_ circuit: Circuit) {
    self.init(circuit: circuit, code: [.operations(0..<circuit.operations.count), .end])
  }

  /// The circuit that this program is, where it has no control flow.
  package var staticCircuit: Circuit? {
    guard outputs.isEmpty else { return nil }
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

/// An `input` that is no parameter of the circuit.
package struct InputVariable: Hashable, Sendable {
  package var name: String
  package var type: ClassicalType

  package init(name: String, type: ClassicalType) {
    self.name = name
    self.type = type
  }
}

/// An `output` that is no register of bits.
package struct OutputVariable: Hashable, Sendable {
  package var name: String
  package var type: ClassicalType
  package var slot: Slot

  package init(name: String, type: ClassicalType, slot: Slot) {
    self.name = name
    self.type = type
    self.slot = slot
  }
}

/// A stretch of code that stands for one thing in the text: an `if`, a loop, a case, a subroutine.
package struct Region: Hashable, Sendable {
  package var title: String
  package var code: Range<Int>

  package init(title: String, code: Range<Int>) {
    self.title = title
    self.code = code
  }
}
