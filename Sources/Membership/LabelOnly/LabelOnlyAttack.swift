package import Numerics

/// A way of telling members by asking a model for its decisions about inputs of the attacker's choice.
package protocol LabelOnlyAttack: Sendable {
  var name: String { get }
  var citation: String { get }
  var assumptions: String { get }
  /// How many decisions are asked for, about each example.
  var queries: Int { get }
  /// What else is worth saying of its settings.
  var note: String { get }
  /// What is known after ever more decisions, the last after all of them.
  func steps(
    _ inputs: [[Double]], labels: [Int], ask query: LabelQuery, stream: RandomStream
  ) async throws(MembershipError) -> [LabelOnlyStep]
}

/// The scores that so many decisions about each example give.
package struct LabelOnlyStep: Hashable, Sendable {
  package let queries: Int
  package let scores: [Double]
}

extension LabelOnlyAttack {
  package func find(
    _ inputs: [[Double]], labels: [Int], ask query: LabelQuery, stream: RandomStream
  ) async throws(MembershipError) -> MembershipFinding {
    finding(after: try await steps(inputs, labels: labels, ask: query, stream: stream))
  }

  package func finding(after steps: [LabelOnlyStep]) -> MembershipFinding {
    let decisions = "\(queries) \(queries == 1 ? "decision" : "decisions") about each example"
    return MembershipFinding(
      attack: name, scores: steps.last?.scores ?? [], message: decisions + (note.isEmpty ? "" : "; " + note))
  }
}

/// A model that decides: a class for each row.
package typealias LabelQuery = @Sendable (_ inputs: [[Double]]) async throws(MembershipError) -> [Int]

/// Asks about rows, and refuses answers that are not one each.
func decisions(_ query: LabelQuery, _ inputs: [[Double]]) async throws(MembershipError) -> [Int] {
  let found = try await query(inputs)
  guard found.count == inputs.count else {
    throw .evidence("\(inputs.count) rows were asked about, and \(found.count) decided", help: "decide for every row")
  }
  return found
}

/// Refuses examples and labels that do not fit each other.
func checkExamples(_ inputs: [[Double]], _ labels: [Int]) throws(MembershipError) {
  guard !inputs.isEmpty, inputs.count == labels.count, let width = inputs.first?.count,
    inputs.allSatisfy({ $0.count == width && $0.allSatisfy(\.isFinite) })
  else {
    throw .evidence(
      "\(inputs.count) inputs and \(labels.count) labels are no examples", help: "give finite inputs, and a label each")
  }
}

/// A number for people.
func rounded(_ number: Double) -> String { "\((number * 1e3).rounded() / 1e3)" }
