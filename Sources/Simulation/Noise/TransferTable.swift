import Circuits
import Devices
import Execution
import Numerics

/// The transfer matrices of a circuit's steps, and of its blocks.
struct TransferTable: Sendable {
  let circuit: NoisyCircuit
  private let unitaries: [PauliTransferMatrix]
  private let channels: [PauliTransferMatrix]

  init(_ circuit: NoisyCircuit, run: KernelRun) throws(SimulationError) {
    self.circuit = circuit
    var unitaries: [PauliTransferMatrix] = []
    unitaries.reserveCapacity(circuit.unitaries.count)
    for (index, unitary) in circuit.unitaries.enumerated() {
      if index & 255 == 255 { try run.checkTime() }
      let count = unitary.size.trailingZeroBitCount
      unitaries.append(PauliTransferMatrix(krausOperators: [unitary], qubitCount: count))
    }
    self.unitaries = unitaries
    channels = circuit.channels.map(\.pauliTransferMatrix)
  }

  /// Nil for a measurement.
  func matrix(ofStep index: Int) -> PauliTransferMatrix? {
    switch circuit.steps[index].action {
    case .unitary(let place): unitaries[place]
    case .channel(let place): channels[place]
    case .measure: nil
    }
  }

  /// All steps of a block multiplied.
  func matrix(of block: NoisyBlock) -> PauliTransferMatrix {
    var product = BlockProduct(qubits: block.qubits)
    for member in block.members {
      if let matrix = matrix(ofStep: member) { product.append(matrix, on: circuit.steps[member].qubits) }
    }
    return product.matrix
  }
}

/// The product of transfer matrices on a few qubits.
///
/// What acts on one qubit alone is multiplied up per qubit, and meets the whole matrix only when something on several
/// qubits does.
struct BlockProduct {
  let qubits: [Int]
  private var whole: PauliTransferMatrix
  private var single: [PauliTransferMatrix?]

  init(qubits: [Int]) {
    self.qubits = qubits
    whole = .identity(qubitCount: qubits.count)
    single = Array(repeating: nil, count: qubits.count)
  }

  /// Multiplies from the left.
  mutating func append(_ matrix: PauliTransferMatrix, on operands: [Int]) {
    let positions = operands.compactMap { qubits.firstIndex(of: $0) }
    if positions.count == 1 {
      let position = positions[0]
      if single[position] == nil {
        single[position] = matrix
      } else {
        single[position]?.apply(matrix, at: [0])
      }
      return
    }
    settle(positions)
    whole.apply(matrix, at: positions)
  }

  /// The product so far.
  var matrix: PauliTransferMatrix {
    var copy = self
    copy.settle(Array(qubits.indices))
    return copy.whole
  }

  private mutating func settle(_ positions: [Int]) {
    for position in positions {
      guard let matrix = single[position] else { continue }
      whole.apply(matrix, at: [position])
      single[position] = nil
    }
  }
}

extension PauliTransferMatrix {
  /// Replaces this matrix R by M R, where M acts on some of the digits of the row index.
  /// - Precondition: positions differ, and are as many as M has qubits.
  mutating func apply(_ matrix: PauliTransferMatrix, at positions: [Int]) {
    let (width, count) = (size, matrix.size)
    let offsets = (0..<count).map { index in
      positions.indices.reduce(0) { $0 | ((index >> (2 * $1)) & 3) << (2 * positions[$1]) }
    }
    let mask = offsets.last ?? 0
    var old = Array(repeating: 0.0, count: count * width)
    elements.withUnsafeMutableBufferPointer { elements in
      old.withUnsafeMutableBufferPointer { old in
        matrix.elements.withUnsafeBufferPointer { factors in
          guard let elements = elements.baseAddress, let old = old.baseAddress, let factors = factors.baseAddress
          else { return }
          for base in 0..<width where base & mask == 0 {
            for index in 0..<count {
              (old + index * width).update(from: elements + (base | offsets[index]) * width, count: width)
            }
            for row in 0..<count {
              Self.combine(old, factors + row * count, count, into: elements + (base | offsets[row]) * width, width)
            }
          }
        }
      }
    }
  }

  private static func combine(
    _ rows: UnsafePointer<Double>, _ factors: UnsafePointer<Double>, _ count: Int,
    into sum: UnsafeMutablePointer<Double>, _ width: Int
  ) {
    sum.update(repeating: 0, count: width)
    for index in 0..<count where factors[index] != 0 {
      let (factor, row) = (factors[index], rows + index * width)
      for column in 0..<width { sum[column] += factor * row[column] }
    }
  }
}
