/// How often a model was asked about each example, and with how many shots each time.
///
/// Without drift the shots of all queries are one sample: only their product matters. With drift each query has its own
/// probabilities, and more queries tell more than more shots of one.
package struct QueryBudget: Hashable, Sendable {
  package let queries: Int
  /// Shots of a query; nil where answers are exact.
  package let shots: Int?

  package init(queries: Int = 1, shots: Int?) {
    self.queries = queries
    self.shots = shots
  }

  /// Shots of all queries of an example; nil where answers are exact, or they are more than can be counted.
  package var totalShots: Int? {
    guard let shots else { return nil }
    let (total, isTooLarge) = shots.multipliedReportingOverflow(by: queries)
    return isTooLarge ? nil : total
  }
}
