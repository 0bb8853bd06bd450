/// What a model answered about each example, as the threat model lets it.
package enum ModelOutputs: Hashable, Sendable {
  /// The class that it decided for.
  case labels([Int])
  /// Exact probabilities of classes.
  case probabilities([[Double]])
  /// Exact probabilities of outcomes, which a head turns into classes.
  case outcomes([[Double]])
  /// How often each outcome came; without a head outcomes are classes.
  case counts([[Int]])
  /// Counts of several queries about each example, so that drift between them can be seen.
  case jobs([[[Int]]])
  /// Means of observables, from so many shots or exact; without a head one observable, whose +1 is class 0.
  case expectations([[Double]], shots: Int?)

  package var threatModel: ThreatModel {
    switch self {
    case .labels: .labelOnly
    case .probabilities, .outcomes: .probabilities
    case .counts, .jobs: .rawCounts
    case .expectations: .expectations
    }
  }

  /// How many examples there are.
  package var count: Int {
    switch self {
    case .labels(let rows): rows.count
    case .probabilities(let rows), .outcomes(let rows), .expectations(let rows, _): rows.count
    case .counts(let rows): rows.count
    case .jobs(let rows): rows.count
    }
  }

  /// How many numbers an answer has; nil of labels, and where there is none.
  var width: Int? {
    switch self {
    case .labels: nil
    case .probabilities(let rows), .outcomes(let rows), .expectations(let rows, _): rows.first?.count
    case .counts(let rows): rows.first?.count
    case .jobs(let rows): rows.first?.first?.count
    }
  }

  /// Counts of all queries of an example together; nil where outcomes were not counted.
  package func summedCounts(row: Int) -> [Int]? {
    switch self {
    case .counts(let rows): rows[row]
    case .jobs(let rows):
      rows[row].dropFirst().reduce(rows[row][0]) { sum, job in zip(sum, job).map { $0 + $1 } }
    case .labels, .probabilities, .outcomes, .expectations: nil
    }
  }

  /// Some of the examples, in the order asked for.
  package func choosing(_ rows: [Int]) -> ModelOutputs {
    switch self {
    case .labels(let all): .labels(rows.map { all[$0] })
    case .probabilities(let all): .probabilities(rows.map { all[$0] })
    case .outcomes(let all): .outcomes(rows.map { all[$0] })
    case .counts(let all): .counts(rows.map { all[$0] })
    case .jobs(let all): .jobs(rows.map { all[$0] })
    case .expectations(let all, let shots): .expectations(rows.map { all[$0] }, shots: shots)
    }
  }

  /// What an example was asked: the most of all.
  package var budget: QueryBudget {
    switch self {
    case .labels, .probabilities, .outcomes: QueryBudget(shots: nil)
    case .counts(let rows): QueryBudget(shots: rows.map { $0.reduce(0, +) }.max() ?? 0)
    case .jobs(let rows):
      QueryBudget(
        queries: rows.map(\.count).max() ?? 0, shots: rows.flatMap { $0 }.map { $0.reduce(0, +) }.max() ?? 0)
    case .expectations(_, let shots): QueryBudget(shots: shots)
    }
  }
}
