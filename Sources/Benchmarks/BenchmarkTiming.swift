internal import Formats

/// How long each repetition of a scenario took.
struct BenchmarkTiming {
  let seconds: [Double]

  private var sorted: [Double] { seconds.sorted() }
  private var best: Double { sorted.first ?? 0 }
  private var median: Double { sorted.isEmpty ? 0 : sorted[sorted.count / 2] }

  func text(asJSON isJSON: Bool) throws -> String {
    guard isJSON else { return "best \(best) s, median \(median) s of \(seconds.count)" }
    let document: JSON = [
      "schema": 1, "seconds": .array(seconds.map { .number($0) }), "best": .number(best), "median": .number(median),
    ]
    return try document.text()
  }
}
