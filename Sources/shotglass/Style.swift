/// How parts of a message look on a terminal (ECMA-48 colours).
enum Style: String {
  case error = "1;31"
  case warning = "1;33"
  case place = "1;34"
  case help = "1;36"

  func apply(_ text: String, isColoured: Bool) -> String {
    isColoured ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// When messages are coloured.
enum ColourChoice: String, CaseIterable, Sendable {
  case auto, always, never

  /// `auto` colours terminals, unless `NO_COLOR` is set to anything or the terminal is dumb.
  func isColoured(_ stream: Output, environment: [String: String]) -> Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto: stream.isTerminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }
  }
}
