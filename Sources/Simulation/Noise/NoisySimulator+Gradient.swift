package import Circuits
package import Devices
package import Execution

extension NoisySimulator {
  /// The exact mean of an observable and its derivatives with respect to some parameters.
  ///
  /// The state goes forward block by block; then the observable goes back through the transposed blocks. In a block
  /// both meet: all products of their digits on its qubits are summed up once, and the rest is small matrices. So the
  /// price is about three forward passes, whatever the number of parameters. States before the blocks are kept, or
  /// as many of them as a square root asks for where all do not fit, the others being computed again.
  package func gradient(
    of observable: Observable, in circuit: Circuit, noise: NoiseModel, at parameters: [Double],
    withRespectTo wanted: [Int]
  ) throws(SimulationError) -> (value: Double, gradient: [Double]) {
    try check(circuit, parameters)
    for index in wanted where !circuit.parameters.indices.contains(index) {
      throw .circuit(.wrongValueCount(expected: circuit.parameters.count, found: index + 1))
    }
    if let last = observable.qubitCount, last > circuit.qubitCount {
      throw .noSuchQubit(last - 1, count: circuit.qubitCount)
    }
    let source = try DifferentiableCircuit(circuit, noise: noise, at: parameters, wanted: wanted)
    var sweep = try NoisyGradientSweep(source, simulator: self, count: wanted.count)
    return try sweep.run(observable)
  }
}

/// One computation of a gradient.
private struct NoisyGradientSweep {
  let source: DifferentiableCircuit
  let table: TransferTable
  let blocks: [NoisyBlock]
  let matrices: [PauliTransferMatrix]
  let start: PauliState
  let kernels: KernelRun
  /// The state is kept before every so many blocks.
  let interval: Int
  var gradient: [Double]

  init(_ source: DifferentiableCircuit, simulator: NoisySimulator, count: Int) throws(SimulationError) {
    self.source = source
    kernels = simulator.run
    table = try TransferTable(source.noisy, run: kernels)
    let blocks = BlockPartition(source.noisy).blocks
    self.blocks = blocks
    let dephasing = PauliTransferMatrix(diagonal: [1, 0, 0, 1], qubitCount: 1)
    var matrices: [PauliTransferMatrix] = []
    for block in blocks { matrices.append(block.record == nil ? table.matrix(of: block) : dephasing) }
    self.matrices = matrices
    let qubits = Set(blocks.flatMap(\.qubits)).sorted()
    try simulator.checkMemory(densityBits: 2 * qubits.count + 1)
    start = try PauliState(holding: qubits, run: kernels)
    let affordable = simulator.memoryLimit >> (2 * qubits.count + 4)
    interval = blocks.count < max(2, affordable) ? 1 : Int(Double(blocks.count).squareRoot().rounded(.up))
    gradient = Array(repeating: 0, count: count)
  }

  mutating func run(_ observable: Observable) throws(SimulationError) -> (value: Double, gradient: [Double]) {
    var kept: [PauliState] = []
    var state = try start.copy()
    for (index, block) in blocks.enumerated() {
      if index % interval == 0 { kept.append(try state.copy()) }
      try state.apply(matrices[index], on: block.qubits)
      try kernels.checkTime()
    }
    let terms = observable.terms.map { term in
      (term.coefficient, term.string.factors.map { (qubit: $0.qubit, digit: Int($0.pauli.rawValue) + 1) })
    }
    let value = terms.reduce(0) { $0 + $1.0 * state.mean(of: $1.1) }
    var dual = try state.filled(with: terms.map { (coefficient: $0.0, digits: $0.1) })
    while let first = kept.popLast() {
      let range = kept.count * interval..<min(blocks.count, (kept.count + 1) * interval)
      var before = [first]
      for index in range.dropLast() {
        var next = try before[before.count - 1].copy()
        try next.apply(matrices[index], on: blocks[index].qubits)
        before.append(next)
      }
      for index in range.reversed() {
        guard let forward = before.popLast() else { continue }
        if blocks[index].members.contains(where: { source.dependences[$0] != nil }) {
          collect(blocks[index], try dual.correlation(with: forward, on: blocks[index].qubits))
        }
        try dual.apply(matrices[index].transposed, on: blocks[index].qubits)
        try kernels.checkTime()
      }
    }
    return (value, gradient)
  }

  /// Adds a block's share: `meeting` holds, row and column, the products of the observable after the block and the
  /// state before it.
  private mutating func collect(_ block: NoisyBlock, _ meeting: PauliTransferMatrix) {
    let steps = block.members.compactMap { member in
      table.matrix(ofStep: member).map { (member: member, matrix: $0, qubits: source.noisy.steps[member].qubits) }
    }
    var product = BlockProduct(qubits: block.qubits)
    var before: [PauliTransferMatrix] = []
    for step in steps {
      before.append(source.dependences[step.member] == nil ? product.none : product.matrix)
      product.append(step.matrix, on: step.qubits)
    }
    var meeting = meeting
    for (place, step) in steps.enumerated().reversed() {
      let positions = step.qubits.compactMap { block.qubits.firstIndex(of: $0) }
      if let dependences = source.dependences[step.member] {
        let share = meeting * before[place].transposed
        for dependence in dependences {
          var slope = PauliTransferMatrix.identity(qubitCount: block.qubits.count)
          slope.apply(
            dependence.row.definition.transferDerivative(angles: dependence.angles, index: dependence.index),
            at: positions)
          let sum = zip(share.elements, slope.elements).reduce(0) { $0 + $1.0 * $1.1 }
          for (parameter, factor) in dependence.factors { gradient[parameter] += factor * sum }
        }
      }
      meeting.apply(step.matrix.transposed, at: positions)
    }
  }
}

extension BlockProduct {
  /// Stands for a product that nobody needs.
  fileprivate var none: PauliTransferMatrix { PauliTransferMatrix(diagonal: [1], qubitCount: 0) }
}

extension PauliTransferMatrix {
  fileprivate var transposed: PauliTransferMatrix {
    var result = self
    for row in 0..<size {
      for column in 0..<size { result[row, column] = self[column, row] }
    }
    return result
  }
}
