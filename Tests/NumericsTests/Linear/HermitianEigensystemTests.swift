import Numerics
import Testing

@Suite struct HermitianEigensystemTests {
  /// How far the vectors are from orthonormal, and from being multiplied with their values.
  private static func defect(_ system: HermitianEigensystem, of elements: [Complex], size: Int) -> Double {
    var defect = 0.0
    for (place, vector) in system.vectors.enumerated() {
      for (other, second) in system.vectors.enumerated() {
        let product = zip(vector, second).reduce(Complex.zero) { $0 + $1.0.conjugate * $1.1 }
        defect = max(defect, (product - Complex(place == other ? 1 : 0)).magnitude)
      }
      for row in 0..<size {
        let image = (0..<size).reduce(Complex.zero) { $0 + elements[row * size + $1] * vector[$1] }
        defect = max(defect, (image - system.values[place] * vector[row]).magnitude)
      }
    }
    return defect
  }

  private static func random(_ size: Int, seed: UInt64) -> [Complex] {
    var stream = RandomStream(seed: seed).substream("hermitian")
    var elements = Array(repeating: Complex.zero, count: size * size)
    for row in 0..<size {
      elements[row * size + row] = Complex(stream.uniform() - 0.5)
      for column in 0..<row {
        elements[row * size + column] = Complex(stream.uniform() - 0.5, stream.uniform() - 0.5)
        elements[column * size + row] = elements[row * size + column].conjugate
      }
    }
    return elements
  }

  @Test("Values and vectors belong to the matrix", arguments: [1, 2, 3, 8, 30])
  func random(size: Int) throws {
    let elements = Self.random(size, seed: UInt64(size))
    let system = try #require(HermitianEigensystem(elements, size: size))
    #expect(system.values.count == size && system.vectors.count == size)
    #expect(Self.defect(system, of: elements, size: size) < 1e-12)
    #expect(zip(system.values, system.values.dropFirst()).allSatisfy { $0 >= $1 })
  }

  @Test("Equal values have as many vectors as they stand for", arguments: [(1, 6), (2, 6), (3, 6), (6, 6), (40, 64)])
  func equal(rank: Int, size: Int) throws {
    // 1 on some of the eigenvectors of a random matrix, 0 on all others.
    let vectors = try #require(HermitianEigensystem(Self.random(size, seed: 5), size: size)).vectors.prefix(rank)
    var elements = Array(repeating: Complex.zero, count: size * size)
    for vector in vectors {
      for row in 0..<size {
        for column in 0..<size {
          elements[row * size + column] = elements[row * size + column] + vector[row] * vector[column].conjugate
        }
      }
    }
    let system = try #require(HermitianEigensystem(elements, size: size))
    #expect(system.vectors.count == size)
    #expect(Self.defect(system, of: elements, size: size) < 1e-12)
    #expect(system.values.count { $0 > 0.5 } == rank)
  }

  @Test("Numbers that are not finite make no eigensystem", arguments: [Double.nan, .infinity])
  func notFinite(number: Double) {
    #expect(HermitianEigensystem([Complex(1), Complex(number), Complex(number), Complex(2)], size: 2) == nil)
  }
}
