import Circuits
import Numerics

/// Exact derivatives of a circuit's mean values by whole matrices: slow, and with nothing of the engine's in it.
///
/// A gate's matrix is a trigonometric polynomial of each angle over half turns, so its derivative follows exactly from
/// its values at equally spaced angles.
struct DenseDerivatives {
  let circuit: Circuit
  private let observables: [SquareMatrix]

  init(_ circuit: Circuit, _ observables: [Observable]) {
    self.circuit = circuit
    self.observables = observables.map { Self.matrix(of: $0, qubitCount: circuit.qubitCount) }
  }

  private static func matrix(of observable: Observable, qubitCount: Int) -> SquareMatrix {
    let size = 1 << qubitCount
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
    return sum
  }

  /// The gradients by all parameters, one observable after the other.
  func gradients(at point: [Double]) throws -> [[Double]] {
    let values = circuit.expressions.values(at: point)
    let gates = try gates(values)
    // Before each gate, and after the last.
    var states = [Array(repeating: Complex.zero, count: 1 << circuit.qubitCount)]
    states[0][0] = .one
    for gate in gates { states.append(Self.apply(gate.matrix, states[states.count - 1], at: gate.qubits)) }
    let measured = observables.map { Self.product($0, states[gates.count]) }
    var result = observables.map { _ in Array(repeating: 0.0, count: point.count) }
    for (place, gate) in gates.enumerated() {
      for (angle, slopes) in gate.slopes where slopes.contains(where: { $0 != 0 }) {
        var change = Self.apply(try derivative(of: gate, by: angle), states[place], at: gate.qubits)
        for later in gates[(place + 1)...] { change = Self.apply(later.matrix, change, at: later.qubits) }
        for (observable, measured) in measured.enumerated() {
          let product = zip(measured, change).reduce(0.0) { $0 + ($1.0.conjugate * $1.1).real }
          for parameter in point.indices { result[observable][parameter] += 2 * slopes[parameter] * product }
        }
      }
    }
    return result
  }

  /// Derivatives of the gradients by one parameter, by differences of the eighth order.
  func secondDerivatives(at point: [Double], by parameter: Int) throws -> [[Double]] {
    let step = 0.01
    var result = observables.map { _ in Array(repeating: 0.0, count: point.count) }
    let weights: [Double] = [4.0 / 5, -1.0 / 5, 4.0 / 105, -1.0 / 280]
    for (distance, weight) in zip([1.0, 2, 3, 4], weights) {
      for sign in [1.0, -1] {
        var moved = point
        moved[parameter] += sign * distance * step
        for (observable, gradient) in try gradients(at: moved).enumerated() {
          for (index, slope) in gradient.enumerated() { result[observable][index] += sign * weight * slope / step }
        }
      }
    }
    return result
  }

  /// A gate at some values of the parameters.
  private struct PlacedGate {
    let gate: Gate
    let angles: [Double]
    let matrix: SquareMatrix
    let qubits: [Int]
    /// The derivatives by all parameters of each angle that has some.
    var slopes: [(angle: Int, slopes: [Double])] = []
  }

  private func gates(_ values: [Double]) throws -> [PlacedGate] {
    var result: [PlacedGate] = []
    for (index, operation) in circuit.operations.enumerated() where operation.kind == .gate {
      let gate = circuit.gates[Int(operation.index)]
      let angles = circuit.angles(of: index).map { circuit.expressions.value(of: $0, values: values) }
      var placed = PlacedGate(
        gate: gate, angles: angles, matrix: try circuit.matrix(of: gate, angles: angles),
        qubits: circuit.operands(of: index).map { Int($0) })
      for (place, angle) in circuit.angles(of: index).enumerated() {
        guard case .expression(let id) = angle else { continue }
        let count = circuit.parameters.count
        placed.slopes.append((place, circuit.expressions.gradient(of: id, values: values, parameterCount: count)))
      }
      result.append(placed)
    }
    return result
  }

  private func derivative(of placed: PlacedGate, by place: Int) throws -> SquareMatrix {
    let count = 24
    var sum = placed.matrix
    sum.elements = sum.elements.map { _ in .zero }
    for sample in 1..<count {
      // The derivative at 0 of the polynomial that is 1 at this sample and 0 at the others, for a period of 4 pi.
      let half = Double(sample) * Double.pi / Double(count)
      let weight = (sample.isMultiple(of: 2) ? -1.0 : 1) * 0.5 * 0.5 * tangentQuotient(half)
      var moved = placed.angles
      moved[place] += 4 * half
      let matrix = try circuit.matrix(of: placed.gate, angles: moved)
      for index in sum.elements.indices { sum.elements[index] += weight * matrix.elements[index] }
    }
    return sum
  }

  private func tangentQuotient(_ angle: Double) -> Double {
    let unit = Complex.phase(angle)
    return unit.real / unit.imaginary
  }

  private static func apply(_ matrix: SquareMatrix, _ state: [Complex], at qubits: [Int]) -> [Complex] {
    let offsets = (0..<matrix.size).map { row in
      qubits.enumerated().reduce(0) { $0 | (row >> $1.offset & 1) << $1.element }
    }
    let mask = offsets[matrix.size - 1]
    var result = state
    for base in state.indices where base & mask == 0 {
      for row in 0..<matrix.size {
        var sum = Complex.zero
        for column in 0..<matrix.size { sum += matrix[row, column] * state[base | offsets[column]] }
        result[base | offsets[row]] = sum
      }
    }
    return result
  }

  private static func product(_ matrix: SquareMatrix, _ state: [Complex]) -> [Complex] {
    (0..<matrix.size).map { row in
      state.indices.reduce(Complex.zero) { $0 + matrix[row, $1] * state[$1] }
    }
  }
}
