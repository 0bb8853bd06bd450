import ArgumentParsing

/// The verbs that later versions will have.
enum PlannedVerb {
  static let names = [
    "transpile", "compare", "compare-circuits",
  ]

  /// What to say instead of "unknown verb"; nil when the error is another one.
  static func failure(for error: UsageError) -> Failure? {
    guard case .unknownCommand(let name) = error.kind, names.contains(name) else { return nil }
    return failure(name, place: error.place)
  }

  static func failure(_ name: String, place: String? = nil) -> Failure {
    Failure(
      .unsupported, "'\(name)' is planned, but not yet in this version (\(Version.text))", place: place,
      help: "'shotglass help' lists the verbs that are")
  }
}
