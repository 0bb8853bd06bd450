extension Circuit: Equatable {
  /// Equal when the same things are declared and the same steps stand in the same order.
  package static func == (left: Circuit, right: Circuit) -> Bool {
    guard left.qubits == right.qubits, left.bitRegisters == right.bitRegisters,
      left.parameters == right.parameters, left.declarations == right.declarations,
      left.remarks == right.remarks, left.operations.count == right.operations.count
    else { return false }
    let comparison = AngleComparison(left.expressions, right.expressions)
    return left.operations.indices.allSatisfy { index in
      left.sameStep(index, as: right) && comparison.equal(left.angles(of: index), right.angles(of: index))
    }
  }

  private func sameStep(_ index: Int, as other: Circuit) -> Bool {
    let mine = operations[index]
    let theirs = other.operations[index]
    guard mine.kind == theirs.kind, operands(of: index) == other.operands(of: index) else { return false }
    switch mine.kind {
    case .gate: return gates[Int(mine.index)] == other.gates[Int(theirs.index)]
    case .delay, .boxStart: return duration(at: mine.index) == other.duration(at: theirs.index)
    case .measure, .reset, .barrier, .boxEnd: return true
    }
  }

  package func duration(at place: UInt32) -> Duration? {
    place == Operation.noIndex ? nil : durations[Int(place)]
  }
}
