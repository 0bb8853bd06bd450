import Formats

/// One thing that the doctor looked at.
struct DoctorCheck: Sendable, Equatable {
  let name: String
  /// What was found.
  let detail: String
  /// What to do about it; nil when all is well.
  let fix: String?

  var isPassed: Bool { fix == nil }

  static func pass(_ name: String, _ detail: String) -> DoctorCheck {
    DoctorCheck(name: name, detail: detail, fix: nil)
  }

  static func fault(_ name: String, _ detail: String, fix: String) -> DoctorCheck {
    DoctorCheck(name: name, detail: detail, fix: fix)
  }

  /// One line, and a second one with the fix.
  var text: String {
    guard let fix else { return "pass   \(name): \(detail)\n" }
    return "fault  \(name): \(detail)\n       fix: \(fix)\n"
  }

  var json: JSON {
    ["name": .string(name), "passed": .bool(isPassed), "detail": .string(detail), "fix": JSON(fix)]
  }
}
