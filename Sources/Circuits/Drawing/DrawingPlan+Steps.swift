/// Steps of programs whose qubits or order only the run decides.
extension DrawingPlan {
  mutating func place(_ step: DrawingStep) {
    switch step {
    case .operations(let range): for index in range { place(index) }
    case .gate(let gate, let angles, let qubits): placeGate(gate, angles: angles, qubits)
    case .measurement(let qubits, let bits): placeMeasurement(qubits, bits)
    case .reset(let qubits):
      if qubits.isExact {
        for wire in wires(of: qubits) { add([.text(wire, isUnicode ? "|0⟩" : "|0>")], wire...wire) }
      } else {
        placeBlock([qubits], label: isUnicode ? "|0⟩" : "|0>")
      }
    case .barrier(let qubits):
      let wires = qubits.flatMap { self.wires(of: $0) }
      add([.barrier(wires)], span(of: wires))
    case .delay(let text, let qubits):
      let label = fitted(text.isEmpty ? "delay" : "delay \(text)")
      if qubits.allSatisfy(\.isExact) {
        let wires = qubits.flatMap { self.wires(of: $0) }
        add(wires.map { .box([$0], label: label) }, span(of: wires))
      } else {
        placeBlock(qubits, label: label)
      }
    case .call(let name, let qubits): placeCall(name, qubits)
    case .opening(let title): placeBoundary("\(title) {")
    case .closing: placeBoundary("}")
    case .departure(let word): placeBoundary(word)
    }
  }

  func wires(of qubits: DrawnQubits) -> [Int] { qubits.numbers.compactMap { wireOfQubit[$0] } }

  /// A line over all wires, which nothing passes.
  private mutating func placeBoundary(_ label: String) {
    guard !labels.isEmpty else { return }
    add([.boundary(label: fitted(label))], 0...labels.count - 1)
  }

  /// A box over all wires that the step may act on.
  private mutating func placeBlock(_ qubits: DrawnQubits.List, label: String) {
    let wires = Set(qubits.flatMap { self.wires(of: $0) }).sorted()
    add([.block(wires, label: label)], span(of: wires))
  }

  private mutating func placeGate(_ gate: Gate, angles: [String], _ qubits: DrawnQubits.List) {
    guard qubits.allSatisfy(\.isExact), let repetitions = repetitions(of: qubits) else {
      return placeBlock(qubits, label: label(of: gate, angles: angles))
    }
    for position in 0..<repetitions {
      let numbers = qubits.map { $0.numbers[$0.numbers.count == 1 ? 0 : position] }
      guard Set(numbers).count == numbers.count else {
        return placeBlock(qubits, label: label(of: gate, angles: angles))
      }
      placeGate(gate, angles: angles, numbers.compactMap { wireOfQubit[$0] })
    }
  }

  /// How often a gate is repeated over its registers; nil where they do not fit together.
  private func repetitions(of qubits: DrawnQubits.List) -> Int? {
    let counts = Set(qubits.map(\.numbers.count)).subtracting([1])
    return counts.count > 1 ? nil : counts.first ?? 1
  }

  /// A gate as one label, its controls as dots before its name.
  private func label(of gate: Gate, angles: [String]) -> String {
    let symbol = symbol(of: gate, angles: angles)
    let dots = symbol.controls.map { $0 ? (isUnicode ? "●" : "*") : (isUnicode ? "○" : "o") }
    return fitted(dots.isEmpty ? symbol.label : "\(dots.joined()) \(symbol.label)")
  }

  private mutating func placeMeasurement(_ qubits: DrawnQubits, _ bits: Range<Int>?) {
    guard qubits.isExact else { return placeBlock([qubits], label: "M") }
    for (position, qubit) in qubits.numbers.enumerated() {
      guard let wire = wireOfQubit[qubit] else { continue }
      if let bits, bits.count == qubits.numbers.count {
        placeMeasurement(wire, bit: bits.lowerBound + position)
      } else {
        add([.measurement(wire, register: nil, bit: "")], wire...wire)
      }
    }
  }

  /// A subroutine's name in a box on the qubits that it is given; in place of a line over all where it has none.
  private mutating func placeCall(_ name: String, _ qubits: DrawnQubits.List) {
    let wires = qubits.flatMap { self.wires(of: $0) }
    if wires.isEmpty {
      placeBoundary("\(name)()")
    } else if qubits.allSatisfy(\.isExact), Set(wires).count == wires.count {
      add([.box(wires, label: fitted(name))], span(of: wires))
    } else {
      placeBlock(qubits, label: fitted(name))
    }
  }
}
