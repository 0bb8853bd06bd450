internal import Circuits

/// A circuit of table gates whose differentiated angles have an offset each.
struct ShiftedCircuit: Sendable {
  private struct Offset {
    /// The shifts of the gate's rule.
    let rule: ShiftRule
    /// The angle, in the source's expressions.
    let angle: ExpressionID
    /// Which rows it depends on, as places among the derivatives.
    let places: [Int]
  }

  private(set) var circuit: Circuit
  private var offsets: [Offset] = []
  private let rows: [Int]
  /// Of the circuit before offsets were added.
  private let expressions: ExpressionArena
  private let parameterCount: Int
  /// What no parameter of the source begins with.
  private let prefix: String

  init(_ source: Circuit, rows: [Int]) throws(CircuitError) {
    let expanded = try GateExpansion(allowed: Set(StandardGate.all)).expand(source)
    self.rows = rows
    expressions = expanded.expressions
    parameterCount = expanded.parameters.count
    circuit = Circuit(
      qubits: expanded.qubits, parameters: expanded.parameters, expressions: expanded.expressions)
    var prefix = "shift_"
    while expanded.parameters.contains(where: { $0.name.hasPrefix(prefix) }) { prefix += "_" }
    self.prefix = prefix
    let places = Dictionary(rows.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    for index in expanded.operations.indices where expanded.operations[index].kind == .gate {
      let gate = expanded.gates[Int(expanded.operations[index].index)]
      guard case .standard(let row) = gate.target else { continue }
      var angles = Array(expanded.angles(of: index))
      for (place, frequencies) in row.definition.frequencies.enumerated() where !frequencies.isEmpty {
        guard case .expression(let root) = angles[place] else { continue }
        let used = expressions.parameters(of: root).compactMap { places[$0] }.sorted()
        guard !used.isEmpty else { continue }
        offsets.append(Offset(rule: ShiftRule(frequencies: frequencies), angle: root, places: used))
        angles[place] = offset(angles[place])
      }
      circuit.append(gate, angles: angles, qubits: expanded.operands(of: index).map { Int($0) })
    }
  }

  /// An angle with a parameter of its own added.
  private mutating func offset(_ angle: Angle) -> Angle {
    circuit.parameters.append(Parameter(name: "\(prefix)\(offsets.count - 1)"))
    let parameter = circuit.expressions.parameter(circuit.parameters.count - 1)
    return circuit.expressions.combine(.add, angle, parameter)
  }

  /// The point, and every shift of every offset; what an offset counts with are its angle's derivatives there.
  func evaluations(at point: [Double]) -> [GradientPlan.Evaluation] {
    let values = expressions.values(at: point)
    let start = point + Array(repeating: 0, count: offsets.count)
    var found = [GradientPlan.Evaluation(point: start)]
    for (place, offset) in offsets.enumerated() {
      let gradient = expressions.gradient(of: offset.angle, values: values, parameterCount: parameterCount)
      for term in offset.rule.terms {
        var moved = start
        moved[parameterCount + place] = term.shift
        found.append(
          GradientPlan.Evaluation(
            point: moved, weights: offset.places.map { ($0, gradient[rows[$0]] * term.coefficient) }))
      }
    }
    return found
  }
}

extension ExpressionArena {
  /// The parameters that an expression depends on.
  fileprivate func parameters(of root: ExpressionID) -> Set<Int> {
    Set(
      reachable(from: root).compactMap { id in
        if case .parameter(let index) = self[id] { Int(index) } else { nil }
      })
  }
}
