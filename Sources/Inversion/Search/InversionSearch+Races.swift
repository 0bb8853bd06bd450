internal import Numerics

/// Searches that go on where the first starts lead nowhere, or not to a sure end.
extension InversionSearch {
  /// Whether everything repeats along every input.
  var isPeriodic: Bool { domain.periods.allSatisfy { $0 != nil } }

  /// How many races may look for a valley that the first looks missed; none where all repeats, as only gradients without a
  /// period swing that often.
  private func mostRaces(hasViews: Bool = false) -> Int {
    guard !isPeriodic, let count = starts.first?.count else { return 0 }
    return (hasViews ? Self.racesOfViewsByUnknowns : Self.racesByUnknowns)[count] ?? 0
  }
  /// By the number of inputs in all rows. Of fewer the first looks find all, and of more no number of races that was tried
  /// does.
  private static let racesByUnknowns = [4: 2, 5: 8, 6: 48, 7: 384, 8: 384]
  /// Views are so quick that far more of them are worth the time.
  private static let racesOfViewsByUnknowns = [4: 2, 5: 8, 6: 96, 7: 2048, 8: 16384]
  /// A race leads to one descent for so many starts that were asked for.
  private static let startsPerRacedStart = 96

  private static let mostFurtherScreenings = 15
  /// Where more races were run, further screenings find less than those did.
  private static let mostRacesBeforeScreenings = 8
  /// So many races at least may look for more starts that lead to what was found, and at most so many times those that
  /// found it first.
  private static let (racesToBeSure, racesPerFind) = (192, 8)
  /// Below that squared distance gradients go the same way.
  private static let aligned = 1e-8
  private static let mostAligned = 8

  /// Where starts are chosen, further ones tell whether a match that few lead to is the only one.
  func settleDoubt(
    _ begun: StartScreening.Starts, _ screening: StartScreening?, _ finding: inout InversionFinding,
    _ set: inout SolutionSet
  ) throws(InversionError) {
    guard mostRaces() <= Self.mostRacesBeforeScreenings else { return }
    var begun = begun
    for _ in 0..<Self.mostFurtherScreenings where isOpenEnded && isDoubtful(set, finding.identifiability) {
      guard let further = try screening?.further(begun, count: starts.count) else { return }
      if finding.looks > 0 { finding.looks += further.looks?.count ?? 0 }
      begun = further
      _ = try explore(begun, &finding, &set)
    }
  }

  /// Races until something matches, and where it may, until that is sure; the least cost of all ends.
  func race(
    _ screening: StartScreening?, _ begun: inout StartScreening.Starts, _ finding: inout InversionFinding,
    _ set: inout SolutionSet
  ) throws(InversionError) -> Double {
    guard mostRaces() > 0, let looks = begun.looks, isOpen(set, finding),
      var race = try screening?.race(after: begun, startCount: starts.count)
    else { return .infinity }
    var least = Double.infinity
    var (done, most) = (0, mostRaces(hasViews: race.hasViews))
    func tell() {
      report(
        SearchProgress(
          done: done, total: most, matches: set.solutions.map { evidence.rows(of: $0.inputs) },
          isAligned: !finding.alignedInputs.isEmpty))
    }
    if !set.solutions.isEmpty { tell() }
    while done < most, isOpen(set, finding) {
      let best = try race.best(max(1, starts.count / Self.startsPerRacedStart))
      let wasEmpty = set.solutions.isEmpty
      let cost = try explore(best, &finding, &set)
      least = min(least, cost)
      done += 1
      if !set.solutions.isEmpty, wasEmpty || done == 1, most > Self.mostRacesBeforeScreenings {
        most = max(Self.racesToBeSure, min(most, Self.racesPerFind * done))
      }
      // Races compare directions where labels are known.
      if wasEmpty, set.solutions.isEmpty, best.cost < Self.aligned, observation.unknownLabelCount == 0 {
        finding.alignedInputs = (finding.alignedInputs + best.points.prefix(1)).suffix(Self.mostAligned)
      }
      tell()
    }
    begun.looks = race.next - looks.count..<race.next
    finding.looks += race.next - looks.lowerBound
    return least
  }

  /// Whether nothing matches yet, or what does may not be the only match.
  private func isOpen(_ set: SolutionSet, _ finding: InversionFinding) -> Bool {
    set.solutions.isEmpty || (isOpenEnded && isDoubtful(set, finding.identifiability))
  }
}
