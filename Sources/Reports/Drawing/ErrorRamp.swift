#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Steps of colour for errors, by decades where all errors are positive and differ much.
struct ErrorRamp: Sendable {
  static let stepCount = 9

  let low: Double
  let high: Double
  let isLogarithmic: Bool

  /// Nil where no error can be coloured.
  init?(_ errors: [Double?]) {
    let known = errors.compactMap(\.self).filter { $0.isFinite && abs($0) < 1e290 }
    guard let low = known.min(), let high = known.max() else { return nil }
    (self.low, self.high) = (low, high)
    isLogarithmic = low > 0 && high / low > 10
  }

  /// The step of an error, 0 for the smallest; nil where it is not known.
  func step(of error: Double?) -> Int? {
    guard let error, error.isFinite else { return nil }
    let fraction =
      isLogarithmic ? (log(error) - log(low)) / (log(high) - log(low)) : (error - low) / (high - low)
    guard fraction.isFinite else { return low == high ? Self.stepCount / 2 : Self.stepCount - 1 }
    return Int((min(max(fraction, 0), 1) * Double(Self.stepCount - 1)).rounded())
  }

  /// Draws the steps with the errors at their ends; the title stands above.
  func draw(_ title: String, atX x: Double, width: Double, on canvas: inout ChartCanvas) {
    let top = canvas.height
    let words = isLogarithmic ? "\(title), by decades" : title
    canvas.text(ChartCanvas.fitted(words, width: width), x: x, y: top + 14, style: "axis-title")
    let side = min(width, 260) / Double(Self.stepCount)
    for step in 0..<Self.stepCount {
      canvas.rectangle(x: x + Double(step) * side, y: top + 23, width: side, height: 10, style: "e\(step)")
    }
    canvas.text(NumberText.rounded(low), x: x, y: top + 49, style: "muted")
    canvas.text(NumberText.rounded(high), x: x + min(width, 260), y: top + 49, anchor: .end, style: "muted")
  }
}
