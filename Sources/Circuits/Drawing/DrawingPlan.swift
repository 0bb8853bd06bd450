/// What of a circuit is drawn on which wire and in which column.
///
/// Every operation moves left until it meets another on one of its wires or on one between them.
struct DrawingPlan {
  private(set) var items: [DrawingItem] = []
  private(set) var columnCount = 0
  /// Labels of the wires: the qubits, then one a register of bits.
  private(set) var labels: [String] = []
  private(set) var qubitWires = 0
  private(set) var idleQubits = 0
  private(set) var globalPhases: [String] = []

  private let circuit: Circuit
  private let isUnicode: Bool
  /// The most columns of a label.
  private var labelLimit = 0
  private let angleText: AngleText
  /// The wires of the qubits that are drawn.
  private var wireOfQubit: [Int: Int] = [:]
  /// The first free column of each wire.
  private var front: [Int] = []

  /// From how many declared qubits on idle ones are left out.
  private static let manyQubits = 32

  init(_ circuit: Circuit, width: Int, isUnicode: Bool) {
    self.circuit = circuit
    self.isUnicode = isUnicode
    angleText = AngleText(arena: circuit.expressions, parameterNames: circuit.parameters.map(\.name))
    chooseWires(nameLimit: width / 5)
    // Beside the label, a line holds the wires' names, the box, the numbers in it and the marks at both ends.
    labelLimit = min(60, width - (labels.map(\.columns).max() ?? 0) - 12)
    front = Array(repeating: 0, count: labels.count)
    for index in circuit.operations.indices { place(index) }
    columnCount = front.max() ?? 0
  }

  // MARK: Wires

  private mutating func chooseWires(nameLimit: Int) {
    var used: Set<Int> = []
    for (index, operation) in circuit.operations.enumerated() where operation.kind != .barrier {
      let operands = circuit.operands(of: index)
      for qubit in operation.kind == .measure ? operands.prefix(1) : operands { used.insert(Int(qubit)) }
    }
    let isPhysical = if case .physical = circuit.qubits { true } else { false }
    let hidesIdle = isPhysical || circuit.qubitCount > Self.manyQubits
    let drawn = hidesIdle ? used.filter { $0 < circuit.qubitCount }.sorted() : Array(0..<circuit.qubitCount)
    for (wire, qubit) in drawn.enumerated() { wireOfQubit[qubit] = wire }
    labels = qubitNames(drawn, limit: nameLimit)
    qubitWires = labels.count
    idleQubits = isPhysical ? 0 : circuit.qubitCount - qubitWires
    for register in circuit.bitRegisters {
      let name = register.name.fitted(to: nameLimit, isUnicode: isUnicode)
      labels.append(register.isScalar ? "\(name): " : "\(name)/\(register.count): ")
    }
  }

  /// The names of qubits in ascending order.
  private func qubitNames(_ qubits: [Int], limit: Int) -> [String] {
    guard case .registers(let registers) = circuit.qubits else { return qubits.map { "$\($0): " } }
    var rest = registers[...]
    return qubits.map { qubit in
      rest = rest.drop { $0.range.upperBound <= qubit }
      guard let register = rest.first else { return "?: " }
      let name = register.name.fitted(to: limit, isUnicode: isUnicode)
      return register.isScalar ? "\(name): " : "\(name)[\(qubit - register.start)]: "
    }
  }

  // MARK: Items

  private mutating func place(_ index: Int) {
    let operation = circuit.operations[index]
    let operands = circuit.operands(of: index)
    let onQubits = operation.kind == .measure ? operands.prefix(1) : operands
    let wires = onQubits.compactMap { wireOfQubit[Int($0)] }
    switch operation.kind {
    case .gate: placeGate(index, wires)
    case .measure:
      guard let wire = wires.first else { return }
      if let bit = operands.last, bit != Operation.noBit {
        placeMeasurement(wire, bit: Int(bit))
      } else {
        add([.measurement(wire, register: nil, bit: "")], wire...wire)
      }
    case .reset: for wire in wires { add([.text(wire, isUnicode ? "|0⟩" : "|0>")], wire...wire) }
    case .barrier: add([.barrier(wires)], span(of: wires))
    case .delay:
      let label = fitted(circuit.duration(at: operation.index).map { "delay \(Self.text($0))" } ?? "delay")
      add(wires.map { .box([$0], label: label) }, span(of: wires))
    case .boxStart:
      let duration = circuit.duration(at: operation.index).map { " \(Self.text($0))" } ?? ""
      placeBracket(fitted("box" + duration))
    case .boxEnd: placeBracket("end")
    }
  }

  private mutating func placeBracket(_ label: String) {
    guard qubitWires > 0 else { return }
    add([.bracket(label: label)], 0...qubitWires - 1)
  }

  private mutating func placeMeasurement(_ wire: Int, bit: Int) {
    guard let register = circuit.bitRegisters.lastIndex(where: { $0.start <= bit && bit < $0.start + $0.count })
    else { return }
    let number = circuit.bitRegisters[register].isScalar ? "" : "\(bit - circuit.bitRegisters[register].start)"
    let target = qubitWires + register
    add([.measurement(wire, register: target, bit: number)], wire...target)
  }

  private mutating func placeGate(_ index: Int, _ wires: [Int]) {
    let gate = circuit.gates[Int(circuit.operations[index].index)]
    let angles = circuit.angles(of: index).map { text($0) }
    let symbol = GateSymbol(gate, angles: angles, in: circuit, isUnicode: isUnicode, limit: labelLimit)
    guard !wires.isEmpty else {
      globalPhases.append(gate == Gate(.gphase) ? angles[0] : symbol.label)
      return
    }
    var parts: [DrawingItem.Part] = zip(wires, symbol.controls).map { .text($0, dot($1)) }
    let targets = Array(wires.dropFirst(symbol.controls.count))
    if symbol.isSwap {
      parts += targets.map { .text($0, isUnicode ? "×" : "x") }
    } else if symbol.isDot {
      parts += targets.map { .text($0, dot(true)) }
    } else if targets.isEmpty, let last = parts.indices.last, let control = symbol.controls.last {
      // A phase has no operand of its own: it stands beside the last control.
      parts[last] = .box([wires[last]], label: "\(dot(control)) \(symbol.label)")
    } else {
      parts.append(.box(targets, label: symbol.label))
    }
    let span = span(of: wires)
    add(parts, span, link: parts.count > 1 ? span : nil)
  }

  private func span(of wires: [Int]) -> ClosedRange<Int>? {
    guard let first = wires.min(), let last = wires.max() else { return nil }
    return first...last
  }

  private mutating func add(_ parts: [DrawingItem.Part], _ span: ClosedRange<Int>?, link: ClosedRange<Int>? = nil) {
    guard let span else { return }
    let column = front[span].max() ?? 0
    for wire in span { front[wire] = column + 1 }
    items.append(DrawingItem(parts: parts, span: span, link: link, column: column))
  }

  // MARK: Texts

  private func dot(_ polarity: Bool) -> String { polarity ? (isUnicode ? "●" : "*") : (isUnicode ? "○" : "o") }

  private func text(_ angle: Angle) -> String {
    if let constant = angle.constantValue { return GateSymbol.text(constant) }
    var bytes: [UInt8] = []
    angleText.append(angle, to: &bytes, limit: 4 * labelLimit)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func fitted(_ label: String) -> String { label.fitted(to: labelLimit, isUnicode: isUnicode) }

  private static func text(_ duration: Duration) -> String {
    GateSymbol.decimal(duration.value) + duration.unit.rawValue
  }
}
