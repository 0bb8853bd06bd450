/// A program without control flow: gates, measurements, resets, barriers and delays, in order.
///
/// The steps are kept flat, so that ten million of them load, copy and print fast: an operation points into
/// pools of operands and angles. Equal gates are stored once.
package struct Circuit: Sendable {
  package var qubits: QubitSpace
  package var bitRegisters: [Register]
  package var parameters: [Parameter]
  package var expressions: ExpressionArena
  /// Gates that the circuit declares; `Gate.Target.declared` counts in them.
  package var declarations: [GateDeclaration]
  package var remarks: [Remark] = []

  package private(set) var gates: [Gate] = []
  package private(set) var operations: [Operation] = []
  package private(set) var operands: [UInt32] = []
  package private(set) var angles: [Angle] = []
  package private(set) var durations: [Duration] = []
  private var gatePlaces: [Gate: UInt32] = [:]

  package init(
    qubits: QubitSpace, bitRegisters: [Register] = [], parameters: [Parameter] = [],
    expressions: ExpressionArena = ExpressionArena(), declarations: [GateDeclaration] = []
  ) {
    self.qubits = qubits
    self.bitRegisters = bitRegisters
    self.parameters = parameters
    self.expressions = expressions
    self.declarations = declarations
  }

  package var qubitCount: Int { qubits.count }
  package var bitCount: Int { bitRegisters.last.map { $0.start + $0.count } ?? 0 }

  // MARK: Reading

  /// The operands of operation `index`: qubits, and for a measurement its bit last.
  package func operands(of index: Int) -> ArraySlice<UInt32> {
    let end = index + 1 < operations.count ? Int(operations[index + 1].operandStart) : operands.count
    return operands[Int(operations[index].operandStart)..<end]
  }

  package func angles(of index: Int) -> ArraySlice<Angle> {
    let end = index + 1 < operations.count ? Int(operations[index + 1].angleStart) : angles.count
    return angles[Int(operations[index].angleStart)..<end]
  }

  // MARK: Building

  /// Makes room for so many operations of moderate size.
  package mutating func reserve(operations count: Int) {
    operations.reserveCapacity(count)
    operands.reserveCapacity(count + count / 2)
    angles.reserveCapacity(count / 2)
  }

  /// The place of a gate in `gates`, where equal gates are one.
  package mutating func intern(_ gate: Gate) -> UInt32 {
    if let place = gatePlaces[gate] { return place }
    let place = UInt32(gates.count)
    gates.append(gate)
    gatePlaces[gate] = place
    return place
  }

  package mutating func append(_ gate: Gate, angles: [Angle] = [], qubits: [Int]) {
    let place = intern(gate)
    begin(.gate, index: place)
    self.angles.append(contentsOf: angles)
    for qubit in qubits { operands.append(UInt32(qubit)) }
  }

  /// Starts an operation whose operands and angles follow through `push`.
  package mutating func begin(_ kind: Operation.Kind, index: UInt32 = Operation.noIndex) {
    operations.append(
      Operation(
        kind: kind, index: index, operandStart: UInt32(truncatingIfNeeded: operands.count),
        angleStart: UInt32(truncatingIfNeeded: angles.count)))
  }

  package mutating func push(operand: UInt32) { operands.append(operand) }
  package mutating func push(angle: Angle) { angles.append(angle) }

  /// Replaces the angles of all operations.
  package mutating func mapAngles(_ image: (Angle) -> Angle) { angles = angles.map(image) }

  package mutating func measure(_ qubit: Int, into bit: Int?) {
    begin(.measure)
    operands.append(UInt32(qubit))
    operands.append(bit.map { UInt32($0) } ?? Operation.noBit)
  }

  /// Makes a measurement's outcome go elsewhere: into a bit, or into none.
  /// - Precondition: operation `index` is a measurement.
  package mutating func redirect(measurement index: Int, into bit: Int?) {
    operands[Int(operations[index].operandStart) + 1] = bit.map { UInt32($0) } ?? Operation.noBit
  }

  package mutating func reset(_ qubit: Int) {
    begin(.reset)
    operands.append(UInt32(qubit))
  }

  package mutating func barrier(_ qubits: [Int]) {
    begin(.barrier)
    for qubit in qubits { operands.append(UInt32(qubit)) }
  }

  package mutating func delay(_ duration: Duration, _ qubits: [Int]) {
    begin(.delay, index: place(of: duration))
    for qubit in qubits { operands.append(UInt32(qubit)) }
  }

  package mutating func startBox(_ duration: Duration?) {
    begin(.boxStart, index: duration.map { place(of: $0) } ?? Operation.noIndex)
  }

  package mutating func endBox() { begin(.boxEnd) }

  private mutating func place(of duration: Duration) -> UInt32 {
    if let place = durations.firstIndex(of: duration) { return UInt32(place) }
    durations.append(duration)
    return UInt32(durations.count - 1)
  }
}
