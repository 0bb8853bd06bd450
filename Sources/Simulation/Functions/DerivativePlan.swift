import CKernels

/// Which parameters derivatives are taken by, and what depends on them.
final class DerivativePlan: @unchecked Sendable {
  private let storage = CArrays()
  let rows: [Int]
  let columns: [Int]
  let plan: UnsafePointer<LanesPlan>
  let cut: RowCut

  init(_ compiled: CompiledProgram, rows: [Int], columns: [Int]) {
    self.rows = rows
    self.columns = columns
    var plan = LanesPlan()
    plan.row_count = UInt32(rows.count)
    plan.column_count = UInt32(columns.count)
    plan.rows = storage.copy(rows.map { UInt32($0) })
    plan.columns = storage.copy(columns.map { UInt32($0) })
    let (rowNodes, rowSlots) = Self.dependents(compiled, on: rows)
    let (columnNodes, columnSlots) = Self.dependents(compiled, on: columns)
    plan.row_nodes = storage.copy(rowNodes)
    plan.row_slots = storage.copy(rowSlots)
    plan.column_nodes = storage.copy(columnNodes)
    plan.column_slots = storage.copy(columnSlots)
    self.plan = storage.copy([plan])
    cut = RowCut(compiled, rowSlots: rowSlots)
  }

  /// One for each node and slot that depends on one of the parameters.
  static func dependents(
    _ compiled: CompiledProgram, on parameters: [Int]
  ) -> (nodes: [UInt8], slots: [UInt8]) {
    var nodes = Array(repeating: UInt8(0), count: compiled.operands.count)
    for parameter in parameters { nodes[parameter] = 1 }
    for (node, operands) in compiled.operands.enumerated() where operands.contains(where: { nodes[$0] == 1 }) {
      nodes[node] = 1
    }
    return (nodes, compiled.slotNodes.map { $0.contains { nodes[$0] == 1 } ? 1 : 0 })
  }
}

/// What depends on the parameters that vary among points.
final class VaryingParts: @unchecked Sendable {
  private let storage = CArrays()
  let parameters: [UInt32]
  /// One byte a node and a slot.
  let nodes: UnsafePointer<UInt8>
  let slots: UnsafePointer<UInt8>

  init(_ compiled: CompiledProgram, parameters: [UInt32]) {
    self.parameters = parameters
    let dependents = DerivativePlan.dependents(compiled, on: parameters.map { Int($0) })
    nodes = storage.copy(dependents.nodes)
    slots = storage.copy(dependents.slots)
  }
}
