extension QubitOperand {
  /// The qubits that an operand stands for now.
  func qubits(
    of count: Int, _ read: (Slot) throws(ProgramFault) -> Value
  ) throws(ProgramFault) -> [Int] {
    let qubits: [Int]
    switch self {
    case .fixed(let qubit): qubits = [qubit]
    case .single(let slot), .register(let slot):
      guard case .qubits(let held) = try read(slot) else { throw .malformed("an operand that is no qubit") }
      qubits = held
    }
    if case .single = self, qubits.count != 1 { throw .sizeMismatch(expected: 1, found: qubits.count) }
    for qubit in qubits where qubit < 0 || qubit >= count { throw .malformed("there is no qubit \(qubit)") }
    return qubits
  }

  var isRegister: Bool {
    if case .register = self { true } else { false }
  }

  /// The operands of a gate, once for each time that it is applied: registers of one size go qubit by qubit, single
  /// qubits are repeated.
  static func rows(
    _ operands: [QubitOperand], of count: Int, _ read: (Slot) throws(ProgramFault) -> Value
  ) throws(ProgramFault) -> [[Int]] {
    var columns: [[Int]] = []
    var size: Int?
    for operand in operands {
      let column = try operand.qubits(of: count, read)
      if operand.isRegister {
        if let size, size != column.count { throw .sizeMismatch(expected: size, found: column.count) }
        size = column.count
      }
      columns.append(column)
    }
    var rows: [[Int]] = []
    for place in 0..<(size ?? 1) {
      let row = zip(operands, columns).map { $0.isRegister ? $1[place] : $1[0] }
      try checkDistinct(row)
      rows.append(row)
    }
    return rows
  }

  /// All qubits of a barrier or a delay, each once.
  static func list(
    _ operands: [QubitOperand], of count: Int, _ read: (Slot) throws(ProgramFault) -> Value
  ) throws(ProgramFault) -> [Int] {
    var result: [Int] = []
    var seen: Set<Int> = []
    for operand in operands { result += try operand.qubits(of: count, read).filter { seen.insert($0).inserted } }
    return result
  }

  private static func checkDistinct(_ qubits: [Int]) throws(ProgramFault) {
    guard qubits.count > 1 else { return }
    var seen: Set<Int> = []
    for qubit in qubits where !seen.insert(qubit).inserted { throw .repeatedQubit(qubit) }
  }
}
