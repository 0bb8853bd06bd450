/// What one call of the executable times.
struct BenchmarkOptions {
  let scenario: BenchmarkScenario
  /// The program that the scenario reads.
  let path: String
  /// How often the scenario runs.
  let repetitions: Int
  /// How many gates the program has; a scenario that finds another number fails.
  let gates: Int?
  let isJSON: Bool

  static let usage =
    "Benchmarks --scenario load|write|run --file PATH [--repeat N] [--gates N] [--json], or Benchmarks --serve, or "
    + MembershipOptions.usage + ", or " + JobBatch.usage

  init(_ words: [String]) throws(BenchmarkError) {
    var values: [String: String] = [:]
    var isJSON = false
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--json" {
        isJSON = true
      } else if ["--scenario", "--file", "--repeat", "--gates"].contains(word), let value = rest.popFirst() {
        values[word] = value
      } else {
        throw BenchmarkError("unexpected '\(word)'; usage: \(Self.usage)")
      }
    }
    guard let scenario = values["--scenario"].flatMap(BenchmarkScenario.init), let path = values["--file"] else {
      throw BenchmarkError("usage: \(Self.usage)")
    }
    self.scenario = scenario
    self.path = path
    self.isJSON = isJSON
    repetitions = try Self.count(values["--repeat"]) ?? 5
    gates = try Self.count(values["--gates"])
  }

  private static func count(_ text: String?) throws(BenchmarkError) -> Int? {
    guard let text else { return nil }
    guard let value = Int(text), value > 0 else { throw BenchmarkError("'\(text)' is no count") }
    return value
  }
}

/// Why nothing was timed.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
