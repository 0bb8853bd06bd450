import Gradients
import Numerics
import Testing

@Suite("The whitening of gradients") struct WhitenerTests {
  /// A random covariance; a lesser share makes its components' own noise less.
  private static func covariance(_ size: Int, vectors: Int, own: Double = 1, seed: UInt64 = 1) -> Covariance {
    var stream = RandomStream(seed: seed)
    var result = Covariance(zerosOf: size)
    for index in 0..<size { result.add(variance: own * (0.5 + stream.uniform()), to: index) }
    for _ in 0..<vectors { result.add((0..<size).map { (index: $0, value: 2 * stream.uniform() - 1) }) }
    return result
  }

  private static func dense(_ covariance: Covariance) -> RealMatrix {
    RealMatrix(rowCount: covariance.count, columnCount: covariance.count, elements: covariance.matrix)
  }

  private static func expectInverse(_ whitener: Whitener, of covariance: Covariance, within tolerance: Double) throws {
    let (size, matrix) = (covariance.count, dense(covariance))
    let root = whitener.whitened(columns: .identity(size))
    #expect((root * matrix * root.transposed).distance(to: .identity(size)) < tolerance)
    #expect((root.gram * matrix).distance(to: .identity(size)) < tolerance)
    let system = try #require(SymmetricEigensystem(matrix))
    #expect((whitener.logarithmOfDeterminant - system.values.reduce(0) { $0 + logarithm($1) }).magnitude < tolerance)
    let vector = (0..<size).map { Double($0 % 5) - 1.7 }
    let inverse = try #require(CholeskyFactor(matrix)).solve(vector)
    let expected = zip(vector, inverse).reduce(0) { $0 + $1.0 * $1.1 }
    #expect((whitener.quadraticForm(vector) / expected - 1).magnitude < tolerance)
    #expect(zip(whitener.whitened(vector), root.times(vector)).allSatisfy { ($0 - $1).magnitude < tolerance })
  }

  /// The power series of 2 artanh((x - 1) / (x + 1)), after halvings: no C library is needed for a test.
  private static func logarithm(_ value: Double) -> Double {
    let share = (value.significand - 1) / (value.significand + 1)
    var (sum, power) = (0.0, share)
    for term in 0..<40 {
      sum += 2 * power / Double(2 * term + 1)
      power *= share * share
    }
    return sum + Double(value.exponent) * 0.6931471805599453
  }

  @Test(
    "The noise becomes white, with few vectors or many",
    arguments: [(1, 0), (1, 1), (4, 0), (5, 1), (12, 3), (12, 6), (12, 7), (12, 20), (40, 2)])
  func random(size: Int, vectors: Int) throws {
    for seed in 0..<5 {
      let covariance = Self.covariance(size, vectors: vectors, seed: UInt64(seed))
      try Self.expectInverse(#require(covariance.whitener), of: covariance, within: 1e-12)
    }
  }

  @Test("So it does where components have little noise of their own, or none", arguments: [1e-4, 1e-8, 1e-11])
  func littleOwnNoise(own: Double) throws {
    let covariance = Self.covariance(8, vectors: 2, own: own)
    try Self.expectInverse(#require(covariance.whitener), of: covariance, within: 1e-14 / own)
    let shared = Self.covariance(6, vectors: 12, own: 0)
    try Self.expectInverse(#require(shared.whitener), of: shared, within: 1e-10)
  }

  @Test("Units do not matter, however far apart")
  func units() throws {
    for vectors in [2, 12] {
      let covariance = Self.covariance(8, vectors: vectors)
      let units = (0..<8).map { Double(sign: .plus, exponent: 20 * ($0 - 4), significand: 1) }
      var scaled = Covariance(zerosOf: 8)
      for (index, unit) in units.enumerated() {
        scaled.add(variance: covariance.diagonal[index] * unit * unit, to: index)
      }
      for vector in covariance.vectors {
        scaled.add(units.enumerated().map { (index: $0.offset, value: vector[$0.offset] * $0.element) })
      }
      let whitener = try #require(covariance.whitener)
      let other = try #require(scaled.whitener)
      let vector = (0..<8).map { Double($0) - 3.5 }
      let expected = whitener.whitened(vector)
      let found = other.whitened(zip(vector, units).map { $0 * $1 })
      #expect(zip(expected, found).allSatisfy { ($0 - $1).magnitude < 1e-12 })
    }
  }

  @Test("A singular covariance has no whitener, nor has one that is not finite")
  func singular() {
    #expect(Self.covariance(6, vectors: 3, own: 0).whitener == nil)
    #expect(Self.covariance(6, vectors: 3, own: 1e-18).whitener == nil)
    #expect(Covariance(zerosOf: 3).whitener == nil)
    var covariance = Self.covariance(4, vectors: 1)
    covariance.add(variance: .infinity, to: 2)
    #expect(covariance.whitener == nil)
    covariance = Self.covariance(4, vectors: 1)
    covariance.add([(0, .nan), (1, 1)])
    #expect(covariance.whitener == nil)
  }

  @Test("Exact components are named, and the rest has a whitener")
  func exact() throws {
    var covariance = Covariance(zerosOf: 5)
    covariance.add(variance: 2, to: 0)
    covariance.add(variance: 1, to: 3)
    covariance.add([(3, 1), (4, 2)])
    covariance.add([(0, 1), (4, -1)])
    #expect(covariance.exactComponents == [1, 2] && covariance.noisyComponents == [0, 3, 4])
    #expect(covariance.whitener == nil)
    let rest = covariance.restricted(to: covariance.noisyComponents)
    #expect(rest.matrix == [3, 0, -1, 0, 2, 2, -1, 2, 5])
    try Self.expectInverse(#require(rest.whitener), of: rest, within: 1e-13)
    #expect(covariance.restricted(to: [4, 3]).matrix == [5, 2, 2, 2])
    #expect(covariance.restricted(to: []).whitener?.logarithmOfDeterminant == 0)
  }
}
