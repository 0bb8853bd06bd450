internal import Numerics

/// How well points fit, at a glance: by a form of their states alone, in units in which it differs among points as much
/// as the directions of values do.
struct StartView {
  private let form: GradientForm
  private let scale: Double

  /// From points at random, which stand one after the other, and how far the directions there go along the target's.
  init(_ form: GradientForm, at inputs: [Double], overlaps: [Double]) throws(InversionError) {
    self.form = form
    let spread = Self.spread(of: try form.values(at: inputs))
    scale = spread > 0 ? Self.spread(of: overlaps) / spread : 0
  }

  /// Of those that are numbers.
  private static func spread(of values: [Double]) -> Double {
    let values = values.filter(\.isFinite)
    let count = Double(max(1, values.count))
    let mean = values.reduce(0, +) / count
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
  }

  /// Those of the points, which stand one after the other, that fit best, the best first.
  func best(_ count: Int, of inputs: [Double]) throws(InversionError) -> [Double] {
    let width = form.inputCount
    return try form.values(at: inputs).enumerated().filter(\.element.isFinite)
      .sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }.prefix(count)
      .flatMap { inputs[$0.offset * width..<($0.offset + 1) * width] }
  }

  /// In place of those of the squared distance between directions, less a constant.
  func slopes(at points: [Double]) throws(InversionError) -> Slopes {
    let found = try form.gradients(at: points)
    return Slopes(costs: found.values.map { -2 * scale * $0 }, falls: found.gradients.map { scale * $0 })
  }
}
