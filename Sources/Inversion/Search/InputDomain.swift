internal import Circuits
internal import Execution
internal import Models
internal import Numerics
internal import Simulation

/// Where inputs lie, and after how much of an input everything repeats.
package struct InputDomain: Sendable {
  package let ranges: [ClosedRange<Double>]
  /// Nil where an input has none that is known.
  package let periods: [Double?]

  package init(ranges: [ClosedRange<Double>], periods: [Double?]) {
    self.ranges = ranges
    self.periods = periods
  }

  /// Periods are those of the encoding, or of a circuit of the user's, as trials show.
  package init(of evidence: GradientEvidence) throws(InversionError) {
    ranges = evidence.inputRanges
    let count = evidence.layer.inputs.count
    if let network = evidence.network, network.model.leadingCircuit == nil {
      periods = Array(repeating: nil, count: count)
    } else if let encoding = evidence.layer.encoding {
      periods = (0..<count).map { encoding.period(of: $0, featureCount: count) }
    } else {
      periods = try Self.periods(of: evidence.layer, weights: evidence.rounds.first?.weights ?? [], ranges)
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
  package var scales: [Double] {
    ranges.map { range in
      let scale = (range.upperBound - range.lowerBound) / .pi
      return scale > 0 && scale.isFinite ? scale : 1
    }
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
    var result = inputs
    for (place, value) in inputs.enumerated() {
      let range = ranges[place % ranges.count]
      if let period = periods[place % ranges.count] {
        let middle = (range.lowerBound + range.upperBound) / 2
        result[place] = value - period * ((value - middle) / period).rounded()
      }
      guard result[place] >= range.lowerBound - slack[place], result[place] <= range.upperBound + slack[place] else {
        return nil
      }
    }
    return result
  }

  /// How far apart two values of an input are, whole periods not counted.
  package func difference(_ first: Double, _ second: Double, of place: Int) -> Double {
    let difference = first - second
    guard let period = periods[place % ranges.count] else { return difference }
    return difference - period * (difference / period).rounded()
  }

  /// Fractions of a turn, and of a range's width, after which means and derivatives are tried for being the same.
  private static let fractions: [Double] = [
    1.0 / 4, 1.0 / 3, 1.0 / 2, 2.0 / 3, 1, 4.0 / 3, 3.0 / 2, 2, 3, 4,
  ]

  private static func possiblePeriods(_ range: ClosedRange<Double>) -> [Double] {
    let width = range.upperBound - range.lowerBound
    return fractions.flatMap { [2 * .pi * $0, width * $0] }.filter { $0 > 0 && $0.isFinite }.sorted()
  }

  private static func periods(
    of layer: CircuitLayer, weights: [Double], _ ranges: [ClosedRange<Double>]
  ) throws(InversionError) -> [Double?] {
    var stream = RandomStream(seed: 0).substream("periods")
    let trials = (0..<3).map { _ in
      let inputs = ranges.map { $0.lowerBound + stream.uniform() * ($0.upperBound - $0.lowerBound) }
      return layer.point(weights, inputs[...])
    }
    do throws(SimulationError) {
      let function = try CircuitFunction(layer.circuit, observables: layer.observables)
      let derivatives = try function.derivatives(rows: layer.weights)
      let start = try derivatives.gradients(at: trials.flatMap(\.self))
      var periods: [Double?] = []
      for (input, range) in zip(layer.inputs, ranges) {
        var found: Double?
        for period in possiblePeriods(range) where found == nil {
          let moved = trials.flatMap { point in
            point.enumerated().map { $0.offset == input ? $0.element + period : $0.element }
          }
          // Where an angle is no number so far out, there is no period.
          guard let there = try? derivatives.gradients(at: moved) else { continue }
          let change = zip(start.values + start.gradients, there.values + there.gradients)
            .reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
          if change < 1e-11 { found = period }
        }
        periods.append(found)
      }
      return periods
    } catch {
      // Where an angle is no number somewhere within the range, none is known to repeat.
      guard case .angleNotFinite = error else { throw .simulation(error) }
      return layer.inputs.map { _ in nil }
    }
  }
}
