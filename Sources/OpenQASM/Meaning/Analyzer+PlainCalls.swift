internal import Circuits

/// The calls that long programs are made of, such as `rz(0.25) q[3];` and `cx q[0], q[1];`, in a third of the time.
///
/// Nothing here is new meaning: what is not plain, or not right, goes through `gateCall` from its start.
extension Analyzer {
  /// Appends a call without modifiers whose angles are numbers and whose one or two qubits have a number as
  /// index; false, and nothing done, for any other.
  mutating func plainCall(_ node: SyntaxNode) -> Bool {
    guard gateSteps == nil, code.routine == nil, case .gate(let gate) = self[node.symbol],
      gate.qubitCount == 1 || gate.qubitCount == 2
    else { return false }
    var child = node.firstChild
    var firstAngle = NodeID.none
    if parser.tree[child].kind == .argumentList {
      firstAngle = parser.tree[child].firstChild
      child = parser.tree[child].nextSibling
    }
    guard let first = plainQubit(child) else { return false }
    child = parser.tree[child].nextSibling
    var second = -1
    if gate.qubitCount == 2 {
      guard child != .none, let qubit = plainQubit(child), qubit != first else { return false }
      second = qubit
      child = parser.tree[child].nextSibling
    }
    guard child == .none, circuit.operations.count < limits.operations,
      let angles = plainAngles(firstAngle, count: gate.angleCount)
    else { return false }
    circuit.begin(.gate, index: place(of: gate, node.symbol))
    if gate.angleCount > 0 { circuit.push(angle: .constant(angles.0)) }
    if gate.angleCount > 1 { circuit.push(angle: .constant(angles.1)) }
    if gate.angleCount > 2 { circuit.push(angle: .constant(angles.2)) }
    circuit.push(operand: UInt32(first))
    if second >= 0 { circuit.push(operand: UInt32(second)) }
    return true
  }

  /// Up to three angles, where they are as many literals as the gate takes.
  private func plainAngles(_ first: NodeID, count: Int) -> (Double, Double, Double)? {
    var angles = (0.0, 0.0, 0.0)
    var angle = first
    for place in 0..<count {
      guard angle != .none, let value = literalAngle(angle) else { return nil }
      switch place {
      case 0: angles.0 = value
      case 1: angles.1 = value
      case 2: angles.2 = value
      default: return nil
      }
      angle = parser.tree[angle].nextSibling
    }
    return angle == .none ? angles : nil
  }

  /// The qubit of `q[3]` where that is a register and in range, or of `q` where that is a qubit.
  private func plainQubit(_ id: NodeID) -> Int? {
    let node = parser.tree[id]
    if node.kind == .identifier, case .qubits(let span) = self[node.symbol], span.isScalar { return span.start }
    guard node.kind == .indexExpression else { return nil }
    let base = parser.tree[node.firstChild]
    guard base.kind == .identifier, case .qubits(let span) = self[base.symbol], !span.isScalar else { return nil }
    let entry = parser.tree[parser.tree[base.nextSibling].firstChild]
    guard entry.kind == .integerLiteral, entry.nextSibling == .none, entry.end - entry.start <= 7 else { return nil }
    var index = 0
    for offset in Int(entry.start)..<Int(entry.end) {
      let digit = parser.tree.source.bytes[offset] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      index = index &* 10 &+ Int(digit)
    }
    return index < span.count ? span.start + index : nil
  }
}
