/// A circuit as text: a line a qubit, time from left to right, wrapped to a width.
package struct CircuitDrawing: Sendable {
  package static let leastWidth = 40

  private let circuit: Circuit
  private let width: Int
  private let isUnicode: Bool

  /// No line is wider than `width` columns, or 40 where that is less.
  package init(_ circuit: Circuit, width: Int = 80, isUnicode: Bool = true) {
    self.circuit = circuit
    self.width = max(width, Self.leastWidth)
    self.isUnicode = isUnicode
  }

  /// The drawing, with a line end after each line.
  package var text: String {
    let plan = DrawingPlan(
      circuit, steps: [.operations(circuit.operations.indices)], width: width, isUnicode: isUnicode)
    let lines = plan.lines(width: width, isUnicode: isUnicode)
    return lines.map { $0 + "\n" }.joined()
  }
}

extension DrawingPlan {
  /// The plan as lines of at most a width.
  func lines(width: Int, isUnicode: Bool) -> [String] {
    var lines: [String] = []
    if !globalPhases.isEmpty {
      let phases = globalPhases.prefix(width).joined(separator: " + ")
      lines.append("global phase: \(phases)".fitted(to: width, isUnicode: isUnicode))
    }
    for panel in DrawingPanel.panels(of: self, width: width, isUnicode: isUnicode) {
      if !lines.isEmpty { lines.append("") }
      lines += panel.rows(of: self)
    }
    if idleQubits > 0 {
      lines.append("(\(idleQubits) idle qubits are not drawn)".fitted(to: width, isUnicode: isUnicode))
    }
    return lines
  }
}
