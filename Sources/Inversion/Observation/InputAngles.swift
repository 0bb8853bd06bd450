internal import Circuits
internal import Models

/// The numbers that carry a circuit's inputs into its angles, chosen so that everything that can be measured, noise or
/// not, is a trigonometric polynomial of each.
///
/// An input that only enters angles c x + d stands for itself. Any other angle of inputs, such as the (pi - x_0) (pi -
/// x_1) of a feature map, is a number of its own, for which the circuit gets a parameter. With the noise behind gates
/// not depending on their angles, a gate adds at most the highest frequency of its row to the polynomial.
struct InputAngles: Sendable {
  struct Axis: Sendable {
    /// The place among the circuit's parameters.
    let parameter: Int
    /// All frequencies are whole multiples of it, up to `degree` times.
    let unit: Double
    let degree: Int

    /// Values at so many points, evenly over a period, fix the polynomial.
    var pointCount: Int { 2 * degree + 1 }
  }

  /// The layer's circuit with its own parameters first, and one behind them for each angle that stands for itself.
  let circuit: Circuit
  /// Those that anything depends on.
  let axes: [Axis]
  private let layer: CircuitLayer
  /// The input that each axis is; nil where one is none.
  private let axisInputs: [Int]?
  /// Angles of the layer's circuit that the further parameters stand for.
  private let roots: [ExpressionID]

  /// Nil where inputs and weights share an angle, or frequencies have no common unit.
  init?(_ layer: CircuitLayer) {
    self.layer = layer
    let inputs = Set(layer.inputs)
    var circuit = layer.circuit
    var stands: [ExpressionID: Angle] = [:]
    var roots: [ExpressionID] = []
    for case .expression(let root) in circuit.angles where stands[root] == nil {
      let used = layer.circuit.expressions.parameters(of: root)
      guard !used.isDisjoint(with: inputs) else { continue }
      guard used.isSubset(of: inputs) else { return nil }
      guard used.count > 1 || layer.circuit.expressions.linearForm(of: root) == nil else { continue }
      // No other name has a space.
      circuit.parameters.append(Parameter(name: "angle \(roots.count)"))
      stands[root] = circuit.expressions.parameter(circuit.parameters.count - 1)
      roots.append(root)
    }
    circuit.mapAngles { angle in
      guard case .expression(let root) = angle else { return angle }
      return stands[root] ?? angle
    }
    let own = layer.inputs + (layer.circuit.parameters.count..<circuit.parameters.count)
    guard let axes = Self.axes(own, of: circuit) else { return nil }
    (self.circuit, self.axes, self.roots) = (circuit, axes, roots)
    let places = axes.compactMap { layer.inputs.firstIndex(of: $0.parameter) }
    axisInputs = places.count == axes.count ? places : nil
  }

  private static func axes(_ parameters: [Int], of circuit: Circuit) -> [Axis]? {
    guard let expanded = try? GateExpansion(allowed: Set(StandardGate.all)).expand(circuit) else { return nil }
    let wanted = Set(parameters)
    /// The frequencies of each gate that a parameter enters.
    var frequencies: [Int: [[Double]]] = [:]
    for index in expanded.operations.indices where expanded.operations[index].kind == .gate {
      let gate = expanded.gates[Int(expanded.operations[index].index)]
      guard case .standard(let row) = gate.target else { return nil }
      for (place, angle) in expanded.angles(of: index).enumerated() {
        guard case .expression(let root) = angle else { continue }
        let used = expanded.expressions.parameters(of: root)
        guard let parameter = used.first(where: wanted.contains) else { continue }
        guard used.count == 1, let form = expanded.expressions.linearForm(of: root),
          row.definition.frequencies.indices.contains(place)
        else { return nil }
        frequencies[parameter, default: []].append(
          row.definition.frequencies[place].map { ($0 * form.slope).magnitude })
      }
    }
    var axes: [Axis] = []
    for parameter in parameters {
      let gates = (frequencies[parameter] ?? []).map { $0.filter { $0 > 0 } }.filter { !$0.isEmpty }
      guard let unit = gates.joined().min() else { continue }
      var degree = 0.0
      for gate in gates {
        let multiples = gate.map { $0 / unit }
        guard multiples.allSatisfy({ ($0 - $0.rounded()).magnitude < 1e-9 }) else { return nil }
        degree += (multiples.max() ?? 0).rounded()
      }
      guard unit.isFinite, degree <= Self.greatestDegree else { return nil }
      axes.append(Axis(parameter: parameter, unit: unit, degree: Int(degree)))
    }
    return axes
  }

  private static let greatestDegree = 64.0

  /// After how much of an input everything repeats, if it enters nothing but angles that are multiples of it.
  func period(of input: Int) -> Double? {
    guard let axis = axes.first(where: { $0.parameter == input }),
      !roots.contains(where: { layer.circuit.expressions.parameters(of: $0).contains(input) })
    else { return nil }
    return 2 * .pi / axis.unit
  }

  /// The axes' values at a row of inputs, and their derivatives by each input, [axis][input].
  func coordinates(of row: ArraySlice<Double>) -> (values: [Double], byInputs: [[Double]]) {
    let found = coordinates(ofRows: Array(row))
    let byInputs = axes.indices.map { axis in
      var slopes = Array(repeating: 0.0, count: layer.inputs.count)
      found.forEachSlope(of: axis, row: 0) { slopes[$0] = $1 }
      return slopes
    }
    return (found.values, byInputs)
  }

  /// The axes' values at rows of inputs.
  struct Coordinates {
    /// [row][axis]
    let values: [Double]
    /// The inputs that the axes are, where each of them is one.
    fileprivate let inputs: [Int]?
    /// Else the derivatives by the inputs that an axis depends on, [row][axis].
    fileprivate var slopes: [[[(input: Int, slope: Double)]]] = []

    /// The derivatives of an axis' value that are not 0.
    func forEachSlope(of axis: Int, row: Int, _ body: (_ input: Int, _ slope: Double) -> Void) {
      if let inputs { return body(inputs[axis], 1) }
      for (input, slope) in slopes[row][axis] { body(input, slope) }
    }
  }

  /// Rows stand one after the other.
  func coordinates(ofRows rows: [Double]) -> Coordinates {
    let width = layer.inputs.count
    if let axisInputs {
      let values = stride(from: 0, to: rows.count, by: width).flatMap { row in axisInputs.map { rows[row + $0] } }
      return Coordinates(values: values, inputs: axisInputs)
    }
    let count = layer.circuit.parameters.count
    let arena = layer.circuit.expressions
    var values: [Double] = []
    var slopes: [[[(input: Int, slope: Double)]]] = []
    for row in stride(from: 0, to: rows.count, by: width) {
      let point = layer.point(layer.weights.map { _ in 0 }, rows[row..<row + width])
      let steps = arena.values(at: point)
      slopes.append(
        axes.map { axis in
          guard axis.parameter >= count else {
            values.append(point[axis.parameter])
            return layer.inputs.indices.filter { layer.inputs[$0] == axis.parameter }.map { ($0, 1) }
          }
          let root = roots[axis.parameter - count]
          values.append(arena.value(of: .expression(root), values: steps))
          let gradient = arena.gradient(of: root, values: steps, parameterCount: count)
          return layer.inputs.indices.compactMap { input in
            let slope = gradient[layer.inputs[input]]
            return slope == 0 ? nil : (input, slope)
          }
        })
    }
    return Coordinates(values: values, inputs: nil, slopes: slopes)
  }

  /// All parameters of the circuit, where the axes have these values.
  func point(_ weights: [Double], at coordinates: [Double]) -> [Double] {
    var point = Array(repeating: 0.0, count: circuit.parameters.count)
    for (place, value) in zip(layer.weights, weights) { point[place] = value }
    for (axis, value) in zip(axes, coordinates) { point[axis.parameter] = value }
    return point
  }
}

extension ExpressionArena {
  /// The parameters that an expression is written with.
  fileprivate func parameters(of root: ExpressionID) -> Set<Int> {
    Set(
      reachable(from: root).compactMap { id in
        if case .parameter(let index) = self[id] { Int(index) } else { nil }
      })
  }

  /// The slope of an expression of one parameter that is a multiple of it plus a constant; nil for any other.
  fileprivate func linearForm(of root: ExpressionID) -> LinearForm? {
    var forms: [ExpressionID: LinearForm] = [:]
    for id in reachable(from: root) { forms[id] = form(of: self[id], forms) }
    return forms[root]
  }

  private func form(of node: ExpressionNode, _ known: [ExpressionID: LinearForm]) -> LinearForm? {
    switch node {
    case .constant(let value): return LinearForm(slope: 0, constant: value)
    case .parameter: return LinearForm(slope: 1, constant: 0)
    case .negate(let inner): return known[inner].map { LinearForm(slope: -$0.slope, constant: -$0.constant) }
    case .function(let function, let inner):
      guard let inner = known[inner], inner.slope == 0 else { return nil }
      return LinearForm(slope: 0, constant: function.evaluate(inner.constant))
    case .binary(let operation, let left, let right):
      guard let left = known[left], let right = known[right] else { return nil }
      return LinearForm(operation, left, right)
    }
  }
}

/// slope x + constant.
private struct LinearForm {
  var slope: Double
  var constant: Double
}

extension LinearForm {
  fileprivate init?(_ operation: AngleOperator, _ left: LinearForm, _ right: LinearForm) {
    constant = operation.evaluate(left.constant, right.constant)
    switch operation {
    case .add: slope = left.slope + right.slope
    case .subtract: slope = left.slope - right.slope
    case .multiply where left.slope == 0 || right.slope == 0:
      slope = left.slope * right.constant + right.slope * left.constant
    case .divide where right.slope == 0: slope = left.slope / right.constant
    case .power where left.slope == 0 && right.slope == 0: slope = 0
    case .multiply, .divide, .power: return nil
    }
  }
}
