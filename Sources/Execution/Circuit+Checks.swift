package import Circuits

extension Circuit {
  /// What is wrong with a gate call that a program computes.
  package func refusal(of gate: Gate, _ angles: [Double], _ qubits: [Int]) -> SimulationError? {
    guard let count = operandCount(of: gate), let angleCount = angleCount(of: gate) else {
      return .circuit(.missingDeclaration(name(of: gate)))
    }
    if count != qubits.count {
      return .circuit(.wrongOperandCount(gate: name(of: gate), expected: count, found: qubits.count))
    }
    if angleCount != angles.count {
      return .circuit(.wrongAngleCount(gate: name(of: gate), expected: angleCount, found: angles.count))
    }
    for angle in angles where !angle.isFinite { return .angleNotFinite(gate: name(of: gate), value: angle) }
    for (index, qubit) in qubits.enumerated() {
      if !(0..<qubitCount).contains(qubit) { return .noSuchQubit(qubit, count: qubitCount) }
      if qubits[..<index].contains(qubit) { return .repeatedQubit(gate: name(of: gate), qubit: qubit) }
    }
    return nil
  }

  /// How many qubits need amplitudes at a time, where measured ones may do without.
  package func mostQubitsInUse(measurementsFree: Bool) -> Int {
    var (inUse, most) = (Set<UInt32>(), 0)
    for (index, operation) in operations.enumerated() {
      let operands = operands(of: index)
      switch operation.kind {
      case .gate: inUse.formUnion(operands)
      case .measure, .reset: if measurementsFree, let qubit = operands.first { inUse.remove(qubit) }
      default: break
      }
      most = max(most, inUse.count)
    }
    return most
  }
}
