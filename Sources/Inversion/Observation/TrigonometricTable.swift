#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Some functions of a few numbers, each a trigonometric polynomial of every one of them: known everywhere, with their
/// derivatives, from their values on a grid.
struct TrigonometricTable: Sendable {
  private let axes: [InputAngles.Axis]
  /// How many functions there are.
  let width: Int
  /// [product of the axes' 1, cos, sin, cos 2, sin 2 ...][function], the last axis running fastest.
  private let coefficients: [Double]

  /// How many numbers it holds.
  var size: Int { coefficients.count }

  /// Where the functions have to be known: a product of evenly spaced points, the last axis running fastest.
  static func grid(_ axes: [InputAngles.Axis]) -> [[Double]] {
    axes.reduce([[]]) { points, axis in
      let distance = 2 * Double.pi / (Double(axis.pointCount) * axis.unit)
      return points.flatMap { point in (0..<axis.pointCount).map { point + [Double($0) * distance] } }
    }
  }

  /// How many points the grid has; nil where they are more than a limit.
  static func gridSize(_ axes: [InputAngles.Axis], limit: Int) -> Int? {
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
    self.width = width
    var numbers = samples
    var inner = width
    for axis in axes.reversed() {
      Self.transform(&numbers, axis.pointCount, inner: inner)
      inner *= axis.pointCount
    }
    coefficients = numbers
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

  /// The functions at a point.
  func values(at point: [Double]) -> [Double] {
    zip(axes, point).reduce(coefficients) { numbers, pair in
      Self.contract(numbers, Self.features(of: pair.0, at: pair.1).values)
    }
  }

  /// The functions at a point, and their derivatives by each of its numbers.
  func derivatives(at point: [Double]) -> (values: [Double], byAxes: [[Double]]) {
    var values = coefficients
    var byAxes: [[Double]] = []
    for (axis, value) in zip(axes, point) {
      let features = Self.features(of: axis, at: value)
      byAxes = byAxes.map { Self.contract($0, features.values) }
      byAxes.append(Self.contract(values, features.slopes))
      values = Self.contract(values, features.values)
    }
    return (values, byAxes)
  }

  private static func features(of axis: InputAngles.Axis, at value: Double) -> (values: [Double], slopes: [Double]) {
    var values = [1.0]
    var slopes = [0.0]
    for multiple in 0..<axis.degree {
      let frequency = Double(multiple + 1) * axis.unit
      let (cosine, sine) = (cos(frequency * value), sin(frequency * value))
      values += [cosine, sine]
      slopes += [-frequency * sine, frequency * cosine]
    }
    return (values, slopes)
  }

  /// Sums over the slowest index.
  private static func contract(_ numbers: [Double], _ factors: [Double]) -> [Double] {
    let rest = numbers.count / factors.count
    return Array(unsafeUninitializedCapacity: rest) { result, count in
      result.initialize(repeating: 0)
      numbers.withUnsafeBufferPointer { numbers in
        for (feature, factor) in factors.enumerated() where factor != 0 {
          let start = feature * rest
          for place in 0..<rest { result[place] += factor * numbers[start + place] }
        }
      }
      count = rest
    }
  }
}
