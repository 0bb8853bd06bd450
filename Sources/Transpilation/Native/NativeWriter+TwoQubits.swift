internal import Circuits
internal import Devices
internal import Numerics

extension NativeWriter {
  /// Gates on two qubits whose angles are numbers, one after the other.
  struct Block {
    let first: Int
    let second: Int
    /// The product so far, `first` least significant.
    var matrix = SquareMatrix.identity(4)
    var steps: [Step] = []
  }

  mutating func addToBlock(_ step: Step, _ matrix: SquareMatrix) {
    guard var block = blocks[step.qubits[0]] else { return }
    block.matrix.apply(matrix, at: step.qubits.map { $0 == block.first ? 0 : 1 })
    block.steps.append(step)
    blocks[block.first] = block
    blocks[block.second] = block
  }

  mutating func writeTwoQubits(_ row: StandardGate, _ angles: [Angle], _ step: Step) throws(TranspilationError) {
    let (first, second) = (step.qubits[0], step.qubits[1])
    let values = angles.compactMap(\.constantValue)
    guard values.count == angles.count else {
      try closeBlock(of: first)
      try closeBlock(of: second)
      return try writeSingle(row, angles, step.qubits)
    }
    let isSame = blocks[first].map { Set([$0.first, $0.second]) == Set([first, second]) } ?? false
    if !isSame {
      try closeBlock(of: first)
      try closeBlock(of: second)
      let block = Block(first: first, second: second)
      blocks[first] = block
      blocks[second] = block
    }
    addToBlock(step, row.definition.matrix(values))
  }

  /// Writes the block that a qubit is in: as one gate where that takes less than its gates one by one.
  mutating func closeBlock(of qubit: Int) throws(TranspilationError) {
    guard let block = blocks[qubit] else { return }
    blocks[block.first] = nil
    blocks[block.second] = nil
    let interactions = block.steps.filter(\.isInteraction)
    if interactions.count > 1 {
      var separate = 0.0
      for step in interactions {
        guard case .gate(let row, let angles) = step.action else { continue }
        separate += try cheapest(row, angles, step.qubits).cost
      }
      let form = InteractionForm(block.matrix)
      let whole = try best(form, block.matrix, block.first, block.second)
      if Double(whole.count) * whole.entangler.weight < separate - 1e-12 {
        return try write(form, block.matrix, with: whole.entangler, block.first, block.second)
      }
    }
    for step in block.steps {
      guard case .gate(let row, let angles) = step.action else { continue }
      if step.qubits.count == 2 {
        try writeSingle(row, angles, step.qubits)
      } else {
        runs[step.qubits[0], default: OneQubitRun()].append(row, angles, in: arena)
      }
    }
  }

  // MARK: Ways to write a gate

  /// How one gate on two qubits is written.
  enum Way {
    case native(StandardGate, [Int])
    case ising(TemplateLibrary.IsingForm, Entangler)
    case template(TemplateLibrary.Template, Entangler)
    case matrix(SquareMatrix, InteractionForm, Entangler)
  }

  private func entanglers(_ first: Int, _ second: Int) throws(TranspilationError) -> [Entangler] {
    let all = map.entanglers(first, second)
    if all.isEmpty { throw .notCoupled(first: first, second: second, device: map.device.name) }
    return all
  }

  private func best(
    _ form: InteractionForm, _ matrix: SquareMatrix, _ first: Int, _ second: Int
  ) throws(TranspilationError) -> (entangler: Entangler, count: Int) {
    let all = try entanglers(first, second)
    var best = (entangler: all[0], count: all[0].count(for: form, matrix))
    for entangler in all.dropFirst() {
      let count = entangler.count(for: form, matrix)
      if Double(count) * entangler.weight < Double(best.count) * best.entangler.weight { best = (entangler, count) }
    }
    return best
  }

  /// The way that costs least; of two that cost the same, the one that changes less.
  mutating func cheapest(
    _ row: StandardGate, _ angles: [Angle], _ qubits: [Int]
  ) throws(TranspilationError) -> (way: Way, cost: Double) {
    var ways: [(way: Way, cost: Double)] = []
    let all = try entanglers(qubits[0], qubits[1])
    var orders = [qubits]
    if Entangler.symmetricRows.contains(row.name) { orders.append([qubits[1], qubits[0]]) }
    for order in orders {
      guard let native = map.native(row, order) else { continue }
      let known = all.first { $0.row == row && [$0.first, $0.second] == order }?.weight
      ways.append((.native(row, order), known ?? Entangler.weight(DeviceMap.cost(ofError: native.error ?? 0))))
    }
    let template = try templates.withCX(row)
    for entangler in all {
      if entangler.style == .ising, let form = TemplateLibrary.isingForms[row.name] {
        ways.append((.ising(form, entangler), entangler.weight))
      }
      let factor = entangler.style == .iswap ? 2 : 1
      ways.append((.template(template, entangler), Double(factor * template.interactionCount) * entangler.weight))
    }
    let values = angles.compactMap(\.constantValue)
    if values.count == angles.count {
      let matrix = row.definition.matrix(values)
      let form = InteractionForm(matrix)
      let (entangler, count) = try best(form, matrix, qubits[0], qubits[1])
      ways.append((.matrix(matrix, form, entangler), Double(count) * entangler.weight + 1e-9))
    }
    return ways.dropFirst().reduce(ways[0]) { $1.cost < $0.cost ? $1 : $0 }
  }

  mutating func writeSingle(_ row: StandardGate, _ angles: [Angle], _ qubits: [Int]) throws(TranspilationError) {
    switch try cheapest(row, angles, qubits).way {
    case .native(let row, let order): try writeNative(row, angles, order)
    case .ising(let form, let entangler): try write(form, angles[0], with: entangler, qubits)
    case .template(let template, let entangler): try write(template, angles, with: entangler, qubits)
    case .matrix(let matrix, let form, let entangler):
      try write(form, matrix, with: entangler, qubits[0], qubits[1])
    }
  }

  /// A matrix, with its first operand on `first`.
  private mutating func write(
    _ form: InteractionForm, _ matrix: SquareMatrix, with entangler: Entangler, _ first: Int, _ second: Int
  ) throws(TranspilationError) {
    let wires = [first, second]
    for piece in entangler.pieces(for: form, matrix) {
      switch piece {
      case .local(let gate, let wire): apply(gate, wires[wire])
      case .cx(let control, let target): try writeCX(wires[control], wires[target], with: entangler)
      case .iswap: try writeNative(entangler.row, [], [entangler.first, entangler.second])
      case .ising(let angle): try writeIsing(LinearAngle(angle), with: entangler)
      }
    }
  }

  private mutating func write(
    _ template: TemplateLibrary.Template, _ angles: [Angle], with entangler: Entangler, _ qubits: [Int]
  ) throws(TranspilationError) {
    for step in template.steps {
      guard case .gate(let row, let own) = step.action else { continue }
      if step.qubits.count == 2 {
        try writeCX(qubits[step.qubits[0]], qubits[step.qubits[1]], with: entangler)
        continue
      }
      let moved = own.map { arena.substitute($0, of: template.expressions, parameters: angles) }
      runs[qubits[step.qubits[0]], default: OneQubitRun()].append(row, moved, in: arena)
    }
  }

  private mutating func write(
    _ form: TemplateLibrary.IsingForm, _ angle: Angle, with entangler: Entangler, _ qubits: [Int]
  ) throws(TranspilationError) {
    let angle = LinearAngle(angle, in: arena)
    let parts = [(form.axes.0, form.turns.0), (form.axes.1, form.turns.1)]
    let frames = parts.map { axis, _ in
      switch axis {
      case .x: SquareMatrix.hadamard
      case .y: SquareMatrix.turnX(.pi / 2)
      case .z: SquareMatrix.identity(2)
      }
    }
    for place in 0..<2 { apply(frames[place], qubits[place]) }
    try writeIsing(form.factor * angle, with: entangler)
    for place in 0..<2 {
      apply(turn: parts[place].1 * angle, qubits[place])
      apply(frames[place].adjoint, qubits[place])
    }
  }
}
