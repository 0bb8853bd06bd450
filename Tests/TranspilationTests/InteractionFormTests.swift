import Circuits
import Numerics
import Testing
import Transpilation

@Suite struct InteractionFormTests {
  /// A random unitary matrix: the columns of random numbers, made orthonormal.
  static func randomUnitary(_ size: Int, _ stream: inout RandomStream) -> SquareMatrix {
    func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + stream.uniform() } }
    var columns: [[Complex]] = []
    while columns.count < size {
      var column = (0..<size).map { _ in Complex(normal(), normal()) }
      for _ in 0..<2 {
        for other in columns {
          let overlap = zip(other, column).reduce(Complex.zero) { $0 + $1.0.conjugate * $1.1 }
          column = zip(column, other).map { $0 - overlap * $1 }
        }
      }
      let length = column.reduce(0) { $0 + $1.squaredMagnitude }.squareRoot()
      columns.append(column.map { (1 / length) * $0 })
    }
    return SquareMatrix(size: size, elements: (0..<size * size).map { columns[$0 % size][$0 / size] })
  }

  @Test("Random gates on two qubits take three cx, three interactions or three iswaps")
  func randomGates() {
    var stream = RandomStream(seed: 5).substream("gates")
    for _ in 0..<150 {
      let matrix = Self.randomUnitary(4, &stream)
      let form = InteractionForm(matrix)
      #expect(form.cxCount == 3)
      for pieces in [form.withCX, form.withIsing, SynthesisPiece.withISwap(matrix)] {
        #expect(SynthesisPiece.interactionCount(pieces) == 3)
        #expect(SynthesisPiece.matrix(of: pieces).distanceUpToPhase(to: matrix) < 1e-12)
      }
    }
  }

  @Test(
    "Known gates take as few as they can, whatever gates on one qubit surround them",
    arguments: [
      ("cx", [], 1, 1, 2), ("cz", [], 1, 1, 2), ("ecr", [], 1, 1, 2), ("ch", [], 1, 1, 2), ("swap", [], 3, 3, 3),
      ("iswap", [], 2, 2, 1), ("dcx", [], 2, 2, 1), ("rzz", [0.3], 2, 1, 2), ("cp", [0.7], 2, 1, 2),
      ("crx", [0.7], 2, 1, 2), ("xx_plus_yy", [0.9, 0.2], 2, 2, 2), ("rzz", [0], 0, 0, 0),
      ("rzz", [Double.pi], 0, 0, 0),
      ("rxx", [Double.pi / 2], 1, 1, 2), ("cs", [], 2, 1, 2), ("pswap", [0.4], 3, 3, 3),
    ] as [(String, [Double], Int, Int, Int)])
  func knownGates(name: String, angles: [Double], cx: Int, ising: Int, iswap: Int) throws {
    var stream = RandomStream(seed: 6).substream(name)
    let bare = try #require(StandardGate(name)).definition.matrix(angles)
    for round in 0..<20 {
      var matrix = bare
      if round > 0 {
        let sides = (0..<2).map { _ in
          SquareMatrix.kronecker(low: Self.randomUnitary(2, &stream), high: Self.randomUnitary(2, &stream))
        }
        matrix = sides[0] * bare * sides[1]
      }
      let form = InteractionForm(matrix)
      #expect(form.cxCount == cx)
      let ways = [(form.withCX, cx), (form.withIsing, ising), (SynthesisPiece.withISwap(matrix), iswap)]
      for (pieces, count) in ways {
        #expect(SynthesisPiece.interactionCount(pieces) == count)
        #expect(SynthesisPiece.matrix(of: pieces).distanceUpToPhase(to: matrix) < 1e-11)
      }
    }
  }

  @Test("Gates close to simpler ones are still exact")
  func nearlyDegenerate() {
    var stream = RandomStream(seed: 7).substream("near")
    for exponent in 1...14 {
      for _ in 0..<20 {
        let size = Double(sign: .plus, exponent: -3 * exponent, significand: 1)
        let pieces: [SynthesisPiece] = [
          .local(Self.randomUnitary(2, &stream), wire: 0), .ising(size),
          .local(Self.randomUnitary(2, &stream), wire: 1),
          .cx(control: 0, target: 1), .ising(size * stream.uniform()),
        ]
        let matrix = SynthesisPiece.matrix(of: pieces)
        #expect(SynthesisPiece.matrix(of: InteractionForm(matrix).withCX).distanceUpToPhase(to: matrix) < 1e-10)
      }
    }
  }
}
