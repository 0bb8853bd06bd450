#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Numerics

/// How densely starts should lie: where values change fast, valleys are narrow, and more starts are needed to meet one.
///
/// A valley is the narrower, the larger the volume v = sqrt(det J^T J) that a small cube of inputs takes among the values.
/// Where inputs may lie anywhere, densities like the root of v need the fewest starts on average: sum of v / d is least
/// there. Along each input, the geometric mean over all others counts.
struct StartDensity {
  /// Of each number, the shares of all starts that end before each of as many equal pieces of its range, and 1.
  private let bounds: [[Double]]

  private static let pieceCount = 16

  /// Of points of a unit cube, and ln det J^T J at each, which counts where it is finite.
  init(_ points: [[Double]], logDeterminants: [Double]) {
    bounds = (0..<(points.first?.count ?? 0)).map { place in
      var sums = Array(repeating: 0.0, count: Self.pieceCount)
      var counts = sums
      for (point, logarithm) in zip(points, logDeterminants) where logarithm.isFinite {
        let piece = min(Self.pieceCount - 1, Int(point[place] * Double(Self.pieceCount)))
        sums[piece] += logarithm / 4
        counts[piece] += 1
      }
      return Self.bounds(zip(sums, counts).map { $1 > 0 ? $0 / $1 : nil })
    }
  }

  /// Pieces that nothing is known of get as much as the sparsest.
  private static func bounds(_ logarithms: [Double?]) -> [Double] {
    let known = logarithms.compactMap(\.self)
    guard let least = known.min(), let greatest = known.max() else {
      return (0...pieceCount).map { Double($0) / Double(pieceCount) }
    }
    let shares = logarithms.map { exp(($0 ?? least) - greatest) }
    let sum = shares.reduce(0, +)
    return shares.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1 / sum) }
  }

  /// Where evenly spread points of the unit cube belong, which stand one after the other.
  func moved(_ points: [Double]) -> [Double] {
    var moved = points
    moved.withUnsafeMutableBufferPointer { points in
      for (place, bounds) in bounds.enumerated() {
        for number in stride(from: place, to: points.count, by: self.bounds.count) {
          points[number] = Self.moved(points[number], bounds)
        }
      }
    }
    return moved
  }

  private static func moved(_ number: Double, _ bounds: [Double]) -> Double {
    var piece = 0
    while piece < pieceCount - 1, bounds[piece + 1] <= number { piece += 1 }
    let width = bounds[piece + 1] - bounds[piece]
    let share = width > 0 ? min(1, (number - bounds[piece]) / width) : 0.5
    return (Double(piece) + share) / Double(pieceCount)
  }
}
