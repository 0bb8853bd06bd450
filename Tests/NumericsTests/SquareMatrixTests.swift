import Foundation
import Numerics
import Testing

@Suite struct SquareMatrixTests {
  /// A product of random rotations in all planes, with random phases in front.
  static func randomUnitary(_ size: Int, _ stream: inout RandomStream) -> SquareMatrix {
    var result = SquareMatrix(diagonal: (0..<size).map { _ in .phase(7 * stream.uniform()) })
    for first in 0..<size {
      for second in (first + 1)..<max(size, first + 1) {
        let angle = 7 * stream.uniform()
        let phase = Complex.phase(7 * stream.uniform())
        for column in 0..<size {
          let (upper, lower) = (result[first, column], result[second, column])
          result[first, column] = cos(angle) * upper - sin(angle) * phase.conjugate * lower
          result[second, column] = sin(angle) * phase * upper + cos(angle) * lower
        }
      }
    }
    return result
  }

  @Test("Eigenphases and eigenvectors make the unitary again", arguments: [1, 2, 3, 4, 8, 16, 24])
  func eigensystem(size: Int) {
    var stream = RandomStream(seed: 5).substream(size)
    let unitary = Self.randomUnitary(size, &stream)
    let (phases, vectors) = unitary.unitaryEigensystem()
    #expect((vectors * vectors.adjoint).distance(to: .identity(size)) < 1e-13)
    let again = vectors * SquareMatrix(diagonal: phases.map { .phase($0) }) * vectors.adjoint
    #expect(again.distance(to: unitary) < 1e-13)
  }

  @Test("A unitary on six qubits with many equal eigenvalues has its root")
  func sixQubits() {
    var stream = RandomStream(seed: 8)
    let pair = Self.randomUnitary(4, &stream)
    let rest = SquareMatrix.identity(16)
    let root = SquareMatrix.kronecker(low: rest, high: pair).power(0.5)
    #expect(root.distance(to: .kronecker(low: rest, high: pair.power(0.5))) < 1e-13)
  }

  @Test("Equal and nearly equal eigenvalues are no harm", arguments: [0, 1e-15, 1e-13, 1e-10, 1e-7, 1e-4, 0.1])
  func degenerate(gap: Double) {
    var stream = RandomStream(seed: 6)
    let basis = Self.randomUnitary(8, &stream)
    // Pairs of equal cosines, pairs of equal sines, and triples that are equal up to the gap.
    let phases = [0.4, -0.4, 0.4 + gap, 0.4 - gap, Double.pi - 0.4, Double.pi, -Double.pi + 0.4, 1.9]
    let unitary = basis * SquareMatrix(diagonal: phases.map { .phase($0) }) * basis.adjoint
    for exponent in [0.5, -0.3, 1.7] {
      let expected = basis * SquareMatrix(diagonal: phases.map { .phase($0 * exponent) }) * basis.adjoint
      #expect(unitary.power(exponent).distance(to: expected) < 1e-12, "\(exponent)")
    }
  }

  @Test("The eigenvalue -1 has the phase +pi, whatever the rounding", arguments: [0.0, 1e-16, -1e-16, 1e-13, -1e-13])
  func branch(noise: Double) {
    let matrix = SquareMatrix(diagonal: [.one, Complex(-1, noise)])
    #expect(matrix.power(0.5).distance(to: SquareMatrix(diagonal: [.one, .i])) < 1e-12)
  }

  @Test("Whole powers are products")
  func wholePowers() {
    var stream = RandomStream(seed: 9)
    let unitary = Self.randomUnitary(4, &stream)
    #expect(unitary.power(0) == .identity(4))
    #expect(unitary.power(1) == unitary)
    #expect(unitary.power(-1) == unitary.adjoint)
    #expect(unitary.power(5).distance(to: unitary * unitary * unitary * unitary * unitary) < 1e-14)
    #expect((unitary.power(1_000_003) * unitary.power(-1_000_003)).distance(to: .identity(4)) < 1e-8)
  }

  @Test("Applying a gate to bits equals multiplying by its embedding")
  func application() {
    var stream = RandomStream(seed: 10)
    let gate = Self.randomUnitary(2, &stream)
    let start = Self.randomUnitary(8, &stream)
    let identity = SquareMatrix.identity(2)
    let embedded = SquareMatrix.kronecker(low: .kronecker(low: identity, high: gate), high: identity)
    var applied = start
    applied.apply(gate, at: [1])
    #expect(applied.distance(to: embedded * start) < 1e-15)

    let pair = Self.randomUnitary(4, &stream)
    var crossed = SquareMatrix.identity(8)
    crossed.apply(pair, at: [2, 0])
    var straight = SquareMatrix.identity(4)
    straight.apply(pair, at: [1, 0])
    for row in 0..<8 {
      for column in 0..<8 {
        let inPlace = row & 2 == column & 2
        let reduced = straight[row & 1 | row >> 1 & 2, column & 1 | column >> 1 & 2]
        #expect((crossed[row, column] - (inPlace ? reduced : .zero)).magnitude < 1e-15)
      }
    }
  }

  @Test("Controls are the less significant bits and keep their polarity")
  func controls() {
    let exchange = SquareMatrix(rows: [[.zero, .one], [.one, .zero]])
    let controlled = exchange.controlled(by: [true, false])
    for column in 0..<8 {
      let image = column & 3 == 1 ? column ^ 4 : column
      #expect(controlled[image, column] == .one)
    }
  }
}
