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

  let circuit: Circuit
  let isUnicode: Bool
  /// The most columns of a label.
  private var labelLimit = 0
  private let angleText: AngleText
  /// The wires of the qubits that are drawn.
  private(set) var wireOfQubit: [Int: Int] = [:]
  /// The first free column of each wire.
  private var front: [Int] = []

  /// From how many declared qubits on idle ones are left out.
  private static let manyQubits = 32

  /// A plan of steps in order. In a subroutine, the wires are those of its parameters, by their labels, and of what
  /// else it uses.
  init(_ circuit: Circuit, steps: [DrawingStep], parameters: [String]? = nil, width: Int, isUnicode: Bool) {
    self.circuit = circuit
    self.isUnicode = isUnicode
    angleText = AngleText(arena: circuit.expressions, parameterNames: circuit.parameters.map(\.name))
    chooseWires(for: steps, parameters: parameters, nameLimit: width / 5)
    // Beside the label, a line holds the wires' names, the box, the numbers in it and the marks at both ends.
    labelLimit = min(60, width - (labels.map(\.columns).max() ?? 0) - 12)
    front = Array(repeating: 0, count: labels.count)
    for step in steps { place(step) }
    columnCount = front.max() ?? 0
  }

  // MARK: Wires

  private mutating func chooseWires(for steps: [DrawingStep], parameters: [String]?, nameLimit: Int) {
    let isPhysical = if case .physical = circuit.qubits { true } else { false }
    // A barrier often names all qubits: alone it makes no wire, unless there is nothing else.
    let busy = usedQubits(steps, countsBarriers: false)
    let used = isPhysical && busy.isEmpty ? usedQubits(steps, countsBarriers: true) : busy
    let hidesIdle = isPhysical || circuit.qubitCount > Self.manyQubits || parameters != nil
    let drawn = hidesIdle ? used.filter { $0 < circuit.qubitCount }.sorted() : Array(0..<circuit.qubitCount)
    for name in parameters ?? [] {
      wireOfQubit[circuit.qubitCount + labels.count] = labels.count
      labels.append("\(name.fitted(to: nameLimit, isUnicode: isUnicode)): ")
    }
    for qubit in drawn { wireOfQubit[qubit] = wireOfQubit.count }
    labels += qubitNames(drawn, limit: nameLimit)
    qubitWires = labels.count
    guard parameters == nil else { return }
    idleQubits = isPhysical ? 0 : circuit.qubitCount - qubitWires
    for register in circuit.bitRegisters {
      let name = register.name.fitted(to: nameLimit, isUnicode: isUnicode)
      labels.append(register.isScalar ? "\(name): " : "\(name)/\(register.count): ")
    }
  }

  private func usedQubits(_ steps: [DrawingStep], countsBarriers: Bool) -> Set<Int> {
    var used: Set<Int> = []
    for step in steps {
      if case .operations(let range) = step {
        for index in range where countsBarriers || circuit.operations[index].kind != .barrier {
          let operands = circuit.operands(of: index)
          let isMeasurement = circuit.operations[index].kind == .measure
          for qubit in isMeasurement ? operands.prefix(1) : operands { used.insert(Int(qubit)) }
        }
      } else if case .barrier = step, !countsBarriers {
        continue
      }
      for chosen in step.qubits {
        // Of a large register whose qubits the run chooses, the ends stand for all.
        let isLarge = !chosen.isExact && chosen.numbers.count > Self.manyQubits
        used.formUnion(isLarge ? [chosen.numbers.min(), chosen.numbers.max()].compactMap(\.self) : chosen.numbers)
      }
    }
    return used
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

  mutating func place(_ index: Int) {
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

  mutating func placeMeasurement(_ wire: Int, bit: Int) {
    guard let register = circuit.bitRegisters.lastIndex(where: { $0.start <= bit && bit < $0.start + $0.count })
    else { return }
    let number = circuit.bitRegisters[register].isScalar ? "" : "\(bit - circuit.bitRegisters[register].start)"
    let target = qubitWires + register
    add([.measurement(wire, register: target, bit: number)], wire...target)
  }

  private mutating func placeGate(_ index: Int, _ wires: [Int]) {
    let gate = circuit.gates[Int(circuit.operations[index].index)]
    placeGate(gate, angles: circuit.angles(of: index).map { text($0) }, wires)
  }

  /// A gate on its wires; one that acts on none is a phase of everything.
  mutating func placeGate(_ gate: Gate, angles: [String], _ wires: [Int]) {
    let symbol = symbol(of: gate, angles: angles)
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

  func symbol(of gate: Gate, angles: [String]) -> GateSymbol {
    GateSymbol(gate, angles: angles, in: circuit, isUnicode: isUnicode, limit: labelLimit)
  }

  func span(of wires: [Int]) -> ClosedRange<Int>? {
    guard let first = wires.min(), let last = wires.max() else { return nil }
    return first...last
  }

  mutating func add(_ parts: [DrawingItem.Part], _ span: ClosedRange<Int>?, link: ClosedRange<Int>? = nil) {
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

  func fitted(_ label: String) -> String { label.fitted(to: labelLimit, isUnicode: isUnicode) }

  private static func text(_ duration: Duration) -> String {
    GateSymbol.decimal(duration.value) + duration.unit.rawValue
  }
}
