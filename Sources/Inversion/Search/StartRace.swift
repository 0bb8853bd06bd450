internal import Simulation

/// Chooses a few of very many starts, for valleys so narrow that fewer miss them: all points are looked at, and of those
/// that fit best, the ones whose cost falls fastest go on.
///
/// The height at a point tells little of the valley it lies in. A few steps tell more, and each costs ten looks: so most
/// points are left behind after a look, and the others heat by heat. What is compared are directions of the values.
struct StartRace {
  private let search: LeastSquaresSearch
  /// How many fields run at a time.
  private let threadCount: Int
  private let domain: InputDomain
  /// Some points of a sequence that fills the unit cube.
  private let sequence: (Range<Int>) -> [[Double]]
  private let density: StartDensity
  /// How many points the best are chosen of.
  private let looks: Int
  /// Where in the sequence points begin that nobody has looked at.
  private var next: Int

  /// Points that run against each other.
  private static let fieldSize = 1 << 15
  private static let shareOfLooks = 0.05
  /// How many steps racers have taken after each heat, and the share of them that goes on.
  private static let heats: [(steps: Int, share: Double)] = [
    (1, 0.5), (2, 0.5), (4, 0.2), (8, 0.2), (16, 0.2), (32, 1),
  ]
  /// At so many points it is measured how fast the values change.
  private static let measured = 1 << 13

  /// Races so many points at a time, from a place of the sequence on.
  init(
    _ search: LeastSquaresSearch, in domain: InputDomain, sequence: @escaping (Range<Int>) -> [[Double]], looks: Int,
    from next: Int
  ) throws(InversionError) {
    (self.search, threadCount) = try Self.quick(search)
    (self.domain, self.sequence, self.looks, self.next) = (domain, sequence, looks, next)
    let points = sequence(0..<min(looks, Self.measured))
    density = StartDensity(
      points, logDeterminants: try self.search.logDeterminants(at: points.map(domain.inputs)))
  }

  /// The same for directions alone, and not to the last digit, with how many threads may search so.
  private static func quick(_ search: LeastSquaresSearch) throws(InversionError) -> (LeastSquaresSearch, Int) {
    var quick = search
    quick.metric = nil
    let coarse = try search.observation.coarse()
    let threads = coarse == nil ? 1 : search.observation.threadCount
    quick.observation = coarse ?? search.observation
    // Labels that are fitted take the length out of the values as well.
    guard search.observation.unknownLabelCount == 0 else { return (quick, threads) }
    quick.observation = DirectionObservation(base: quick.observation)
    let length = search.target.reduce(0) { $0 + $1 * $1 }.squareRoot()
    quick.target = search.target.map { $0 / length }
    return (quick, threads)
  }

  /// The best so many of the next points.
  mutating func best(_ count: Int) throws(InversionError) -> StartScreening.Starts {
    let end = next + looks
    let fields = stride(from: next, to: end, by: Self.fieldSize).map { $0..<min(end, $0 + Self.fieldSize) }
    next = end
    let race = self
    let ended = ParallelWork.map(fields, threads: threadCount, least: 1) { places in
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
    let field = sequence(places).map { domain.inputs(at: density.moved($0)) }
    let starts = try search.lowest(Int((Self.shareOfLooks * Double(field.count)).rounded(.up)), of: field)
    var search = search
    search.mostIterations = 0
    var racers = try search.descents(from: starts)
    var evaluations = field.count + racers.count
    for heat in Self.heats {
      evaluations += racers.count * (heat.steps - search.mostIterations)
      search.mostIterations = heat.steps
      racers = try search.followed(racers, endedBy: .iterations)
      racers.sort { ($0.cost, $0.start) < ($1.cost, $1.start) }
      racers.removeLast(racers.count - Int((heat.share * Double(racers.count)).rounded(.up)))
    }
    return Finalists(descents: racers, evaluations: evaluations)
  }
}
