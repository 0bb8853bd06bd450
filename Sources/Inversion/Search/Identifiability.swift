internal import Models
internal import Numerics

/// How much a gradient can tell at all, before any attack.
package struct Identifiability: Hashable, Sendable {
  /// Values that depend on the inputs.
  package var equations: Int
  /// How many independent directions the values of all possible rows span.
  package var rank: Int
  /// Inputs, and labels where they are unknown.
  package var unknowns: Int
  /// Of the values' derivatives at the solution; nil where there is none.
  package var condition: Double?
  /// How many different inputs within their ranges match as well.
  package var distinctSolutions: Int

  /// The most rows that such gradients still tell apart: at the boundary, with as many equations as unknowns, different
  /// batches begin to match.
  package var largestBatch: Int {
    let perRow = max(1, unknowns / max(1, batchSize))
    return max(0, (rank - 1) / perRow)
  }

  private let batchSize: Int

  /// From the values that rows drawn at random show.
  package init(of evidence: GradientEvidence, in domain: InputDomain) throws(InversionError) {
    var single = evidence.withoutErrors
    single.batchSize = 1
    let width = evidence.loss.labelWidth(meanCount: evidence.layer.observables.count)
    // A label that no mean reaches, so that no row happens to have no gradient.
    let label = evidence.loss == .squaredError ? 2.5 : 1 / Double(max(width, 1))
    single.labels = [Array(repeating: label, count: width)]
    let observation = try CircuitObservation(single, on: nil)
    let count = observation.equationCount + 16
    var stream = RandomStream(seed: 0).substream("identifiability")
    let rows = (0..<count).map { _ in domain.inputs(at: domain.ranges.map { _ in stream.uniform() }) }
    let target = Array(repeating: 0.0, count: observation.equationCount)
    var values: [[Double]] = []
    for start in stride(from: 0, to: count, by: 64) {
      values += try observation.predictions(
        of: Array(rows[start..<min(count, start + 64)]), target: target, metric: nil, wantsJacobian: false
      ).map(\.values)
    }
    let largest = values.joined().reduce(0) { max($0, $1.magnitude) }
    equations = target.indices.count { place in values.contains { $0[place].magnitude > 1e-10 * largest } }
    rank = largest > 0 ? SingularValues(RealMatrix(rows: values))?.rank(relativeTolerance: 1e-9) ?? 0 : 0
    batchSize = evidence.batchSize
    let hidden = evidence.labels == nil && evidence.loss.hasLinearLabels ? width : 0
    unknowns = evidence.batchSize * (evidence.inputCount + hidden)
    condition = nil
    distinctSolutions = 0
  }
}
