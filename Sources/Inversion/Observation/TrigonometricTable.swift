#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Simulation

/// Some functions of a few numbers, each a trigonometric polynomial of every one of them: known everywhere, with their
/// derivatives, from their values on a grid.
struct TrigonometricTable: Sendable {
  private let axes: [InputAngles.Axis]
  /// [product of the axes' 1, cos, sin, cos 2, sin 2 ...][function], the last axis running fastest.
  private let table: TensorContraction

  /// The coefficients, [product of the axes' features][function].
  var coefficients: [Double] { table.numbers }

  /// How many functions there are.
  var width: Int { table.width }
  /// How many numbers it holds.
  var size: Int { table.size }

  /// Where the functions have to be known: a product of evenly spaced points, the last axis running fastest.
  static func grid(_ axes: [InputAngles.Axis]) -> [[Double]] {
    axes.reduce([[]]) { points, axis in
      let distance = 2 * Double.pi / (Double(axis.pointCount) * axis.unit)
      return points.flatMap { point in (0..<axis.pointCount).map { point + [Double($0) * distance] } }
    }
  }

  /// How many points the grid has; nil where they are more than a limit, or nothing depends on any input.
  static func gridSize(_ axes: [InputAngles.Axis], limit: Int) -> Int? {
    guard !axes.isEmpty else { return nil }
    var size = 1
    for axis in axes {
      size *= axis.pointCount
      guard size <= limit else { return nil }
    }
    return size
  }

  /// From values at the points of the grid, [point][function].
  init(_ axes: [InputAngles.Axis], samples: [Double], width: Int) {
    self.axes = axes
    var numbers = samples
    var inner = width
    for axis in axes.reversed() {
      Self.transform(&numbers, axis.pointCount, inner: inner)
      inner *= axis.pointCount
    }
    table = TensorContraction(numbers, counts: axes.map(\.pointCount), width: width)
  }

  /// Replaces the values along one axis by their Fourier coefficients.
  private static func transform(_ numbers: inout [Double], _ count: Int, inner: Int) {
    let size = Double(count)
    let rows = (0..<count).map { feature in
      (0..<count).map { point in
        let angle = 2 * Double.pi * Double((feature + 1) / 2 * point % count) / size
        return feature == 0 ? 1 / size : 2 / size * (feature.isMultiple(of: 2) ? sin(angle) : cos(angle))
      }
    }
    let block = count * inner
    var result = Array(repeating: 0.0, count: numbers.count)
    numbers.withUnsafeBufferPointer { numbers in
      result.withUnsafeMutableBufferPointer { result in
        for start in stride(from: 0, to: numbers.count, by: block) {
          for feature in 0..<count {
            for point in 0..<count {
              let (factor, to, from) = (rows[feature][point], start + feature * inner, start + point * inner)
              for place in 0..<inner { result[to + place] += factor * numbers[from + place] }
            }
          }
        }
      }
    }
    numbers = result
  }

  /// The functions at some points, [point][function]; where they are wanted, behind each point's functions their
  /// derivatives by each of its numbers. Points stand one after the other.
  func values(at points: [Double], wantsSlopes: Bool, threads: Int = 1) -> TensorContraction.Sums {
    var factors: [Double] = []
    var slopes: [Double] = []
    let lists = axes.isEmpty ? 1 : points.count / axes.count
    let count = lists * axes.reduce(0) { $0 + $1.pointCount - 1 }
    factors.reserveCapacity(count)
    slopes.reserveCapacity(wantsSlopes ? count : 0)
    for (place, value) in points.enumerated() {
      let axis = axes[place % axes.count]
      for multiple in 0..<axis.degree {
        let frequency = Double(multiple + 1) * axis.unit
        let (cosine, sine) = (cos(frequency * value), sin(frequency * value))
        factors.append(cosine)
        factors.append(sine)
        guard wantsSlopes else { continue }
        slopes.append(-frequency * sine)
        slopes.append(frequency * cosine)
      }
    }
    return table.sums(factors, slopes: wantsSlopes ? slopes : nil, lists: lists, threads: threads)
  }

  /// The functions at one point.
  func values(at point: [Double]) -> [Double] {
    Array(values(at: point, wantsSlopes: false).numbers.prefix(width))
  }
}
