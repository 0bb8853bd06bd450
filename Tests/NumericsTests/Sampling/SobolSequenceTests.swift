import Numerics
import Testing

@Suite struct SobolSequenceTests {
  private struct Results: Decodable {
    /// Place in the sequence, dimension, coordinate.
    let points: [[Double]]
  }

  @Test("Points are those of SciPy, in every dimension")
  func scipy() throws {
    let expected = try GoldenNumbers.read(Results.self, from: "sampling.json").points
    var sequence = try #require(SobolSequence(dimensionCount: 512))
    let points = (0..<1025).map { _ in sequence.next() }
    #expect(expected.count > 1600)
    #expect(expected.allSatisfy { points[Int($0[0])][Int($0[1])] == $0[2] })
  }

  @Test("Each dyadic interval gets one point of a block, shifted or not", arguments: [nil, 1, 2] as [UInt64?])
  func dyadic(seed: UInt64?) throws {
    let (count, dimensionCount) = (256, 300)
    var sequence = try #require(
      seed.map { SobolSequence(dimensionCount: dimensionCount, shiftedBy: RandomStream(seed: $0)) }
        ?? SobolSequence(dimensionCount: dimensionCount))
    sequence.seek(to: 3 * count)
    let points = (0..<count).map { _ in sequence.next() }
    for dimension in 0..<dimensionCount {
      let intervals = Set(points.map { Int($0[dimension] * Double(count)) })
      #expect(intervals == Set(0..<count))
    }
  }

  /// The first two dimensions make a net of strength 0: any dyadic box of area 2^-k holds one of 2^k points.
  @Test("Each dyadic box of two dimensions gets one point", arguments: 0...6)
  func boxes(bits: Int) throws {
    var sequence = try #require(SobolSequence(dimensionCount: 2, shiftedBy: RandomStream(seed: 5)))
    let boxes = (0..<64).map { _ in
      let point = sequence.next()
      return Int(point[0] * Double(1 << bits)) << (6 - bits) | Int(point[1] * Double(1 << (6 - bits)))
    }
    #expect(Set(boxes).count == 64)
  }

  @Test("A point is the same by its place, and after seeking it", arguments: [0, 1, 255, 256, 1_000_003, Int.max - 1])
  func access(place: Int) throws {
    var sequence = try #require(SobolSequence(dimensionCount: 40, shiftedBy: RandomStream(seed: 3)))
    let point = sequence.point(at: place)
    if place < 1000 {
      var walked = sequence
      for _ in 0..<place { _ = walked.next() }
      #expect(walked.index == place && walked.next() == point)
    }
    sequence.seek(to: place)
    #expect(sequence.next() == point && sequence.next() == sequence.point(at: place + 1))
    sequence.seek(to: place)
    #expect(sequence.next(2) == point + sequence.point(at: place + 1))
    #expect(point.allSatisfy { 0 <= $0 && $0 < 1 })
  }

  @Test("Seeds give different starts, the same seed the same")
  func seeds() throws {
    let starts = try (0..<20).map { seed in
      try #require(SobolSequence(dimensionCount: 3, shiftedBy: RandomStream(seed: UInt64(seed)))).point(at: 0)
    }
    #expect(Set(starts).count == 20)
    #expect(SobolSequence(dimensionCount: 3, shiftedBy: RandomStream(seed: 0))?.point(at: 0) == starts[0])
  }

  @Test("More dimensions than the table has are refused, and none", arguments: [-1, 0, 513, Int.max])
  func refused(dimensionCount: Int) {
    #expect(SobolSequence(dimensionCount: dimensionCount) == nil)
    #expect(SobolSequence(dimensionCount: dimensionCount, shiftedBy: RandomStream(seed: 1)) == nil)
    #expect(SobolSequence.largestDimensionCount == 512)
  }
}
