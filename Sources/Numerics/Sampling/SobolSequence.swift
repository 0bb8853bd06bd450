/// Points that fill the unit cube more evenly than random ones: Sobol's sequence in the order of Gray's code (Antonov
/// and Saleev, USSR Comput. Math. Math. Phys. 19 (1979) 252) with Joe and Kuo's direction numbers.
///
/// Of every 2^k points from a multiple of 2^k on, each dyadic interval of length 2^-k holds one, in each dimension. A
/// digital shift keeps that and makes each point uniform, so the means over differently shifted sequences are
/// independent and without bias. The sequence without a shift begins in the corner 0.
package struct SobolSequence: Sendable {
  package static let largestDimensionCount = 1 + SobolDirections.entries.count

  package let dimensionCount: Int
  /// The place in the sequence of the point that comes next.
  package private(set) var index = 0
  /// Of each dimension, what the bits of an index contribute: 64 numbers, the lowest bit's first.
  private let directions: [UInt64]
  private let shift: [UInt64]
  /// The point that comes next, in multiples of 2^-64.
  private var state: [UInt64]

  /// Nil without a dimension, and for more dimensions than there are direction numbers.
  package init?(dimensionCount: Int) { self.init(dimensionCount: dimensionCount) { 0 } }

  /// A sequence with a digital shift, which the stream draws for each dimension; nil as without.
  package init?(dimensionCount: Int, shiftedBy stream: RandomStream) {
    var stream = stream
    self.init(dimensionCount: dimensionCount) { stream.next() }
  }

  private init?(dimensionCount: Int, nextShift: () -> UInt64) {
    guard 1...Self.largestDimensionCount ~= dimensionCount else { return nil }
    self.dimensionCount = dimensionCount
    directions = (0..<dimensionCount).flatMap(Self.directions)
    shift = (0..<dimensionCount).map { _ in nextShift() }
    state = shift
  }

  /// The next point; each coordinate is a multiple of 2^-53 in [0, 1).
  package mutating func next() -> [Double] { next(1) }

  /// The next points, one after the other.
  /// - Precondition: not fewer than none.
  package mutating func next(_ count: Int) -> [Double] {
    var points = Array(repeating: 0.0, count: count * dimensionCount)
    for point in 0..<count {
      let changed = (~index).trailingZeroBitCount
      for dimension in 0..<dimensionCount {
        points[point * dimensionCount + dimension] = Self.coordinate(of: state[dimension])
        state[dimension] ^= directions[dimension * Self.bitCount + changed]
      }
      index &+= 1
    }
    return points
  }

  /// The point at a place of the sequence, whichever comes next.
  /// - Precondition: the place is not negative.
  package func point(at index: Int) -> [Double] { bits(at: index).map(Self.coordinate) }

  /// Lets the point at a place come next.
  /// - Precondition: the place is not negative.
  package mutating func seek(to index: Int) {
    self.index = index
    state = bits(at: index)
  }

  private func bits(at index: Int) -> [UInt64] {
    precondition(index >= 0)
    var result = shift
    var code = index ^ (index >> 1)
    while code != 0 {
      let bit = code.trailingZeroBitCount
      for dimension in result.indices { result[dimension] ^= directions[dimension * Self.bitCount + bit] }
      code &= code - 1
    }
    return result
  }

  private static func coordinate(of bits: UInt64) -> Double { Double(bits >> 11) * 0x1p-53 }

  private static let bitCount = UInt64.bitWidth

  /// The direction numbers of a dimension, by the recurrence of its polynomial.
  private static func directions(of dimension: Int) -> [UInt64] {
    guard dimension > 0 else { return (1...bitCount).map { 1 << UInt64(bitCount - $0) } }
    let entry = SobolDirections.entries[dimension - 1]
    let degree = entry.degree
    var found = ([1] + entry.beginning).enumerated().map { $0.element << UInt64(bitCount - 1 - $0.offset) }
    for place in degree..<bitCount {
      var number = found[place - degree] ^ (found[place - degree] >> UInt64(degree))
      for back in 1..<max(1, degree) where entry.polynomial >> UInt64(degree - back) & 1 == 1 {
        number ^= found[place - back]
      }
      found.append(number)
    }
    return found
  }
}
