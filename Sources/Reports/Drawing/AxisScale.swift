#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Where values lie along an axis, and its ticks; the first and last ticks enclose all values.
package struct AxisScale: Sendable {
  package struct Tick: Sendable {
    package var value: Double
    /// Nil for the small ticks between.
    package var label: String?
  }

  package let scale: ChartAxis.Scale
  package let low: Double
  package let high: Double
  package let ticks: [Tick]

  /// Values beyond are drawn as these, so that no difference overflows and no quotient vanishes.
  private static let largest = 1e290
  private static let smallest = 1e-290

  /// An axis that covers all values that can be drawn on it; nil where there are none.
  ///
  /// There are about `labelCount` labels.
  package init?(covering values: some Sequence<Double>, scale: ChartAxis.Scale, labelCount: Int) {
    var range: (low: Double, high: Double)?
    for value in values {
      guard let value = Self.drawable(value, scale) else { continue }
      range = range.map { (min($0.low, value), max($0.high, value)) } ?? (value, value)
    }
    guard let range else { return nil }
    self.scale = scale
    switch scale {
    case .linear: ticks = Self.linearTicks(range.low, range.high, labelCount: max(2, labelCount))
    case .logarithmic: ticks = Self.logarithmicTicks(range.low, range.high, labelCount: max(2, labelCount))
    }
    low = min(range.low, ticks.first?.value ?? range.low)
    high = max(range.high, ticks.last?.value ?? range.high)
  }

  /// Whether a value has a place on an axis.
  static func isDrawable(_ value: Double, _ scale: ChartAxis.Scale) -> Bool { drawable(value, scale) != nil }

  private static func drawable(_ value: Double, _ scale: ChartAxis.Scale) -> Double? {
    guard value.isFinite else { return nil }
    switch scale {
    case .linear: return abs(value) < smallest ? 0 : min(max(value, -largest), largest)
    case .logarithmic: return value > 0 ? min(max(value, smallest), largest) : nil
    }
  }

  /// How far along the axis a value lies, from 0 to 1; nil where it has no place.
  package func position(of value: Double) -> Double? {
    guard let value = Self.drawable(value, scale) else { return nil }
    let fraction =
      switch scale {
      case .linear: (value - low) / (high - low)
      case .logarithmic: (log10(value) - log10(low)) / (log10(high) - log10(low))
      }
    return fraction.isFinite ? min(max(fraction, 0), 1) : 0.5
  }

  /// The place of an interval's end: what lies beyond the axis is at its end.
  package func position(ofEnd value: Double) -> Double? {
    if value.isNaN { return nil }
    return position(of: value) ?? (value > 0 ? 1 : 0)
  }
}

extension AxisScale {
  /// Multiples of 1, 2 or 5 times a power of ten.
  private static func linearTicks(_ low: Double, _ high: Double, labelCount: Int) -> [Tick] {
    var (low, high) = (low, high)
    if high - low <= 1e-9 * max(abs(low), abs(high)) {
      let margin = low == 0 ? 1 : abs(low) / 2
      (low, high) = (low - margin, high + margin)
    } else if low > 0, low < 0.3 * high {
      low = 0
    } else if high < 0, high > 0.3 * low {
      high = 0
    }
    let least = (high - low) / Double(labelCount)
    let exponent = Int(floor(log10(least)))
    let unit = Decimal(digits: 1, exponent: exponent).value
    let factor = [1, 2, 5].first { Double($0) * unit >= least * (1 - 1e-9) } ?? 10
    let step = Double(factor) * unit
    let first = Int(floor(low / step + 1e-6))
    let last = max(Int(ceil(high / step - 1e-6)), first + 1)
    return labelled((first...last).map { Decimal(digits: $0 * factor, exponent: exponent) })
  }

  private typealias Decimal = NumberText.Decimal

  /// All numbers with a label, all with powers of ten or none.
  private static func labelled(_ numbers: [Decimal], where isLabelled: (Int) -> Bool = { _ in true }) -> [Tick] {
    let shown = numbers.indices.filter(isLabelled)
    let isScientific = shown.contains { !numbers[$0].isShort }
    let labels = Set(shown)
    return numbers.enumerated().map { index, number in
      Tick(value: number.value, label: labels.contains(index) ? number.text(isScientific: isScientific) : nil)
    }
  }

  /// One digit times a power of ten, as which an axis of decades begins and ends.
  private struct LeadingDigit {
    var digit: Int
    var exponent: Int

    init(_ value: Double, rounding: (Double) -> Double) {
      exponent = Int(floor(log10(value)))
      let exact = value / Decimal(digits: 1, exponent: exponent).value
      digit = Int(min(max(rounding(exact), 1), 10))
    }

    var place: Int { exponent * 9 + digit - 1 }
  }

  /// All single digits times powers of ten; labels at the powers, or at more where those are few.
  private static func logarithmicTicks(_ low: Double, _ high: Double, labelCount: Int) -> [Tick] {
    let isPoint = high / low < 1 + 1e-9
    let bottom = LeadingDigit(isPoint ? max(low / 2, smallest) : low) { floor($0 + 1e-9) }
    let top = LeadingDigit(isPoint ? high * 2 : high) { ceil($0 - 1e-9) }
    // A digit of 10 is the next power's 1; nine places a decade count both the same.
    let places = bottom.place...max(top.place, bottom.place + 1)
    let numbers = places.map { place in
      let exponent = Int(floor(Double(place) / 9))
      return Decimal(digits: place - exponent * 9 + 1, exponent: exponent)
    }
    let isPower = numbers.map { $0.digits == 1 }
    let powerCount = isPower.count(where: \.self)
    if powerCount > 2 * labelCount { return powersOnly(powerCount, within: places, labelCount) }
    let stride = (powerCount + labelCount - 1) / max(labelCount, 1)
    if powerCount > 2 {
      let anchor = numbers.first { $0.digits == 1 }?.exponent ?? 0
      return labelled(numbers) { isPower[$0] && (numbers[$0].exponent - anchor) % max(stride, 1) == 0 }
    }
    let round = numbers.indices.filter { [1, 2, 5].contains(numbers[$0].digits) }
    if round.count >= 2 { return labelled(numbers) { round.contains($0) } }
    return labelled(numbers)
  }

  /// Powers only, for axes of very many decades, some way beyond the ends.
  private static func powersOnly(_ count: Int, within places: ClosedRange<Int>, _ labelCount: Int) -> [Tick] {
    let stride = (count + labelCount - 1) / labelCount
    let first = Int(floor(Double(places.lowerBound) / 9))
    let last = Int(ceil(Double(places.upperBound) / 9))
    let exponents = Swift.stride(from: first, through: last + stride - 1, by: stride)
    return labelled(exponents.map { Decimal(digits: 1, exponent: min($0, 300)) })
  }
}
