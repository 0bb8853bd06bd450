import Formats
import Numerics
import Testing

@testable import Membership

@Suite struct EvidenceReadingTests {
  private func read(_ text: String) throws(FormatError) -> MembershipEvidence {
    try MembershipEvidence(reading: JSONReader(parsing: Array(text.utf8)))
  }

  private func fault(_ text: String) -> String {
    do throws(FormatError) {
      _ = try read(text)
      return "none"
    } catch { return "\(error.line ?? 0):\(error.column ?? 0) \(error.description)" }
  }

  @Test("a file gives the evidence that it holds")
  func example() throws {
    let evidence = try read(
      #"""
      {"schema": 1, "labels": [0, 1], "shots": 1024,
       "target": {"counts": [[1000, 24], [30, 994]]},
       "references": [{"member": [true, false], "probabilities": [[0.9, 0.1], [0.2, 0.8]]}],
       "population": {"labels": [1], "target": {"counts": [[512, 512]]}, "references": [[[0.5, 0.5]]]}}
      """#)
    #expect(evidence.labels == [0, 1])
    #expect(evidence.target == .counts([[1000, 24], [30, 994]]))
    #expect(
      evidence.references == [
        ReferenceModel(member: [true, false], outputs: .probabilities([[0.9, 0.1], [0.2, 0.8]]))
      ])
    #expect(evidence.population?.references == [.probabilities([[0.5, 0.5]])])
    #expect(evidence.budget == QueryBudget(shots: 1024))
  }

  @Test("every kind of answer is read")
  func kinds() throws {
    #expect(try read(#"{"schema": 1, "target": {"jobs": [[[1, 2], [3, 4]]]}}"#).target == .jobs([[[1, 2], [3, 4]]]))
    #expect(try read(#"{"schema": 1, "labels": [2], "target": {"predictions": [1]}}"#).classCount == 3)
    #expect(
      try read(#"{"schema": 1, "shots": 10, "target": {"expectations": [[0.5]]}}"#).target
        == .expectations([[0.5]], shots: 10))
    let head = try read(
      #"{"schema": 1, "head": [[1, 0, 0], [0, 1, 1]], "target": {"counts": [[1, 2, 3]]}, "#
        + #""references": [{"member": [true], "probabilities": [[0.5, 0.25, 0.25]]}, "#
        + #"{"member": [true], "probabilities": [[0.5, 0.5]]}]}"#)
    #expect(head.references.map(\.outputs) == [.outcomes([[0.5, 0.25, 0.25]]), .probabilities([[0.5, 0.5]])])
    let biased = try read(
      #"{"schema": 1, "head": {"weights": [[1], [-1]], "bias": [0, 1]}, "target": {"expectations": [[0.5]]}}"#)
    #expect(biased.head?.bias == [0, 1])
  }

  @Test("shares of known shots are counts")
  func shares() throws {
    let text = #"{"schema": 1, "shots": 8, "target": {"probabilities": [[0.25, 0.75]]}}"#
    #expect(try read(text).target == .counts([[2, 6]]))
    let other = #"{"schema": 1, "shots": 8, "target": {"probabilities": [[0.3, 0.7]]}}"#
    #expect(try read(other).target == .probabilities([[0.3, 0.7]]))
  }

  @Test(
    "mistakes are refused at their place",
    arguments: [
      (#"{"schema": 2}"#, "1:12 schema: this version reads schema 1"),
      (#"{"schema": 1}"#, "1:1 the key \"target\" is missing"),
      (#"{"schema": 1, "target": {}}"#, "1:25 target: holds no answers"),
      (
        #"{"schema": 1, "target": {"count": [[1, 2]]}}"#,
        "1:26 target: unknown key \"count\"; did you mean \"counts\"?"
      ),
      (
        #"{"schema": 1, "target": {"counts": [[1, 2]]}, "lables": [0]}"#,
        "1:47 unknown key \"lables\"; did you mean \"labels\"?"
      ),
      (#"{"schema": 1, "target": {"counts": [[1, 2], [3]]}}"#, "1:45 target.counts[1]: must have 2 columns, not 1"),
      (#"{"schema": 1, "target": {"counts": [[1, -2]]}}"#, "1:41 target.counts[0][1]: must be from 0 to"),
      (#"{"schema": 1, "target": {"counts": [[0, 0]]}}"#, "1:37 target.counts[0]: there is no shot"),
      (#"{"schema": 1, "target": {"counts": [[1e30, 0]]}}"#, "1:38 target.counts[0][0]: must be a whole number"),
      (#"{"schema": 1, "target": {"counts": []}}"#, "1:36 target.counts: holds no example"),
      (#"{"schema": 1, "target": {"counts": [[]]}}"#, "1:37 target.counts[0]: must have at least 2 columns, not 0"),
      (#"{"schema": 1, "target": {"probabilities": [[NaN, 1]]}}"#, "1:45"),
      (
        #"{"schema": 1, "target": {"probabilities": [[0.5, 0.6]]}}"#,
        "1:44 target.probabilities[0]: the probabilities sum to 1.1, not to 1"
      ),
      (
        #"{"schema": 1, "shots": 5, "target": {"counts": [[3, 4]]}}"#,
        "1:49 target.counts[0]: counts 7 shots, and \"shots\" is 5"
      ),
      (
        #"{"schema": 1, "labels": [0, 1], "target": {"counts": [[3, 4]]}}"#,
        "1:25 labels: there must be 1 labels, one an example, not 2"
      ),
      (
        #"{"schema": 1, "labels": [2], "target": {"counts": [[3, 4]]}}"#,
        "1:26 labels[0]: is class 2, and there are 2 classes"
      ),
      (
        #"{"schema": 1, "target": {"counts": [[3, 4]]}, "references": [{"member": [true, false]}]}"#,
        "1:73 references[0].member: there must be 1 bits"
      ),
      (
        #"{"schema": 1, "target": {"counts": [[3, 4]]}, "references": [{"member": [1]}]}"#,
        "1:74 references[0].member[0]: must be true or false"
      ),
      (
        #"{"schema": 1, "target": {"counts": [[3, 4]], "probabilities": [[0.5, 0.5]]}}"#,
        "1:63 target.probabilities: stands beside \"counts\""
      ),
      (#"{"schema": 1, "head": [[1, 2], [3]], "target": {"counts": [[3, 4]]}}"#, "1:32 head[1]: has 1 columns"),
      (
        #"{"schema": 1, "head": [[1, 2, 3], [3, 4, 5]], "target": {"counts": [[3, 4]]}}"#,
        "1:69 target.counts[0]: must have 3 columns, not 2"
      ),
      (
        #"{"schema": 1, "target": {"counts": [[3, 4]]}, "#
          + #""population": {"target": {"counts": [[1, 1]]}, "labels": [1]}}"#,
        "1:1 only one of the examples and the population has labels"
      ),
    ])
  func mistakes(text: String, message: String) {
    #expect(fault(text).hasPrefix(message), "\(fault(text))")
  }

  @Test("a smaller budget keeps the first queries, and part of their shots")
  func budget() throws {
    let evidence = try read(#"{"schema": 1, "target": {"jobs": [[[40, 60], [30, 70], [1, 2]]]}}"#)
    let less = try evidence.restricted(to: QueryBudget(queries: 2, shots: 50), stream: .init(seed: 1))
    guard case .jobs(let rows) = less.target else { return }
    #expect(rows[0].map { $0.reduce(0, +) } == [50, 50])
    #expect(rows[0][0][0] <= 40 && rows[0][0][1] <= 60)
    let same = try evidence.restricted(to: QueryBudget(queries: 9, shots: nil), stream: .init(seed: 1))
    #expect(same.target == evidence.target)
    #expect(throws: MembershipError.self) {
      try evidence.restricted(to: QueryBudget(queries: 0, shots: 5), stream: .init(seed: 1))
    }
  }
}
