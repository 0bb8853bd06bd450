package import Execution
package import Numerics

/// A model of an audit that shows its decisions alone, each from fresh shots, and counts them. Of classes that are as
/// likely the first is taken.
package actor DecidingModel {
  /// What decisions are made from.
  package struct Source: Sendable {
    package let backend: any Backend
    package let shots: Int

    package init(_ backend: any Backend, shots: Int) { (self.backend, self.shots) = (backend, shots) }
  }

  private let experiment: AuditExperiment
  private let weights: [Double]
  /// Nil for decisions without shot noise.
  private let source: Source?
  private let stream: RandomStream
  private var calls = 0
  /// How many inputs it has decided about.
  package private(set) var decisions = 0

  package init(_ weights: [Double], of experiment: AuditExperiment, source: Source?, stream: RandomStream) {
    (self.experiment, self.weights, self.source, self.stream) = (experiment, weights, source, stream)
  }

  /// A class for each input.
  package func decide(_ inputs: [[Double]]) async throws(MembershipError) -> [Int] {
    calls += 1
    decisions += inputs.count
    return try await experiment.decisions(
      inputs.flatMap(\.self), weights: weights, source: source, stream: stream.substream(calls))
  }

  package nonisolated var query: LabelQuery {
    { (inputs) async throws(MembershipError) -> [Int] in try await self.decide(inputs) }
  }
}
