internal import Circuits

extension Analyzer {
  /// How long a piece of program takes: the longest way through its delays, since gates have no length here.
  mutating func durationOf(_ scope: NodeID, at id: NodeID) -> Meaning? {
    guard mayRun("'durationof'", at: id) else { return nil }
    let place = nextPlace(at: id)
    let firstOperation = circuit.operations.count
    let remarkCount = circuit.remarks.count
    let problems = diagnostics.count
    let temporaries = code.temporaryMark
    // The statement around may be a gate call, half read, and the loops around are not left from here.
    let call = (modifiers, callAngles, callSlots, operands)
    let outerLoops = loops
    loops = []
    openScope()
    for statement in parser.tree.children(of: scope) { analyze(statement) }
    closeScope()
    (modifiers, callAngles, callSlots, operands) = call
    loops = outerLoops
    code.restoreTemporaries(temporaries)
    let times = busyTimes(of: firstOperation..<circuit.operations.count)
    code.remove(from: place)
    circuit.removeOperations(from: firstOperation)
    circuit.remarks.removeSubrange(remarkCount...)
    origins.remove(fromOperation: firstOperation)
    guard diagnostics.count == problems else { return nil }
    guard let times else {
      report(
        .wrongType, "a duration in dt and one in seconds cannot be added", at: id,
        help: "write both in the same unit: only a device knows how long dt is")
      return nil
    }
    return .value(.duration(times))
  }

  /// The time after which the last qubit is free; nil where units differ.
  private func busyTimes(of operations: Range<Int>) -> Duration? {
    var free: [UInt32: Duration] = [:]
    let zero = Duration(0, .nanoseconds)
    var last = zero
    for index in operations where circuit.operations[index].kind != .measure {
      let operation = circuit.operations[index]
      let qubits = circuit.operands(of: index)
      var end = zero
      for qubit in qubits {
        guard let later = end.later(free[qubit] ?? zero) else { return nil }
        end = later
      }
      if operation.kind == .delay, let length = circuit.duration(at: operation.index) {
        guard let sum = end.adding(length) else { return nil }
        end = sum
      }
      for qubit in qubits { free[qubit] = end }
      guard let latest = last.later(end) else { return nil }
      last = latest
    }
    return last
  }
}

extension Duration {
  fileprivate func later(_ other: Duration) -> Duration? {
    if value == 0 { return other }
    if other.value == 0 || other == self { return self }
    guard (unit == .deviceTicks) == (other.unit == .deviceTicks) else { return nil }
    guard unit != other.unit else { return value >= other.value ? self : other }
    return (inSeconds ?? 0) >= (other.inSeconds ?? 0) ? self : other
  }

  fileprivate func adding(_ other: Duration) -> Duration? {
    let sum = try? BinaryOperator.add.evaluate(.duration(self), .duration(other))
    if case .duration(let duration) = sum { return duration }
    return nil
  }
}
