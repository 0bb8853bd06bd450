import Circuits
import Execution

extension LayeredCircuit {
  /// The rows that `append` knows; all others are written with them.
  private static let rows = Set(
    rows: "gphase", "id", "p", "rz", "ry", "rx", "rzz", "cp", "cz", "cx", "swap", "x", "y", "z", "h", "s", "sdg", "t",
    "tdg")

  /// More than this, and other simulators are faster.
  static let qubitLimit = 24

  /// The layers of a circuit and the expressions of their angles. Measurements are skipped; nothing may follow them on
  /// their qubits.
  static func reading(_ circuit: Circuit) throws(SimulationError) -> (LayeredCircuit, ExpressionArena) {
    try check(circuit)
    let expanded: Circuit
    do {
      expanded = try GateExpansion(allowed: rows, stepLimit: 1 << 22).expand(circuit)
    } catch { throw .circuit(error) }
    var result = LayeredCircuit(qubitCount: circuit.qubitCount)
    for (index, operation) in expanded.operations.enumerated() where operation.kind == .gate {
      let angles = expanded.angles(of: index)
      let name = expanded.name(of: expanded.gates[Int(operation.index)])
      result.append(
        name, angles.first ?? .constant(0), expanded.operands(of: index).map { Int($0) }, of: expanded.expressions)
    }
    for slot in result.slots where !slot.constant.isFinite {
      throw .angleNotFinite(gate: slot.gate, value: slot.constant)
    }
    return (result, expanded.expressions)
  }

  private var slots: [AngleSlot] { layers.flatMap { ($0.strings + $0.tilts).map(\.angle) } + [phase] }

  /// What of a circuit has no one final state, or no meaning.
  private static func check(_ circuit: Circuit) throws(SimulationError) {
    guard circuit.qubitCount <= qubitLimit, MachineMemory.holds(qubits: circuit.qubitCount + 2) else {
      throw .tooMany(circuit.qubitCount, limit: qubitLimit)
    }
    var touched: Set<UInt32> = []
    var measured: Set<UInt32> = []
    for (index, operation) in circuit.operations.enumerated() {
      let operands = circuit.operands(of: index)
      switch operation.kind {
      case .gate:
        let name = circuit.name(of: circuit.gates[Int(operation.index)])
        for (place, qubit) in operands.enumerated() {
          guard qubit < circuit.qubitCount else { throw .noSuchQubit(Int(qubit), count: circuit.qubitCount) }
          if operands.prefix(place).contains(qubit) { throw .repeatedQubit(gate: name, qubit: Int(qubit)) }
          if measured.contains(qubit) { throw .measuredTooEarly(qubit: Int(qubit)) }
        }
        touched.formUnion(operands)
      case .measure: if let qubit = operands.first { measured.insert(qubit) }
      case .reset:
        guard let qubit = operands.first else { continue }
        if measured.contains(qubit) { throw .measuredTooEarly(qubit: Int(qubit)) }
        if touched.contains(qubit) { throw .resetInBetween(qubit: Int(qubit)) }
      case .barrier, .delay, .boxStart, .boxEnd: break
      }
    }
  }

  /// Appends a row of `rows`.
  private mutating func append(_ name: String, _ angle: Angle, _ qubits: [Int], of arena: ExpressionArena) {
    func slot(_ factor: Double, _ constant: Double = 0) -> AngleSlot {
      var slot = AngleSlot(constant: constant, gate: name)
      slot.add(angle, times: factor, of: arena)
      return slot
    }
    func half(_ turns: Double) -> AngleSlot { AngleSlot(constant: turns * Double.pi, gate: name) }
    switch name {
    case "gphase": turn([], slot(-2))
    case "rz", "rzz": turn(qubits, slot(1))
    case "ry": tilt(qubits[0], slot(1))
    case "rx":
      turn(qubits, half(0.5))
      tilt(qubits[0], slot(1))
      turn(qubits, half(-0.5))
    case "p": shift(qubits, slot(1))
    case "z": shift(qubits, half(1))
    case "s": shift(qubits, half(0.5))
    case "sdg": shift(qubits, half(-0.5))
    case "t": shift(qubits, half(0.25))
    case "tdg": shift(qubits, half(-0.25))
    case "cp": shiftBoth(qubits, slot(0.5), slot(-0.5))
    case "cz": shiftBoth(qubits, half(0.5), half(-0.5))
    case "x": exchange(qubits[0])
    case "y":
      shift(qubits, half(1))
      exchange(qubits[0])
      turn([], half(-1))
    case "h":
      tilt(qubits[0], half(0.5))
      exchange(qubits[0])
    case "cx": exchange(qubits[1], control: qubits[0])
    case "swap": swap(qubits[0], qubits[1])
    default: break
    }
  }

  /// Turns a qubit so that a Pauli matrix becomes Z.
  mutating func turnToMeasure(_ pauli: Pauli, of qubit: Int) {
    let arena = ExpressionArena()
    if pauli == .y { append("sdg", .constant(0), [qubit], of: arena) }
    if pauli != .z { append("h", .constant(0), [qubit], of: arena) }
  }

  /// e^{i angle} on the state 1.
  private mutating func shift(_ qubits: [Int], _ angle: AngleSlot) {
    turn(qubits, angle)
    turn([], angle.negated)
  }

  /// e^{2 i angle} where both qubits are 1; the third argument is the angle negated.
  private mutating func shiftBoth(_ qubits: [Int], _ angle: AngleSlot, _ opposite: AngleSlot) {
    turn([qubits[0]], angle)
    turn([qubits[1]], angle)
    turn(qubits, opposite)
    turn([], opposite)
  }
}

extension AngleSlot {
  fileprivate var negated: AngleSlot {
    var result = self
    result.constant = -constant
    for place in terms.indices { result.terms[place].factor = -terms[place].factor }
    return result
  }
}
