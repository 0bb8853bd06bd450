internal import Circuits

/// Rows on two qubits written with gates on one qubit and cx, or one interaction, their angles still symbols.
struct TemplateLibrary {
  /// A row by its steps; `expressions` is over the row's angles.
  struct Template {
    var expressions: ExpressionArena
    var steps: [Step]

    /// How many cx or interactions there are.
    var interactionCount: Int { steps.count { $0.isInteraction } }
  }

  private var known: [StandardGate: Template] = [:]

  private static let oneQubitRows = Set(StandardGate.all.filter { $0.definition.qubitCount == 1 })

  /// A row with cx.
  mutating func withCX(_ row: StandardGate) throws(TranspilationError) -> Template {
    if let template = known[row] { return template }
    let names = row.definition.angleNames
    var circuit = Circuit(
      qubits: .physical(count: row.definition.qubitCount), parameters: names.map { Parameter(name: $0) })
    let angles = names.indices.map { circuit.expressions.parameter($0) }
    circuit.append(Gate(row), angles: angles, qubits: Array(0..<row.definition.qubitCount))
    let expansion = GateExpansion(allowed: Self.oneQubitRows.union([.cx]))
    let expanded: Circuit
    do { expanded = try expansion.expand(circuit) } catch { throw .circuit(error) }
    let written = try Step.steps(of: expanded)
    let template = Template(expressions: written.expressions, steps: written.steps)
    known[row] = template
    return template
  }

  /// A row that is one interaction of two axes: rzz(factor * angle) between the first gates and their inverses, and
  /// turns about Z by factors of the angle before the last of those.
  struct IsingForm {
    enum Axis { case x, y, z }
    var axes: (Axis, Axis)
    var factor = 1.0
    /// Factors of a turn about each qubit's axis.
    var turns = (0.0, 0.0)
  }

  static let isingForms: [String: IsingForm] = [
    "rzz": IsingForm(axes: (.z, .z)), "rxx": IsingForm(axes: (.x, .x)), "ryy": IsingForm(axes: (.y, .y)),
    "rzx": IsingForm(axes: (.z, .x)), "cp": IsingForm(axes: (.z, .z), factor: -0.5, turns: (0.5, 0.5)),
    "cu1": IsingForm(axes: (.z, .z), factor: -0.5, turns: (0.5, 0.5)),
    "crz": IsingForm(axes: (.z, .z), factor: -0.5, turns: (0, 0.5)),
    "crx": IsingForm(axes: (.z, .x), factor: -0.5, turns: (0, 0.5)),
    "cry": IsingForm(axes: (.z, .y), factor: -0.5, turns: (0, 0.5)),
  ]
}
