internal import Circuits

extension Circuit {
  /// What stands for a gate on its qubits; angles may be added to the arena.
  typealias GateReplacement = (GateBody.Step, inout ExpressionArena) throws(ExportError) -> [GateBody.Step]

  /// The circuit with other declarations, every gate replaced by steps, and remarks still before what they stood
  /// before.
  func replacingGates(
    declarations: [GateDeclaration], _ replacement: GateReplacement
  ) throws(ExportError) -> Circuit {
    var result = Circuit(
      qubits: qubits, bitRegisters: bitRegisters, parameters: parameters, expressions: expressions,
      declarations: declarations)
    var places: [Int] = []
    places.reserveCapacity(operations.count + 1)
    for (index, operation) in operations.enumerated() {
      places.append(result.operations.count)
      guard operation.kind == .gate else {
        result.copy(index, of: self)
        continue
      }
      let step = step(at: index)
      do throws(ExportError) {
        let steps = try replacement(step, &result.expressions)
        for step in steps { result.append(step.gate, angles: step.angles, qubits: step.qubits) }
      } catch {
        var error = error
        error.operation = error.operation ?? index
        throw error
      }
    }
    places.append(result.operations.count)
    result.remarks = remarks.map { remark in
      var remark = remark
      remark.operation = places[min(max(remark.operation, 0), operations.count)]
      return remark
    }
    return result
  }

  /// Appends an operation of another circuit with the same qubits and bits, which is no gate.
  private mutating func copy(_ index: Int, of other: Circuit) {
    let operation = other.operations[index]
    let operands = other.operands(of: index)
    switch operation.kind {
    case .gate: break
    case .measure:
      measure(Int(operands.first ?? 0), into: operands.last.flatMap { $0 == Operation.noBit ? nil : Int($0) })
    case .reset: reset(Int(operands.first ?? 0))
    case .barrier: barrier(operands.map { Int($0) })
    case .delay:
      if let duration = other.duration(at: operation.index) { delay(duration, operands.map { Int($0) }) }
    case .boxStart: startBox(other.duration(at: operation.index))
    case .boxEnd: endBox()
    }
  }
}
