package import Circuits
package import Execution
package import Numerics

/// Which circuits give the gradient of a circuit's expectation values at a point, and how it follows from them.
///
/// All evaluations are of one circuit with symbolic angles, the measured one with an offset added to every angle that a
/// rule shifts, so that it compiles once; they differ in the values of its parameters.
package struct GradientPlan: Sendable {
  /// A point of the circuit, and what the values there add to the derivatives.
  package struct Evaluation: Sendable {
    package var point: [Double]
    /// Entries of the gradient, with the factor that the value there counts with.
    package fileprivate(set) var weights: [(index: Int, value: Double)] = []
  }

  /// The parameters that derivatives are taken by.
  package let names: [String]
  package let circuit: Circuit
  package let measurement: MeasurementPlan
  package let rule: GradientRule
  /// The first one is the point itself.
  package private(set) var evaluations: [Evaluation] = []

  /// Plans the gradient at a point; the stream decides the directions of simultaneous perturbation.
  package init(
    _ circuit: Circuit, observables: [Observable], withRespectTo rows: [Int], rule: GradientRule, at point: [Double],
    stream: RandomStream
  ) throws(GradientError) {
    self.rule = rule
    names = rows.map { circuit.parameters[$0].name }
    measurement = MeasurementPlan(observables)
    let unitary = circuit.withoutFinalMeasurements()
    guard !unitary.isInterrupted else { throw .interrupted }
    guard unitary.parameters.count == point.count else {
      throw .simulation(.circuit(.wrongValueCount(expected: unitary.parameters.count, found: point.count)))
    }
    for observable in observables {
      guard let count = observable.qubitCount, count > circuit.qubitCount else { continue }
      throw .simulation(.noSuchQubit(count - 1, count: circuit.qubitCount))
    }
    guard rule == .parameterShift else {
      self.circuit = unitary
      evaluations = [Evaluation(point: point)]
      addDifferences(rows, stream)
      return
    }
    let shifted: ShiftedCircuit
    do { shifted = try ShiftedCircuit(unitary, rows: rows, at: point) } catch { throw .simulation(.circuit(error)) }
    self.circuit = shifted.circuit
    let start = point + Array(repeating: 0, count: shifted.offsets.count)
    evaluations = [Evaluation(point: start)]
    for (place, offset) in shifted.offsets.enumerated() {
      for term in ShiftRule(frequencies: offset.frequencies).terms {
        var moved = start
        moved[point.count + place] = term.shift
        let weights = offset.slopes.map { (index: $0.index, value: $0.value * term.coefficient) }
        evaluations.append(Evaluation(point: moved, weights: weights))
      }
    }
  }

  private mutating func addDifferences(_ rows: [Int], _ stream: RandomStream) {
    switch rule {
    case .parameterShift: return
    case .centralDifference(let step):
      for index in rows.indices { addPair([(index, step)], rows, over: 2 * step) }
    case .simultaneousPerturbation(let step, let directions):
      for number in 0..<directions {
        var draws = stream.substream("directions").substream(number)
        let signs = rows.indices.map { (index: $0, value: draws.next() & 1 == 0 ? step : -step) }
        addPair(signs, rows, over: 2 * step * Double(directions))
      }
    }
  }

  /// The values at both sides of the point along some moves: each move's sign times their difference over a distance.
  private mutating func addPair(_ moves: [(index: Int, value: Double)], _ rows: [Int], over distance: Double) {
    for side in [1.0, -1.0] {
      var evaluation = Evaluation(point: evaluations[0].point)
      for (index, move) in moves {
        evaluation.point[rows[index]] += side * move
        evaluation.weights.append((index, side * (move < 0 ? -1 : 1) / distance))
      }
      evaluations.append(evaluation)
    }
  }

  /// How many circuits a run takes.
  package var circuitCount: Int { evaluations.count * measurement.settings.count }
}

/// A circuit of table gates whose differentiated angles have an offset each.
private struct ShiftedCircuit {
  struct Offset {
    let frequencies: [Double]
    /// The derivatives of the angle by the rows that it depends on.
    let slopes: [(index: Int, value: Double)]
  }

  private(set) var circuit: Circuit
  private(set) var offsets: [Offset] = []
  /// What no parameter of the source begins with.
  private let prefix: String

  init(_ source: Circuit, rows: [Int], at point: [Double]) throws(CircuitError) {
    let expanded = try GateExpansion(allowed: Set(StandardGate.all)).expand(source)
    circuit = Circuit(
      qubits: expanded.qubits, parameters: expanded.parameters, expressions: expanded.expressions)
    var prefix = "shift_"
    while expanded.parameters.contains(where: { $0.name.hasPrefix(prefix) }) { prefix += "_" }
    self.prefix = prefix
    let values = expanded.expressions.values(at: point)
    let places = Dictionary(rows.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    for index in expanded.operations.indices {
      let operation = expanded.operations[index]
      guard operation.kind == .gate else { continue }
      let gate = expanded.gates[Int(operation.index)]
      guard case .standard(let row) = gate.target else { continue }
      var angles = Array(expanded.angles(of: index))
      for (place, frequencies) in row.definition.frequencies.enumerated() where !frequencies.isEmpty {
        guard case .expression(let root) = angles[place] else { continue }
        let used = expanded.expressions.parameters(of: root).compactMap { places[$0] }.sorted()
        guard !used.isEmpty else { continue }
        let gradient = expanded.expressions.gradient(of: root, values: values, parameterCount: point.count)
        offsets.append(Offset(frequencies: frequencies, slopes: used.map { ($0, gradient[rows[$0]]) }))
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
