/// What the process tells its caller.
enum ExitStatus: Int32, Sendable, CaseIterable {
  case done = 0
  /// The command ran, and the answer is no.
  case answerIsNo = 1
  case misuse = 2
  case unsupported = 3
  case credentials = 4
  /// A fault of backend, network or disk: worth retrying.
  case fault = 5
  /// A bug of ours.
  case bug = 70
  case interrupted = 130

  /// What the status means, for help.
  var meaning: String {
    switch self {
    case .done: "Done."
    case .answerIsNo:
      "It ran, and the answer is no: errors found, a doctor fault, not equal, nothing recovered, or the time limit reached."
    case .misuse:
      "Misuse, a bad configuration, an unreadable input, or an invalid program given to a verb other than check."
    case .unsupported: "Valid but not supported; the message gives the reason."
    case .credentials: "Credentials are missing or were refused, or belong to the wrong account."
    case .fault: "A fault of backend, network or disk: worth trying again."
    case .bug: "A bug in shotglass: please report it."
    case .interrupted: "Interrupted."
    }
  }

  /// The status of a command over several files: the first of misuse, no, unsupported, done that one of them has, after
  /// anything worse.
  static func combined(_ statuses: [ExitStatus]) -> ExitStatus {
    let byRank: [ExitStatus] = [.interrupted, .bug, .fault, .credentials, .misuse, .answerIsNo, .unsupported]
    return byRank.first(where: statuses.contains) ?? .done
  }
}
