internal import Numerics

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The matrices that the rows of the gate table are made of.
extension SquareMatrix {
  static let pauliX = SquareMatrix(rows: [[.zero, .one], [.one, .zero]])
  static let pauliY = SquareMatrix(rows: [[.zero, -.i], [.i, .zero]])
  static let pauliZ = SquareMatrix(diagonal: [.one, -.one])
  static let hadamard = Complex(0.5.squareRoot()) * SquareMatrix(rows: [[.one, .one], [.one, -.one]])
  /// The square root of X.
  static let rootX = SquareMatrix(
    rows: [[Complex(0.5, 0.5), Complex(0.5, -0.5)], [Complex(0.5, -0.5), Complex(0.5, 0.5)]])

  static func phaseShift(_ angle: Double) -> SquareMatrix {
    SquareMatrix(diagonal: [.one, .phase(angle)])
  }

  static func rotationZ(_ angle: Double) -> SquareMatrix {
    SquareMatrix(diagonal: [.phase(-angle / 2), .phase(angle / 2)])
  }

  /// The rotation by an angle about the axis of the equator at `phase` from X: `r` of Qiskit, `prx` of Braket.
  static func equatorialRotation(_ angle: Double, phase: Double = 0) -> SquareMatrix {
    let cosine = Complex(cos(angle / 2))
    let sine = Complex(0, -sin(angle / 2))
    return SquareMatrix(rows: [[cosine, sine * .phase(-phase)], [sine * .phase(phase), cosine]])
  }

  static func rotationY(_ angle: Double) -> SquareMatrix {
    let cosine = Complex(cos(angle / 2))
    let sine = Complex(sin(angle / 2))
    return SquareMatrix(rows: [[cosine, -sine], [sine, cosine]])
  }

  /// `phaseShift(phi) rotationY(theta) phaseShift(lambda)`: OpenQASM 2's U.
  static func euler(_ theta: Double, _ phi: Double, _ lambda: Double) -> SquareMatrix {
    let cosine = Complex(cos(theta / 2))
    let sine = Complex(sin(theta / 2))
    return SquareMatrix(
      rows: [
        [cosine, -(Complex.phase(lambda) * sine)],
        [Complex.phase(phi) * sine, Complex.phase(phi + lambda) * cosine],
      ])
  }

  /// OpenQASM 3's U, with the period 2 pi in theta.
  static func specificationU(_ theta: Double, _ phi: Double, _ lambda: Double) -> SquareMatrix {
    let turn = Complex.phase(theta)
    let sum = Complex.one + turn
    let difference = Complex.i * (Complex.one - turn)
    return Complex(0.5)
      * SquareMatrix(
        rows: [
          [sum, -(Complex.phase(lambda) * difference)],
          [Complex.phase(phi) * difference, Complex.phase(phi + lambda) * sum],
        ])
  }

  /// A rotation of two qubits: `even` in the space of equal bits, `odd` in that of different bits, both bases
  /// with the first qubit's 0 first: 00, 11 and 01, 10 in the order of bits as operands stand.
  static func parityBlocks(even: SquareMatrix, odd: SquareMatrix) -> SquareMatrix {
    let places = (even: [0, 3], odd: [2, 1])
    var result = SquareMatrix.identity(4)
    for row in 0..<2 {
      for column in 0..<2 {
        result[places.even[row], places.even[column]] = even[row, column]
        result[places.odd[row], places.odd[column]] = odd[row, column]
      }
    }
    return result
  }

  /// The matrix that takes basis state i to `images[i]`.
  static func permutation(_ images: [Int]) -> SquareMatrix {
    var result = SquareMatrix(
      size: images.count, elements: Array(repeating: .zero, count: images.count * images.count))
    for (index, image) in images.enumerated() { result[image, index] = .one }
    return result
  }

  static let swap = permutation([0, 2, 1, 3])
}

extension Complex {
  /// e^{i pi/4}
  static let eighthTurn = Complex(0.5.squareRoot(), 0.5.squareRoot())
}
