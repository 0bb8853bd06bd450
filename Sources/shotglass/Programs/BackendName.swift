import ArgumentParsing
import Formats

/// The names of backends: which are built, and which are only planned.
enum BackendName {
  static let ideal = "ideal"

  /// Refuses a name that cannot be run.
  static func check(_ name: String) throws(Failure) {
    guard name != ideal else { return }
    let isPlanned = name.hasPrefix("noisy-") || name.hasPrefix("emulated-") || name.contains(":")
    guard !isPlanned else {
      throw Failure(
        .unsupported, "the backend \(quoted(name)) is planned, and not in this version",
        help: "use --backend ideal")
    }
    throw Failure(
      .misuse, "there is no backend \(quoted(name))",
      help: NearestMatch.find(name, among: [ideal]).map { "did you mean '\($0)'?" } ?? "use --backend ideal")
  }
}
