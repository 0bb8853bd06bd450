internal import Simulation

/// Chooses a few of very many starts, for valleys so narrow that fewer miss them: all points are looked at, those that
/// look best take steps, and those that get lowest go on.
///
/// The height at a point tells little of the valley it lies in; a few steps tell more. Along the slope of the values they
/// cost four looks each, by linear models twenty. Where there are views of the encoded state, looks and first steps are
/// theirs: a look costs a third then, and a step less than one through the values.
struct StartRace {
  private let terrain: StartTerrain
  private let domain: InputDomain
  /// Some points of a sequence that fills the unit cube, one after the other.
  private let sequence: (Range<Int>) -> [Double]
  /// How many points the best are chosen of.
  private let looks: Int
  /// Where in the sequence points begin that nobody has looked at.
  private(set) var next: Int

  /// Points that run against each other, few enough for all threads to be busy to the end of a race.
  private static let fieldSize = 1 << 14
  /// The share of points that takes steps, and of those the share that goes on after each.
  private static let first = (look: 0.05, steps: [0.7, 0.7, 0.5, 0.5, 0.5, 0.5])
  private static let firstOfViews = (look: 0.06, steps: [1, 0.7, 0.35, 1, 1, 0.7, 1, 1])
  /// The share of those that goes on where the values are lowest, and after each step through these.
  private static let last = (look: 0.5, steps: [0.7, 0.5, 0.5, 0.35, 0.35])
  /// By linear models, for those that are left.
  private static let lastSteps = 26
  /// At so many points it is measured what the values are like.
  private static let measured = 1 << 13

  /// Races so many points at a time, from a place of the sequence on.
  init(
    _ search: LeastSquaresSearch, in domain: InputDomain, sequence: @escaping (Range<Int>) -> [Double], looks: Int,
    from next: Int
  ) throws(InversionError) {
    (self.domain, self.sequence, self.looks, self.next) = (domain, sequence, looks, next)
    terrain = try StartTerrain(search, in: domain, sequence(0..<min(looks, Self.measured)))
  }

  /// Whether it looks at points in a quicker way than through their values.
  var hasViews: Bool { terrain.views.contains { $0 != nil } }

  /// The best so many of the next points.
  mutating func best(_ count: Int) throws(InversionError) -> StartScreening.Starts {
    let end = next + looks
    let fields = stride(from: next, to: end, by: Self.fieldSize).map { $0..<min(end, $0 + Self.fieldSize) }
    next = end
    let race = self
    let ended = ParallelWork.map(fields, threads: terrain.threadCount, least: 1) { places in
      Result { () throws(InversionError) in try race.finalists(of: places) }
    }
    let finalists = try ended.map { (ended) throws(InversionError) in try ended.get() }
    let best = finalists.flatMap(\.descents).sorted { $0.cost < $1.cost }.prefix(count)
    return StartScreening.Starts(
      points: best.map(\.inputs), evaluations: finalists.reduce(0) { $0 + $1.evaluations },
      cost: best.first?.cost ?? .infinity)
  }

  private struct Finalists {
    var descents: [LeastSquaresSearch.Descent]
    var evaluations: Int
  }

  private func finalists(of places: Range<Int>) throws(InversionError) -> Finalists {
    let field = domain.inputs(at: terrain.density.moved(sequence(places)))
    var search = terrain.search
    var evaluations = places.count
    var points: [Double]
    if let view = view(of: places) {
      points = try view.best(Self.count(Self.firstOfViews.look, of: places.count), of: field)
      try descend(&points, by: view.slopes, Self.firstOfViews.steps, &evaluations)
      let count = points.count / search.observation.unknownInputs
      points = try search.lowest(Self.count(Self.last.look, of: count), of: points)
      evaluations += count
    } else {
      points = try search.lowest(Self.count(Self.first.look, of: places.count), of: field)
      try descend(&points, by: search.slopes, Self.first.steps, &evaluations)
    }
    try descend(&points, by: search.slopes, Self.last.steps, &evaluations)
    search.mostIterations = Self.lastSteps
    let descents = try search.descents(from: search.observation.candidates(points))
    return Finalists(
      descents: descents, evaluations: descents.reduce(evaluations) { $0 + $1.iterations + 1 })
  }

  /// Leaves shares of some points, which stand one after the other, after each step down a slope.
  private func descend(
    _ points: inout [Double], by slopes: @escaping ([Double]) throws(InversionError) -> Slopes, _ shares: [Double],
    _ evaluations: inout Int
  ) throws(InversionError) {
    let descent = SlopeDescent(
      slopes: slopes, longestSteps: terrain.search.longestSteps, steepness: terrain.steepness)
    var ways = try descent.ways(from: points)
    evaluations += ways.count
    for share in shares {
      evaluations += ways.count
      try descent.advance(&ways)
      ways.keepLowest(Self.count(share, of: ways.count))
    }
    points = ways.inputs
  }

  /// Field by field another one.
  private func view(of places: Range<Int>) -> StartView? {
    terrain.views[places.lowerBound / min(looks, Self.fieldSize) % terrain.views.count]
  }

  private static func count(_ share: Double, of count: Int) -> Int { Int((share * Double(count)).rounded(.up)) }
}
