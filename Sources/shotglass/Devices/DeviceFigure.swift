import Circuits
import Devices
import Formats

/// A figure of a device's working qubits or gates, over all places where it was published.
struct DeviceFigure {
  enum Unit: String {
    case seconds = "s"
    /// A probability, printed in percent.
    case share = "1"
  }

  /// Such as `t1` or `cx error`.
  let name: String
  let unit: Unit
  let median: Double
  let best: Double
  let worst: Double
  /// The qubits where it is worst; the first such place.
  let worstPlace: [Int]

  /// Nil where the figure was published nowhere. Less is better, unless `isMoreBetter`.
  init?(_ name: String, _ unit: Unit, _ values: [(value: Double, place: [Int])], isMoreBetter: Bool = false) {
    let sorted = values.sorted { ($0.value, $0.place.first ?? 0) < ($1.value, $1.place.first ?? 0) }
    guard let least = sorted.first, let most = sorted.last else { return nil }
    let middle = sorted.count / 2
    self.name = name
    self.unit = unit
    median =
      sorted.count.isMultiple(of: 2) ? (sorted[middle - 1].value + sorted[middle].value) / 2 : sorted[middle].value
    best = isMoreBetter ? most.value : least.value
    worst = isMoreBetter ? least.value : most.value
    worstPlace = isMoreBetter ? least.place : values.first { $0.value == most.value }?.place ?? most.place
  }

  /// All that was published of a device, broken qubits and gates left out.
  static func all(of device: Device) -> [DeviceFigure] {
    let working = device.qubits.enumerated().filter { !device.isBroken($0.offset) }
    func values(_ figure: (Device.Qubit) -> Double?) -> [(value: Double, place: [Int])] {
      working.compactMap { index, qubit in figure(qubit).map { ($0, [index]) } }
    }
    let qubits = [
      DeviceFigure("t1", .seconds, values(\.t1InSeconds), isMoreBetter: true),
      DeviceFigure("t2", .seconds, values(\.t2InSeconds), isMoreBetter: true),
      DeviceFigure("readout error", .share, values { $0.readout?.error }),
      DeviceFigure("readout duration", .seconds, values { $0.readout?.durationInSeconds }),
      DeviceFigure("reset error", .share, values(\.resetError)),
      DeviceFigure("excited population", .share, values(\.excitedPopulation)),
    ]
    return qubits.compactMap(\.self) + device.nativeGates.flatMap { gateFigures($0, of: device) }
  }

  /// Nothing of a gate that neither errs nor takes time, which is no more than bookkeeping.
  private static func gateFigures(_ gate: StandardGate, of device: Device) -> [DeviceFigure] {
    let placed = device.gates.filter { $0.gate == gate && !$0.isBroken }
    let errors = DeviceFigure(
      "\(gate.name) error", .share, placed.compactMap { row in row.error.map { ($0, row.qubits) } })
    let durations = DeviceFigure(
      "\(gate.name) duration", .seconds,
      placed.compactMap { row in row.durationInSeconds.map { ($0, row.qubits) } })
    return [errors, durations].compactMap(\.self).filter { $0.worst > 0 }
  }

  /// The cells of a row: name, median, best, worst with its place.
  var row: [String] {
    let place = best == worst ? "" : " (\(worstPlace.map { "\($0)" }.joined(separator: ", ")))"
    return [name, unit.text(median), unit.text(best), unit.text(worst) + place]
  }

  var json: JSON {
    [
      "name": .string(name), "unit": .string(unit.rawValue), "median": .number(median), "best": .number(best),
      "worst": .number(worst), "worstAt": .array(worstPlace.map { .integer($0) }),
    ]
  }
}

extension DeviceFigure.Unit {
  /// A value with three digits and the prefix that suits it.
  func text(_ value: Double) -> String {
    guard self != .share else { return "\(Self.rounded(value * 100)) %" }
    guard value != 0 else { return "0 \(rawValue)" }
    let prefixes = [(1e9, "G"), (1e6, "M"), (1e3, "k"), (1, ""), (1e-3, "m"), (1e-6, "µ"), (1e-9, "n")]
    let (scale, prefix) = prefixes.first { abs(value) >= $0.0 * 0.9995 } ?? (1e-9, "n")
    return "\(Self.rounded(value / scale)) \(prefix)\(rawValue)"
  }

  /// Three digits, without needless zeros.
  private static func rounded(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return value == 0 ? "0" : "\(value)" }
    var scale = 1.0
    while abs(value) * scale < 100, scale < 1e15 { scale *= 10 }
    let text = "\((value * scale).rounded() / scale)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
