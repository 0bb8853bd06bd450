internal import Models
internal import Numerics

/// Where inputs lie, and after how much of an input everything repeats.
package struct InputDomain: Sendable {
  package let ranges: [ClosedRange<Double>]
  /// Nil where an input has none that is known.
  package let periods: [Double?]

  package init(ranges: [ClosedRange<Double>], periods: [Double?]) {
    self.ranges = ranges
    self.periods = periods
  }

  /// Periods are those of the encoding, or of a circuit of the user's.
  package init(of evidence: GradientEvidence) throws(InversionError) {
    ranges = evidence.inputRanges
    let count = evidence.layer.inputs.count
    if let network = evidence.network, network.model.leadingCircuit == nil {
      periods = Array(repeating: nil, count: count)
    } else if let encoding = evidence.layer.encoding {
      periods = (0..<count).map { encoding.period(of: $0, featureCount: count) }
    } else {
      periods = try Self.periods(of: evidence.layer, weights: evidence.rounds.map(\.weights), ranges)
    }
  }

  /// Points of a unit cube laid over all rows' ranges: one, or several that stand one after the other.
  package func inputs(at unit: [Double]) -> [Double] {
    var inputs = unit
    inputs.withUnsafeMutableBufferPointer { inputs in
      for (place, range) in ranges.enumerated() {
        for number in stride(from: place, to: inputs.count, by: ranges.count) {
          inputs[number] = range.lowerBound + inputs[number] * (range.upperBound - range.lowerBound)
        }
      }
    }
    return inputs
  }

  /// How wide each input's range is against [0, pi].
  package var scales: [Double] { ranges.map(Self.scale) }

  fileprivate static func scale(_ range: ClosedRange<Double>) -> Double {
    let scale = (range.upperBound - range.lowerBound) / .pi
    return scale > 0 && scale.isFinite ? scale : 1
  }

  /// How far one step of a search may move each input: 1 where it is an angle, more where it is only a part of one.
  package var longestSteps: [Double] {
    zip(ranges, periods).map { range, period in
      let width = (range.upperBound - range.lowerBound) / 2
      return max(1, (period ?? (width.isFinite ? width : 0)) / (2 * .pi))
    }
  }

  /// The same inputs as near as periods bring them to the middle of their ranges; nil where they are outside by more
  /// than the slack.
  package func folded(_ inputs: [Double], slack: [Double]) -> [Double]? {
    let result = centred(inputs)
    for (place, value) in result.enumerated() {
      let range = ranges[place % ranges.count]
      guard value >= range.lowerBound - slack[place], value <= range.upperBound + slack[place] else { return nil }
    }
    return result
  }

  /// How far estimates with so much information about all rows' inputs may leave their ranges: a few standard errors.
  func slack(given information: RealMatrix) -> [Double] {
    let all = (0..<information.rowCount).map { ranges[$0 % ranges.count] }
    guard let system = ScaledInformation(information, scales: all.map(Self.scale)), system.least > 0 else {
      return all.map { _ in 0 }
    }
    let covariance = system.inverse
    return all.enumerated().map { place, range in
      min(4 * covariance[place, place].squareRoot(), (range.upperBound - range.lowerBound) / 4)
    }
  }

  private func centred(_ inputs: [Double]) -> [Double] {
    inputs.enumerated().map { place, value in
      let range = ranges[place % ranges.count]
      guard let period = periods[place % ranges.count] else { return value }
      let middle = (range.lowerBound + range.upperBound) / 2
      return value - period * ((value - middle) / period).rounded()
    }
  }

  /// Those that are outside their ranges put back, by so much of a range.
  func putBack(_ inputs: [Double], margin: Double) -> [Double] {
    centred(inputs).enumerated().map { place, value in
      let range = ranges[place % ranges.count]
      let inset = margin * (range.upperBound - range.lowerBound)
      guard !range.contains(value), inset.isFinite else { return value }
      return value < range.lowerBound ? range.lowerBound + inset : range.upperBound - inset
    }
  }

  /// How far apart two values of an input are, whole periods not counted.
  package func difference(_ first: Double, _ second: Double, of place: Int) -> Double {
    let difference = first - second
    guard let period = periods[place % ranges.count] else { return difference }
    return difference - period * (difference / period).rounded()
  }
}

extension GradientEvidence {
  /// How far apart central differences by each input of a row are taken, on both sides.
  var differenceSteps: [Double] { inputRanges.map { 1e-4 * min(1, InputDomain.scale($0)) } }
}
