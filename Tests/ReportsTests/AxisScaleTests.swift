import Reports
import Testing

@Suite struct AxisScaleTests {
  /// The same numbers in every run.
  private struct Noise {
    var state: UInt64

    mutating func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
  }

  @Test("the ticks of 1,000 random ranges enclose the values and are few", arguments: ChartAxis.Scale.all)
  func ticksCover(_ scale: ChartAxis.Scale) throws {
    var noise = Noise(state: 3)
    for _ in 0..<1000 {
      var low = (noise.next() - 0.5) * power(noise.next() * 60 - 30)
      if scale == .logarithmic { low = abs(low) }
      let high = low + power(noise.next() * 40 - 20) * max(abs(low), 1e-9)
      let axis = try #require(AxisScale(covering: [low, high], scale: scale, labelCount: 6))
      let ticks = axis.ticks.map(\.value)
      let slack = 1e-6 * (high - low) + 1e-9 * abs(high)
      #expect(try #require(ticks.first) <= low + slack && #require(ticks.last) >= high - slack, "\(low)...\(high)")
      #expect(ticks == ticks.sorted() && Set(ticks).count == ticks.count)
      let labels = axis.ticks.compactMap(\.label)
      #expect((2...12).contains(labels.count), "\(labels)")
      #expect(Set(labels).count == labels.count, "\(labels)")
      for value in ticks + [low, high] {
        let position = try #require(axis.position(of: value))
        #expect((0...1).contains(position))
      }
    }
  }

  private func power(_ exponent: Double) -> Double {
    var result = 1.0
    for _ in 0..<Int(abs(exponent)) { result *= 10 }
    return exponent < 0 ? 1 / result : result
  }

  @Test(
    "labels are the numbers that a reader would choose",
    arguments: [
      (ChartAxis.Scale.linear, [0.0, 1.0], ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
      (.linear, [0.93, 0.97], ["0.93", "0.94", "0.95", "0.96", "0.97"]),
      (.linear, [-3, 11], ["−5", "0", "5", "10", "15"]),
      (.linear, [12_000, 61_000], ["0", "20,000", "40,000", "60,000", "80,000"]),
      (.linear, [0, 3e-7], ["0", "5×10⁻⁸", "10⁻⁷", "1.5×10⁻⁷", "2×10⁻⁷", "2.5×10⁻⁷", "3×10⁻⁷"]),
      (.linear, [2, 2], ["1", "1.5", "2", "2.5", "3"]),
      (.linear, [0, 0], ["−1", "−0.5", "0", "0.5", "1"]),
      (.logarithmic, [0.01, 100], ["0.01", "0.1", "1", "10", "100"]),
      (.logarithmic, [1e-6, 0.5], ["10⁻⁶", "10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹"]),
      (.logarithmic, [16, 8192], ["10", "100", "1000"]),
      (.logarithmic, [30, 400], ["50", "100", "200"]),
      (.logarithmic, [64, 64], ["50", "100", "200"]),
    ])
  func labels(_ scale: ChartAxis.Scale, _ values: [Double], _ expected: [String]) throws {
    let axis = try #require(AxisScale(covering: values, scale: scale, labelCount: 6))
    #expect(axis.ticks.compactMap(\.label) == expected)
  }

  @Test(
    "no values are too large, too small or too close",
    arguments: [
      [.greatestFiniteMagnitude, -.greatestFiniteMagnitude], [.leastNonzeroMagnitude, 0], [1e300, 1e-300],
      [1, 1.0.nextUp], [.leastNonzeroMagnitude], [.greatestFiniteMagnitude],
      [-.leastNonzeroMagnitude, .leastNonzeroMagnitude],
      [1e18, 1e18 + 4096], [0, .infinity, .nan], [.greatestFiniteMagnitude, 1],
    ] as [[Double]], ChartAxis.Scale.all)
  func degenerate(_ values: [Double], _ scale: ChartAxis.Scale) {
    for labelCount in [0, 1, 7] {
      guard let axis = AxisScale(covering: values, scale: scale, labelCount: labelCount) else {
        #expect(scale == .logarithmic && !values.contains { $0 > 0 && $0.isFinite })
        continue
      }
      #expect(axis.low < axis.high)
      #expect((2...200).contains(axis.ticks.count))
      for value in values {
        if let position = axis.position(of: value) { #expect((0...1).contains(position)) }
      }
    }
  }

  @Test("an axis of nothing is none")
  func empty() {
    #expect(AxisScale(covering: [], scale: .linear, labelCount: 5) == nil)
    #expect(AxisScale(covering: [.nan, .infinity], scale: .linear, labelCount: 5) == nil)
    #expect(AxisScale(covering: [0, -1], scale: .logarithmic, labelCount: 5) == nil)
  }
}

extension ChartAxis.Scale {
  static let all: [Self] = [.linear, .logarithmic]
}

@Suite struct NumberTextTests {
  @Test("exact texts read back as the same number, infinities as such, and no number is empty")
  func exact() {
    var state: UInt64 = 9
    for _ in 0..<2000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state)
      if value.isFinite { #expect(Double(NumberText.exact(value)) == value) }
    }
    #expect(
      [1, -0.0, 0.1, 1e21, .infinity, -.infinity, .nan].map { NumberText.exact($0) } == [
        "1", "0", "0.1", "1e+21", "inf", "-inf", "",
      ])
  }

  @Test(
    "places have two decimals and no more",
    arguments: [
      (0.0, "0"), (-0.001, "0"), (1.005, "1"), (12.3456, "12.35"), (-7.5, "-7.5"), (3.04, "3.04"), (-0.05, "-0.05"),
      (1e99, "1000000"), (.nan, "0"),
    ])
  func coordinates(_ value: Double, _ text: String) {
    #expect(NumberText.coordinate(value) == text)
  }

  @Test(
    "labels within charts have three digits",
    arguments: [
      (0.0, "0"), (0.71249, "0.712"), (12_345, "12,300"), (1e-5, "10⁻⁵"), (-2.346e-7, "−2.35×10⁻⁷"), (1, "1"),
      (99.96, "100"), (-4.5, "−4.5"), (1e300, "10³⁰⁰"), (.infinity, "∞"), (.leastNonzeroMagnitude, "0"),
    ])
  func rounded(_ value: Double, _ text: String) {
    #expect(NumberText.rounded(value) == text)
  }
}
