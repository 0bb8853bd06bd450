internal import Membership

/// What `Benchmarks --membership` measures: known answers, many times over.
struct MembershipOptions {
  enum Subject: String { case synthetic, coverage }

  let subject: Subject
  var replicates: Int
  var examples = 20_000
  var shots = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192]
  var seed: UInt64 = 1

  static let usage =
    "Benchmarks --membership synthetic|coverage [--replicates N] [--examples N] [--shots N,N,...] [--seed S]"

  init(_ words: [String]) throws(BenchmarkError) {
    guard let first = words.first, let subject = Subject(rawValue: first) else {
      throw BenchmarkError("usage: \(Self.usage)")
    }
    self.subject = subject
    replicates = subject == .synthetic ? 20 : 2000
    var rest = words.dropFirst()
    while let word = rest.popFirst() {
      guard let value = rest.popFirst() else { throw BenchmarkError("'\(word)' needs a value; usage: \(Self.usage)") }
      switch word {
      case "--replicates": replicates = try Self.count(value)
      case "--examples": examples = try Self.count(value)
      case "--seed": seed = UInt64(try Self.count(value))
      case "--shots":
        var list: [Int] = []
        for part in value.split(separator: ",") { list.append(try Self.count(String(part))) }
        shots = list
      default: throw BenchmarkError("unexpected '\(word)'; usage: \(Self.usage)")
      }
    }
  }

  private static func count(_ text: String) throws(BenchmarkError) -> Int {
    guard let value = Int(text), value > 0 else { throw BenchmarkError("'\(text)' is no count") }
    return value
  }

  func run() async throws {
    switch subject {
    case .synthetic: try await SyntheticComparison(self).run()
    case .coverage: try await IntervalCoverage(self).run()
    }
  }
}
