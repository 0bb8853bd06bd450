internal import Models
internal import Numerics

/// How much a gradient can tell at all, before any attack.
package struct Identifiability: Hashable, Sendable {
  /// Values that depend on the inputs.
  package var equations: Int
  /// How many independent directions the values of all possible rows span, counted up to 512.
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
    guard !isOfEachRow else { return rank >= perRow ? batchSize : 0 }
    return max(0, (rank - 1) / perRow)
  }

  /// Whether each row has values of its own, so that no batch hides it.
  package var isOfEachRow = false
  /// Whether there may be further directions than were counted.
  package var isRankLeast: Bool { rank >= Self.mostDirections }

  private let batchSize: Int
  /// The largest value at rows drawn at random.
  let scale: Double

  /// From the values that rows drawn at random show.
  package init(of evidence: GradientEvidence, in domain: InputDomain) throws(InversionError) {
    var single = evidence.takenAsClean
    single.batchSize = 1
    let width = evidence.labelWidth
    // A label that no mean reaches, so that no row happens to have no gradient.
    let label = evidence.loss == .squaredError ? 2.5 : 1 / Double(max(width, 1))
    single.labels = [Array(repeating: label, count: width)]
    let hidden = evidence.labels == nil && evidence.loss.hasLinearLabels ? width : 0
    try self.init(
      of: try single.observation(on: nil), in: domain, batchSize: evidence.batchSize,
      unknownsOfRow: evidence.inputCount + hidden)
  }

  /// Of a batch of rows, each of which shows what the observation, of one row, does.
  init(
    of observation: any Observation, in domain: InputDomain, batchSize: Int, unknownsOfRow: Int? = nil
  ) throws(InversionError) {
    // Of many values, as many random sums have the same rank.
    let directions = min(observation.equationCount, Self.mostDirections)
    let count = directions + 16
    var stream = RandomStream(seed: 0).substream("identifiability")
    let target = Array(repeating: 0.0, count: observation.equationCount)
    var values: [[Double]] = []
    // Somewhere within the range an angle may be no number.
    for start in stride(from: 0, to: Self.mostDraws * count, by: Self.drawsAtOnce) where values.count < count {
      let draws = min(Self.drawsAtOnce, Self.mostDraws * count - start, start < count ? count - start : .max)
      let rows = (0..<draws).map { _ in domain.inputs(at: domain.ranges.map { _ in stream.uniform() }) }
      values += try observation.predictions(of: rows, target: target, metric: nil, wantsJacobian: false)
        .map(\.values).filter { $0.allSatisfy(\.isFinite) }
    }
    values.removeSubrange(min(count, values.count)...)
    guard !values.isEmpty else {
      throw .unsupported(
        "an angle is no number, or the gradient none, at all inputs that were tried within the input range",
        help: "say the range that the inputs lie in, as inputRange")
    }
    let largest = values.joined().reduce(0) { max($0, $1.magnitude) }
    // Values that are the same for all rows tell nothing of them.
    let varying = target.indices.filter { place in
      let own = values.map { $0[place] }
      return (own.max() ?? 0) - (own.min() ?? 0) > 1e-10 * largest
    }
    values = values.map { row in varying.map { row[$0] } }
    (equations, scale) = (varying.count, largest)
    rank = varying.isEmpty ? 0 : Self.rank(of: Self.randomSums(of: values, count: directions), relativeTolerance: 1e-9)
    self.batchSize = batchSize
    unknowns = batchSize * (unknownsOfRow ?? observation.inputCount)
    condition = nil
    distinctSolutions = 0
  }

  private static let mostDirections = 512
  /// So many draws a row that counts, so many at a time.
  private static let (mostDraws, drawsAtOnce) = (64, 64)

  /// By Gram's and Schmidt's method with the longest row first: a fraction of the work that singular values take.
  private static func rank(of matrix: RealMatrix, relativeTolerance: Double) -> Int {
    var rows = (0..<matrix.rowCount).map { Array(matrix.row($0)) }
    var (rank, longest) = (0, 0.0)
    while rank < matrix.columnCount, !rows.isEmpty {
      let squares = rows.map { row in row.reduce(0) { $0 + $1 * $1 } }
      let pivot = squares.indices.max { squares[$0] < squares[$1] } ?? 0
      let length = squares[pivot].squareRoot()
      longest = max(longest, length)
      guard length > relativeTolerance * longest, length.isFinite else { break }
      let direction = rows.remove(at: pivot).map { $0 / length }
      rank += 1
      for row in rows.indices {
        var product = 0.0
        for place in direction.indices { product += direction[place] * rows[row][place] }
        for place in direction.indices { rows[row][place] -= product * direction[place] }
      }
    }
    return rank
  }

  /// The rows themselves, or sums of their values with random signs where they have more values than that.
  private static func randomSums(of rows: [[Double]], count: Int) -> RealMatrix {
    guard let width = rows.first?.count, width > count else { return RealMatrix(rows: rows) }
    var stream = RandomStream(seed: 0).substream("signs")
    let signs = (0..<width).map { _ in (0..<count).map { _ in stream.next() & 1 == 0 ? 1.0 : -1 } }
    return RealMatrix(rows: rows) * RealMatrix(rows: signs)
  }
}
