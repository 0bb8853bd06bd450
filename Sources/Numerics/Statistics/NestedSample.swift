/// Places of observations in groups within groups, such as the shots of inputs of models, and how they were drawn.
///
/// A model is drawn with all that it holds, then its inputs, then their shots: Davison and Hinkley, "Bootstrap methods
/// and their application" (1997), section 3.8. Drawing at every level counts the spread within a group a second time,
/// which leaves intervals a little wide where groups differ by little; with `fixed` places within groups, only the
/// groups are drawn. Shots that are kept as counts are drawn again by `RandomStream.multinomial`, in a replicate.
package indirect enum NestedSample: Hashable, Sendable {
  /// Independent observations: as many are drawn, with repetition.
  case observations([Int])
  /// Observations that are not drawn but stay as they are.
  case fixed([Int])
  /// Independent groups: as many are drawn, with repetition, and each is drawn from within.
  case groups([NestedSample])
  /// Parts that every sample holds, such as members and non-members: each is drawn from within.
  case strata([NestedSample])

  /// Groups from columns of a table, the outermost first: rows with the same labels are of one group, and the rows of
  /// an innermost group are its observations. Nil where columns differ in length.
  package init?(columns: [[Int]]) {
    let count = columns.first?.count ?? 0
    guard columns.allSatisfy({ $0.count == count }) else { return nil }
    self.init(rows: Array(0..<count), columns: columns[...])
  }

  private init(rows: [Int], columns: ArraySlice<[Int]>) {
    guard let labels = columns.first else {
      self = .observations(rows)
      return
    }
    var order: [Int: Int] = [:]
    var groups: [[Int]] = []
    for row in rows {
      if let place = order[labels[row]] {
        groups[place].append(row)
      } else {
        order[labels[row]] = groups.count
        groups.append([row])
      }
    }
    self = .groups(groups.map { NestedSample(rows: $0, columns: columns.dropFirst()) })
  }

  /// All places in their order, with repetitions.
  package var places: [Int] {
    switch self {
    case .observations(let places), .fixed(let places): places
    case .groups(let parts), .strata(let parts): parts.flatMap(\.places)
    }
  }

  /// How many independent units the outermost level that is drawn has; of strata that have any, the fewest.
  package var units: Int {
    switch self {
    case .observations(let places): places.count
    case .fixed: 0
    case .groups(let groups): groups.count
    case .strata(let parts): parts.map(\.units).filter { $0 > 0 }.min() ?? 0
    }
  }

  /// The sample drawn again.
  package func drawn(from stream: inout RandomStream) -> NestedSample {
    switch self {
    case .observations(let places):
      .observations(places.map { _ in places[Int(stream.uniform() * Double(places.count))] })
    case .fixed: self
    case .groups(let groups):
      .groups(groups.map { _ in groups[Int(stream.uniform() * Double(groups.count))].drawn(from: &stream) })
    case .strata(let parts): .strata(parts.map { $0.drawn(from: &stream) })
    }
  }

  /// Several statistics of each of so many resamples, for a band over a grid.
  package func replicates(
    _ resamples: Int = 2000, stream: RandomStream, statistics: (NestedSample) -> [Double]
  ) -> [[Double]] {
    var stream = stream
    return (0..<max(0, resamples)).map { _ in statistics(drawn(from: &stream)) }
  }
}
