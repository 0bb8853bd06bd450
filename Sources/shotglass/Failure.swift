import ArgumentParsing
import Execution
import Formats

/// Why a command cannot go on: the status it ends with and the three lines that it prints.
struct Failure: Error, Equatable {
  let status: ExitStatus
  /// What is wrong, with the offending value.
  let message: String
  /// Where it is, such as `bell.json:3:14`.
  var place: String?
  /// What to type next.
  var help: String?

  init(_ status: ExitStatus, _ message: String, place: String? = nil, help: String? = nil) {
    self.status = status
    self.message = message
    self.place = place
    self.help = help
  }

  /// A command line that cannot be understood.
  init(_ error: UsageError) {
    self.init(.misuse, error.message, place: error.place, help: error.help)
  }

  /// A file that cannot be read as what it should be.
  init(_ error: FormatError, file: String) {
    let place = error.position.map { "\(file):\($0.line):\($0.column)" } ?? file
    self.init(.misuse, error.description, place: place, help: error.help)
  }

  /// A machine elsewhere that gave no samples.
  init(_ failure: RemoteFailure) {
    let status: ExitStatus =
      switch failure.kind {
      case .credentials: .credentials
      case .misuse: .misuse
      case .unsupported: .unsupported
      case .fault: .fault
      case .declined: .answerIsNo
      }
    self.init(status, failure.message, help: failure.help)
  }

  /// A mistake of ours; `what` says what was found to be impossible.
  static func bug(_ what: String) -> Failure {
    Failure(
      .bug, "internal error: \(what)", help: "this is a bug in shotglass \(Version.text): please report it")
  }

  /// The lines as printed: `error: ...`, ` --> ...`, `help: ...`.
  func text(isColoured: Bool) -> String {
    var text = Style.error.apply("error:", isColoured: isColoured) + " \(escapingControls(message))\n"
    if let place { text += Style.place.apply(" -->", isColoured: isColoured) + " \(escapingControls(place))\n" }
    if let help { text += Style.help.apply("help:", isColoured: isColoured) + " \(escapingControls(help))\n" }
    return text
  }
}
