internal import Execution
internal import Formats

/// A figure of a calibration, as providers write it: a value with a unit.
enum PublishedFigure {
  /// What one of the unit is in seconds, in hertz, or as a plain number.
  private static let units: [String: (factor: Double, isDivisor: Bool)] = [
    "": (1, false), "s": (1, false), "ms": (1e3, true), "us": (1e6, true), "µs": (1e6, true), "ns": (1e9, true),
    "ps": (1e12, true), "hz": (1, false), "khz": (1e3, false), "mhz": (1e6, false), "ghz": (1e9, false),
  ]

  /// In seconds, hertz or as it is; nil where it is not published, or in a unit that is not known.
  static func read(_ figure: inout JSONObjectReader) throws(FormatError) -> Double? {
    guard let value = try figure.present("value")?.double(), value.isFinite,
      let unit = units[try figure.present("unit")?.string().lowercased() ?? ""]
    else { return nil }
    // Dividing rounds as reading the shorter number would.
    return unit.isDivisor ? value / unit.factor : value * unit.factor
  }

  /// The day of a moment such as 2026-04-17T08:00:00Z; nil where it is none.
  static func day(_ moment: String?) -> String? {
    guard let day = moment?.prefix(10), day.utf8.count == 10,
      day.split(separator: "-").map(\.count) == [4, 2, 2],
      day.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") })
    else { return nil }
    return String(day)
  }

  static func positive(_ value: Double?) -> Double? { value.flatMap { $0 > 0 ? $0 : nil } }
  static func probability(_ value: Double?) -> Double? { value.flatMap { (0...1).contains($0) ? $0 : nil } }
  /// The error of a gate; whatever is beyond 1 says that it is broken.
  static func gateError(_ value: Double?) -> Double? { value.flatMap { $0 >= 0 ? min(1, $0) : nil } }
}

extension RemoteFailure {
  /// A calibration that this version does not understand, or of what has none.
  static func calibration(_ provider: CloudProviderName, _ error: FormatError) -> RemoteFailure {
    .unreadable(
      provider, "the calibration", error, help: "name a quantum machine; a newer shotglass may know more of them")
  }
}
