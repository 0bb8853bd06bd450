package import Numerics

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The one-qubit matrices that translations are made of.
extension SquareMatrix {
  static let hadamard = Complex(0.5.squareRoot()) * SquareMatrix(rows: [[.one, .one], [.one, -.one]])
  static let pauliX = SquareMatrix(rows: [[.zero, .one], [.one, .zero]])
  static let pauliY = SquareMatrix(rows: [[.zero, -.i], [.i, .zero]])
  static let pauliZ = SquareMatrix(diagonal: [.one, -.one])
  static let phaseGate = SquareMatrix(diagonal: [.one, .i])
  static let exchange = SquareMatrix(
    rows: [
      [.one, .zero, .zero, .zero], [.zero, .zero, .one, .zero], [.zero, .one, .zero, .zero],
      [.zero, .zero, .zero, .one],
    ])

  static func turnZ(_ angle: Double) -> SquareMatrix {
    SquareMatrix(diagonal: [.phase(-angle / 2), .phase(angle / 2)])
  }

  static func turnX(_ angle: Double) -> SquareMatrix { hadamard * turnZ(angle) * hadamard }

  static func turnY(_ angle: Double) -> SquareMatrix { phaseGate * turnX(angle) * phaseGate.adjoint }

  /// The distance to another unitary matrix after the global phase that brings the two together.
  package func distanceUpToPhase(to other: SquareMatrix) -> Double {
    var overlap = Complex.zero
    for (mine, theirs) in zip(elements, other.elements) { overlap += theirs.conjugate * mine }
    return distance(to: .phase(overlap.argument) * other)
  }

  /// The factors of a matrix that is a Kronecker product of two 2x2 ones, each unitary.
  var kroneckerFactors: (low: SquareMatrix, high: SquareMatrix) {
    var place = 0
    for index in elements.indices where elements[index].squaredMagnitude > elements[place].squaredMagnitude {
      place = index
    }
    let (row, column) = (place / 4, place % 4)
    var low = SquareMatrix.identity(2)
    var high = SquareMatrix.identity(2)
    for first in 0..<2 {
      for second in 0..<2 {
        low[first, second] = self[row & 2 | first, column & 2 | second]
        high[first, second] = self[first << 1 | row & 1, second << 1 | column & 1]
      }
    }
    return (low.normalised, high.normalised)
  }

  /// The multiple of a multiple of a unitary 2x2 matrix that is unitary.
  private var normalised: SquareMatrix {
    let length = (self[0, 0].squaredMagnitude + self[0, 1].squaredMagnitude).squareRoot()
    return length > 0 ? Complex(1 / length) * self : self
  }
}

/// A unitary 2x2 matrix, up to its phase, as Rz(phi) Ry(theta) Rz(lambda) with theta from 0 to pi.
struct EulerAngles {
  let theta: Double
  let phi: Double
  let lambda: Double

  private static let tolerance = 1e-12

  init(_ matrix: SquareMatrix) {
    let (cosine, sine) = (matrix[0, 0].magnitude, matrix[1, 0].magnitude)
    if sine < Self.tolerance {
      (theta, phi, lambda) = (0, matrix[1, 1].argument - matrix[0, 0].argument, 0)
    } else if cosine < Self.tolerance {
      (theta, phi, lambda) = (.pi, matrix[1, 0].argument - matrix[0, 1].argument - .pi, 0)
    } else {
      let angle = 2 * atan2(sine, cosine)
      theta = (angle - .pi / 2).magnitude < Self.tolerance ? .pi / 2 : angle
      phi = matrix[1, 0].argument - matrix[0, 0].argument
      lambda = matrix[1, 1].argument - matrix[1, 0].argument
    }
  }
}
