package import Circuits
internal import Devices

/// A program with control flow as a device runs it.
package struct CompiledProgram: Sendable {
  /// Native gates on the device's qubits; registers, inputs and outputs are the source's.
  package var program: Program
  /// By the source's qubit: its place, before and after every stretch of straight code; nil where it is not used.
  package var layout: [Int?]
  /// How many swaps the routing added to the text; those in loops run more often.
  package var swapCount: Int

  /// The program on only those qubits that it uses, and the device's number of each.
  package var compact: (program: Program, places: [Int]) {
    var used = program.circuit.usedQubits.union(layout.compactMap(\.self))
    for case .gate(_, _, let operands, _) in program.code {
      for case .fixed(let place) in operands { used.insert(place) }
    }
    let places = used.sorted()
    let numbers = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($0.element, $0.offset) })
    func moved(_ operand: QubitOperand) -> QubitOperand {
      if case .fixed(let place) = operand { .fixed(numbers[place] ?? 0) } else { operand }
    }
    var result = program
    result.circuit = program.circuit.relabelled(to: places)
    result.code = program.code.map { instruction in
      switch instruction {
      case .gate(let gate, let angles, let operands, let powers):
        .gate(gate, angles: angles, qubits: operands.map(moved), powers: powers)
      case .measure(let operand, let slot): .measure(moved(operand), into: slot)
      case .reset(let operand): .reset(moved(operand))
      case .barrier(let operands): .barrier(operands.map(moved))
      case .delay(let slot, let operands): .delay(slot, operands.map(moved))
      case .load(let slot, .qubits(let held)): .load(slot, .qubits(held.map { numbers[$0] ?? 0 }))
      default: instruction
      }
    }
    return (result, places)
  }
}

extension Transpiler {
  /// Compiles a program with control flow. A program without any is a circuit: see the other `compile`, which does
  /// better.
  ///
  /// All qubits keep their places through the program, swaps are undone at the end of each stretch of straight code,
  /// and no delays are written: when a stretch runs is not known.
  package func compile(_ program: Program) throws(TranspilationError) -> CompiledProgram {
    let circuit = program.circuit
    var steps: [Step] = []
    var named: Set<Int> = []
    for instruction in program.code { try steps += Self.steps(of: instruction, in: circuit, naming: &named) }
    for qubit in named.sorted() where !(0..<circuit.qubitCount).contains(qubit) {
      throw .unusableQubit(qubit, device: device.name)
    }
    let layout: [Int?]
    if case .physical = circuit.qubits {
      layout = try Route(inPlace: steps, circuit, map).initial.enumerated().map { qubit, place in
        place ?? (named.contains(qubit) && map.isWorking(qubit) ? qubit : nil)
      }
    } else {
      layout = try self.layout(for: steps, naming: named, circuit)
    }
    var compiler = ProgramCompiler(program, layout, map)
    let compiled = try compiler.run()
    return CompiledProgram(program: compiled, layout: layout, swapCount: compiler.swapCount)
  }

  private func layout(
    for steps: [Step], naming named: Set<Int>, _ circuit: Circuit
  ) throws(TranspilationError) -> [Int?] {
    let graph = InteractionGraph(
      steps, qubitCount: circuit.qubitCount, durations: TypicalDurations(device), alsoUsed: named)
    let costs = LayoutCosts(map, graph)
    var search = SubgraphSearch(costs)
    if let layout = search.run() ?? GreedyPlacement(costs: costs).layouts(limit: 1).first { return layout }
    throw noLayout(for: graph.used.count)
  }

  /// What an instruction does to qubits, as far as that is known before the program runs.
  private static func steps(
    of instruction: Instruction, in circuit: Circuit, naming named: inout Set<Int>
  ) throws(TranspilationError) -> [Step] {
    switch instruction {
    case .operations(let range):
      return try Step.steps(of: circuit.part(range, expressions: circuit.expressions)).steps
    case .gate(let gate, let angles, let operands, _):
      let qubits = fixedQubits(of: operands)
      named.formUnion(qubits)
      guard qubits.count == operands.count else { return [] }
      var part = Circuit(
        qubits: circuit.qubits, parameters: angles.indices.map { Parameter(name: "angle\($0)") },
        declarations: circuit.declarations)
      part.append(gate, angles: angles.indices.map { part.expressions.parameter($0) }, qubits: qubits)
      return try Step.steps(of: part).steps
    case .measure(let operand, _), .reset(let operand): named.formUnion(fixedQubits(of: [operand]))
    case .barrier(let operands), .delay(_, let operands): named.formUnion(fixedQubits(of: operands))
    case .load(_, .qubits(let held)): named.formUnion(held)
    default: break
    }
    return []
  }

  private static func fixedQubits(of operands: [QubitOperand]) -> [Int] {
    operands.compactMap { if case .fixed(let qubit) = $0 { qubit } else { nil } }
  }
}
