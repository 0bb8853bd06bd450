internal import Circuits
internal import Execution
internal import Formats
internal import Models
internal import Numerics
internal import Simulation

extension InputDomain {
  /// After how much of each input a circuit's means and derivatives repeat: by the frequencies of its angles where those
  /// are multiples of inputs, or less as trials show, whatever the weights are.
  static func periods(
    of layer: CircuitLayer, weights: [[Double]], _ ranges: [ClosedRange<Double>]
  ) throws(InversionError) -> [Double?] {
    let trials: PeriodTrials
    do throws(SimulationError) {
      trials = try PeriodTrials(layer, weights: weights, ranges)
    } catch {
      // Where an angle is no number somewhere within the range, none is known to repeat.
      guard case .angleNotFinite = error else { throw .simulation(error) }
      return layer.inputs.map { _ in nil }
    }
    let angles = InputAngles(layer)
    return zip(layer.inputs, ranges).map { input, range in
      let width = range.upperBound - range.lowerBound
      // What nothing depends on does not repeat: it is not seen.
      guard irrationals.contains(where: { !trials.areSame(moving: input, by: $0 * (width > 0 ? width : 1)) }) else {
        return nil
      }
      let known = angles?.period(of: input)
      let possible = known.map { period in parts.map { $0 * period } } ?? possiblePeriods(width: width)
      return possible.first { trials.areSame(moving: input, by: $0) } ?? known
    }
  }

  /// Shifts that are no period, as parts of a range's width.
  private static let irrationals = [0.618_033_988_749_895, 0.414_213_562_373_095]
  /// Of the period that frequencies have, which is not always the shortest.
  private static let parts = [1.0 / 4, 1.0 / 3, 1.0 / 2]
  /// Of a turn, and of a range's width.
  private static let fractions = [1.0 / 4, 1.0 / 3, 1.0 / 2, 2.0 / 3, 1, 4.0 / 3, 3.0 / 2, 2, 3, 4]

  private static func possiblePeriods(width: Double) -> [Double] {
    fractions.flatMap { [2 * .pi * $0, width * $0] }.filter { $0 > 0 && $0.isFinite }.sorted()
  }

  /// Of rows that stand one after the other: which inputs have further values within their ranges that are whole
  /// periods away.
  func repeated(_ rows: [Double]) -> Set<Int> {
    Set(
      rows.indices.compactMap { place in
        let input = place % ranges.count
        guard let period = periods[input] else { return nil }
        let range = ranges[input]
        // At both ends it is the same value.
        let slack = 1e-6 * (range.upperBound - range.lowerBound)
        let hasOther =
          rows[place] - period > range.lowerBound + slack || rows[place] + period < range.upperBound - slack
        return hasOther ? input : nil
      })
  }
}

extension InversionFinding {
  /// Takes the certificate from rows that are not the only ones within the range.
  mutating func doubtRepeated(in domain: InputDomain, of layer: CircuitLayer) {
    guard let recovered else { return }
    let repeated = domain.repeated(recovered.flatMap(\.self)).sorted()
    guard !repeated.isEmpty else { return }
    let periods = repeated.map { input in
      let name = layer.circuit.parameters[layer.inputs[input]].name
      return "\(name) every \(ReportedNumber.text(domain.periods[input] ?? 0))"
    }
    let doubt = "inputs repeat within their ranges, \(periods.joined(separator: ", ")): further values match as well"
    message = isCertified ? "matches the gradient, but \(doubt)" : message + "; \(doubt)"
    isCertified = false
  }
}

/// A circuit's means and derivatives at some inputs, and whether they are the same elsewhere.
private struct PeriodTrials {
  private let derivatives: CircuitDerivatives
  private let points: [[Double]]
  private let values: [Double]

  private static let mostRounds = 16
  private static let inputCount = 3

  init(
    _ layer: CircuitLayer, weights: [[Double]], _ ranges: [ClosedRange<Double>]
  ) throws(SimulationError) {
    var stream = RandomStream(seed: 0).substream("periods")
    let inputs = (0..<Self.inputCount).map { _ in
      ranges.map { $0.lowerBound + stream.uniform() * ($0.upperBound - $0.lowerBound) }
    }
    // At others too: what some weights hide, such as all zeros, those of the next step need not.
    let others = layer.weights.map { _ in 2 * .pi * stream.uniform() }
    points = ([others] + weights.prefix(Self.mostRounds)).flatMap { weights in
      inputs.map { layer.point(weights, $0[...]) }
    }
    derivatives = try CircuitFunction(layer.circuit, observables: layer.observables)
      .derivatives(rows: layer.weights)
    values = try Self.evaluated(of: derivatives, at: points)
  }

  private static func evaluated(
    of derivatives: CircuitDerivatives, at points: [[Double]]
  ) throws(SimulationError) -> [Double] {
    let found = try derivatives.gradients(at: points.flatMap(\.self))
    return found.values + found.gradients
  }

  /// Where an angle is no number so far out, they are not.
  func areSame(moving parameter: Int, by shift: Double) -> Bool {
    var moved = points
    for place in moved.indices { moved[place][parameter] += shift }
    guard let there = try? Self.evaluated(of: derivatives, at: moved) else { return false }
    return zip(values, there).allSatisfy { ($0 - $1).magnitude < 1e-11 }
  }
}
