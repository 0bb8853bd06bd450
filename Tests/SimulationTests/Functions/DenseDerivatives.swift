import Circuits
import Numerics

/// Exact derivatives of a circuit's mean values by whole matrices: slow, and with nothing of the engine's in it.
///
/// A gate's matrix is a trigonometric polynomial of each angle over half turns, so its derivative follows exactly from
/// its values at equally spaced angles.
struct DenseDerivatives {
  let circuit: Circuit
  let observable: SquareMatrix

  init(_ circuit: Circuit, _ observable: Observable) {
    self.circuit = circuit
    let size = 1 << circuit.qubitCount
    var sum = SquareMatrix(size: size, elements: Array(repeating: .zero, count: size * size))
    let matrices: [Pauli: [Complex]] = [
      .x: [.zero, .one, .one, .zero], .y: [.zero, -.i, .i, .zero], .z: [.one, .zero, .zero, -.one],
    ]
    for term in observable.terms {
      for column in 0..<size {
        var (row, value) = (column, Complex(term.coefficient))
        for (qubit, pauli) in term.string.factors {
          let bit = column >> qubit & 1
          let newBit = pauli == .z ? bit : 1 - bit
          row = row & ~(1 << qubit) | newBit << qubit
          value = value * (matrices[pauli] ?? [])[newBit * 2 + bit]
        }
        sum[row, column] += value
      }
    }
    self.observable = sum
  }

  /// The gradient by all parameters.
  func gradient(at point: [Double]) throws -> [Double] {
    let values = circuit.expressions.values(at: point)
    let state = try state(values, replacing: nil)
    let measured = apply(observable, state)
    var result = Array(repeating: 0.0, count: point.count)
    for index in circuit.operations.indices {
      for (place, angle) in circuit.angles(of: index).enumerated() {
        guard case .expression(let id) = angle else { continue }
        let slopes = circuit.expressions.gradient(of: id, values: values, parameterCount: point.count)
        guard slopes.contains(where: { $0 != 0 }) else { continue }
        let change = try self.state(values, replacing: (index, place))
        let product = zip(measured, change).reduce(0.0) { $0 + ($1.0.conjugate * $1.1).real }
        for parameter in point.indices { result[parameter] += 2 * slopes[parameter] * product }
      }
    }
    return result
  }

  /// Derivatives of the gradient by one parameter, by differences of the eighth order.
  func secondDerivatives(at point: [Double], by parameter: Int) throws -> [Double] {
    let step = 0.01
    var result = Array(repeating: 0.0, count: point.count)
    for (distance, weight) in [(1.0, 4.0 / 5), (2, -1.0 / 5), (3, 4.0 / 105), (4, -1.0 / 280)] {
      for sign in [1.0, -1] {
        var moved = point
        moved[parameter] += sign * distance * step
        for (index, slope) in try gradient(at: moved).enumerated() { result[index] += sign * weight * slope / step }
      }
    }
    return result
  }

  /// The final state, with one gate's matrix replaced by its derivative by one of its angles.
  private func state(_ values: [Double], replacing replaced: (operation: Int, angle: Int)?) throws -> [Complex] {
    var state = Array(repeating: Complex.zero, count: 1 << circuit.qubitCount)
    state[0] = .one
    for (index, operation) in circuit.operations.enumerated() where operation.kind == .gate {
      let gate = circuit.gates[Int(operation.index)]
      let angles = circuit.angles(of: index).map { circuit.expressions.value(of: $0, values: values) }
      let matrix =
        if let replaced, replaced.operation == index {
          try derivative(of: gate, angles, by: replaced.angle)
        } else {
          try circuit.matrix(of: gate, angles: angles)
        }
      state = apply(matrix, state, at: circuit.operands(of: index).map { Int($0) })
    }
    return state
  }

  private func derivative(of gate: Gate, _ angles: [Double], by place: Int) throws -> SquareMatrix {
    let count = 24
    var sum = try circuit.matrix(of: gate, angles: angles)
    sum.elements = sum.elements.map { _ in .zero }
    for sample in 1..<count {
      // The derivative at 0 of the polynomial that is 1 at this sample and 0 at the others, for a period of 4 pi.
      let half = Double(sample) * Double.pi / Double(count)
      let weight = (sample.isMultiple(of: 2) ? -1.0 : 1) * 0.5 * 0.5 * tangentQuotient(half)
      var moved = angles
      moved[place] += 4 * half
      let matrix = try circuit.matrix(of: gate, angles: moved)
      for index in sum.elements.indices { sum.elements[index] += weight * matrix.elements[index] }
    }
    return sum
  }

  private func tangentQuotient(_ angle: Double) -> Double {
    let unit = Complex.phase(angle)
    return unit.real / unit.imaginary
  }

  private func apply(_ matrix: SquareMatrix, _ state: [Complex], at qubits: [Int]? = nil) -> [Complex] {
    let qubits = qubits ?? Array(0..<circuit.qubitCount)
    var result = Array(repeating: Complex.zero, count: state.count)
    for (index, amplitude) in state.enumerated() {
      let column = qubits.enumerated().reduce(0) { $0 | (index >> $1.element & 1) << $1.offset }
      for row in 0..<matrix.size {
        let target = qubits.enumerated().reduce(index) {
          $0 & ~(1 << $1.element) | (row >> $1.offset & 1) << $1.element
        }
        result[target] += matrix[row, column] * amplitude
      }
    }
    return result
  }
}
