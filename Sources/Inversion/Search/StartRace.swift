internal import Simulation

/// Chooses a few of very many starts, for valleys so narrow that fewer miss them: all points are looked at, and of those
/// that fit best, the ones whose cost falls fastest go on.
///
/// The height at a point tells little of the valley it lies in. A few steps tell more, but cost four looks each along the
/// slope, and a dozen by linear models: so most points are left behind after a look, and the others heat by heat. Where
/// there are views of the encoded state, looks and slopes are theirs: they tell most of it in less time.
struct StartRace {
  private let terrain: StartTerrain
  private let domain: InputDomain
  /// Some points of a sequence that fills the unit cube, one after the other.
  private let sequence: (Range<Int>) -> [Double]
  /// How many points the best are chosen of.
  private let looks: Int
  /// Where in the sequence points begin that nobody has looked at.
  private var next: Int

  /// Points that run against each other, few enough for all threads to be busy to the end of a race.
  private static let fieldSize = 1 << 14
  private static let shareOfLooks = 0.05
  /// The share of racers that goes on after each step along the slope.
  private static let shares = [0.7, 0.7, 0.5, 0.5, 0.5, 0.5]
  /// How many steps by linear models they have taken then after each heat, and the share of them that goes on.
  private static let heats: [(steps: Int, share: Double)] = [(2, 0.3), (10, 0.2), (26, 1)]
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
      points: best.map(\.inputs), evaluations: finalists.reduce(0) { $0 + $1.evaluations })
  }

  private struct Finalists {
    var descents: [LeastSquaresSearch.Descent]
    var evaluations: Int
  }

  private func finalists(of places: Range<Int>) throws(InversionError) -> Finalists {
    let field = domain.inputs(at: terrain.density.moved(sequence(places)))
    var search = terrain.search
    let view = view(of: places)
    let starts = try lowest(Self.count(Self.shareOfLooks, of: places.count), of: field, view)
    let slopes = SlopeDescent(
      slopes: { (points) throws(InversionError) in try self.slopes(at: points, view) },
      longestSteps: search.longestSteps, steepness: terrain.steepness)
    var ways = try slopes.ways(from: starts)
    var evaluations = places.count + ways.count
    for share in Self.shares {
      evaluations += ways.count
      try slopes.advance(&ways)
      ways.sort { $0.slope.cost < $1.slope.cost }
      ways.removeLast(ways.count - Self.count(share, of: ways.count))
    }
    search.mostIterations = 0
    var racers = try search.descents(from: ways.map(\.inputs))
    evaluations += racers.count
    for heat in Self.heats {
      evaluations += racers.count * (heat.steps - search.mostIterations)
      search.mostIterations = heat.steps
      racers = try search.followed(racers, endedBy: .iterations)
      racers.sort { ($0.cost, $0.start) < ($1.cost, $1.start) }
      racers.removeLast(racers.count - Self.count(heat.share, of: racers.count))
    }
    return Finalists(descents: racers, evaluations: evaluations)
  }

  /// Field by field another one.
  private func view(of places: Range<Int>) -> StartView? {
    terrain.views[places.lowerBound / min(looks, Self.fieldSize) % terrain.views.count]
  }

  private func lowest(_ count: Int, of field: [Double], _ view: StartView?) throws(InversionError) -> [[Double]] {
    if let view { return try view.best(count, of: field) }
    return try terrain.search.lowest(count, of: field)
  }

  private func slopes(at points: [[Double]], _ view: StartView?) throws(InversionError) -> [Slope] {
    if let view { return try view.slopes(at: points) }
    return try terrain.search.slopes(at: points)
  }

  private static func count(_ share: Double, of count: Int) -> Int { Int((share * Double(count)).rounded(.up)) }
}
