internal import Models
internal import Numerics

/// Where searches begin: at the points of a Sobol sequence, or, where few of the first lead anywhere, at the most
/// promising of many more.
///
/// An encoding by products of inputs, or by multiples of one, makes a gradient swing so often that hardly any start
/// lies in the right valley. Looking at a point costs a hundredth of a descent from it, and four steps from it a tenth.
struct StartScreening {
  struct Starts {
    var points: [[Double]]
    /// How many candidates were looked at on the way.
    var evaluations = 0
    /// Of the sequence, where the points were chosen by how well they explain the values.
    var looks: Range<Int>?
    /// The least squared difference of values that races led to, as they compare them.
    var cost = Double.infinity
  }

  let search: LeastSquaresSearch
  let domain: InputDomain
  /// Some points of a sequence that fills the unit cube, one after the other.
  let sequence: (Range<Int>) -> [Double]
  /// Distance below which two ends are one.
  let isSame: (_ first: [Double], _ second: [Double]) -> Bool
  /// Of looking at one point, in amplitudes times gates.
  let costOfLook: Double

  private static let firstStarts = 16
  private static let fewHits = 2
  private static let looksPerStart = 1024
  private static let racersPerStart = 16
  /// Where few of those lead to a match: how fast the cost falls tells a valley better than its height at some point.
  private static let shareOfFurtherRacers = 0.2
  private static let stepsOfRace = 4
  private static let mostCost = 2e9
  private static let mostLooks = 1 << 19
  private static let mostNumbers = 1 << 24
  private static let mostRacers = 1 << 17
  private static let mostRaceLooks = 1 << 20
  private static let mostRaceCost = 1.2e10

  /// The points themselves if two of the first lead to the best end, and match where values are exact. Where they need
  /// not match, the chosen ones lie in many valleys: the one in which errors are least may be the narrowest.
  func starts(_ points: [[Double]], mustMatch: Bool) throws(InversionError) -> Starts {
    guard points.count > Self.firstStarts else { return Starts(points: points) }
    let first = try search.descents(from: Array(points.prefix(Self.firstStarts)))
    let evaluations = first.reduce(0) { $0 + $1.iterations + 1 }
    let ends = mustMatch ? first.filter { $0.end == .matched } : first
    if let best = ends.min(by: { $0.cost < $1.cost }),
      ends.count(where: { isSame($0.inputs, best.inputs) }) >= Self.fewHits
    {
      return Starts(
        points: first.map(\.inputs) + points.dropFirst(Self.firstStarts), evaluations: evaluations)
    }
    let patience = Self.patience(points.count)
    let looks = min(
      Self.looksPerStart * points.count, Int(Double(Self.mostLooks) * patience),
      Int(Self.mostCost * patience / max(1, costOfLook)), Self.mostNumbers / max(1, points[0].count))
    let racers = max(points.count, min(Self.mostRacers, Self.racersPerStart * points.count))
    guard looks > racers else { return Starts(points: points, evaluations: evaluations) }
    var found = try chosen(points.count, among: 0..<looks, racers: racers, spread: !mustMatch)
    found.evaluations += evaluations
    // What was seen already stays in sight.
    let seen = ends.filter { $0.end == .matched }.map(\.inputs)
    found.points = seen + found.points.prefix(points.count - seen.count)
    return found
  }

  /// So many starts, chosen with more care among as many points that nobody has looked at yet.
  func further(_ begun: Starts, count: Int) throws(InversionError) -> Starts? {
    guard let looks = begun.looks else { return nil }
    let share = Int(Self.shareOfFurtherRacers * Double(looks.count))
    return try chosen(
      count, among: looks.upperBound..<looks.upperBound + looks.count,
      racers: max(Self.racersPerStart * count, min(Self.mostRacers, share)))
  }

  /// For valleys that such starts missed; nil where none were chosen.
  func race(after begun: Starts, startCount: Int) throws(InversionError) -> StartRace? {
    guard let looks = begun.looks else { return nil }
    let patience = Self.patience(startCount)
    return try StartRace(
      search, in: domain, sequence: sequence,
      looks: max(1, Int(patience * min(Double(Self.mostRaceLooks), Self.mostRaceCost / max(1, costOfLook)))),
      from: looks.upperBound)
  }

  /// Who asks for more starts than usual wants to wait longer.
  private static func patience(_ startCount: Int) -> Double {
    max(1, Double(startCount) / Double(LeastSquaresAttack.mostStarts))
  }

  /// Of a valley at most this share of the starts, where they are to be spread.
  private static let shareOfValley = 1.0 / 16

  private func chosen(
    _ count: Int, among looks: Range<Int>, racers most: Int, spread: Bool = false
  ) throws(InversionError) -> Starts {
    let pool = domain.inputs(at: sequence(looks))
    var race = search
    (race.metric, race.mostIterations) = (nil, Self.stepsOfRace)
    let racers = try race.descents(from: search.observation.candidates(search.lowest(most, of: pool)))
    let sorted = racers.sorted { ($0.cost, $0.start) < ($1.cost, $1.start) }.map(\.inputs)
    return Starts(
      points: spread ? self.spread(sorted, count) : Array(sorted.prefix(count)),
      evaluations: looks.count + racers.reduce(0) { $0 + $1.iterations + 1 }, looks: looks)
  }

  /// The first of the points, but for those of valleys that many of them lie in.
  private func spread(_ points: [[Double]], _ count: Int) -> [[Double]] {
    let most = max(1, Int(Self.shareOfValley * Double(count)))
    var valleys: [(first: [Double], count: Int)] = []
    var taken: [[Double]] = []
    for point in points {
      guard taken.count < count else { break }
      if let place = valleys.firstIndex(where: { isSame($0.first, point) }) {
        guard valleys[place].count < most else { continue }
        valleys[place].count += 1
      } else {
        valleys.append((point, 1))
      }
      taken.append(point)
    }
    return taken
  }
}
