import Numerics
import Testing

@Suite struct NestedSampleTests {
  private func mean(_ values: [Double], _ places: [Int]) -> Double {
    places.reduce(0) { $0 + values[$1] } / Double(places.count)
  }

  @Test("Columns of a table make groups within groups")
  func columns() {
    let models = [7, 7, 3, 7, 3, 3]
    let inputs = [1, 2, 1, 1, 1, 5]
    #expect(
      NestedSample(columns: [models, inputs])
        == .groups([
          .groups([.observations([0, 3]), .observations([1])]), .groups([.observations([2, 4]), .observations([5])]),
        ]))
    #expect(NestedSample(columns: [models])?.units == 2)
    #expect(NestedSample(columns: [models, inputs])?.places == [0, 3, 1, 2, 4, 5])
    #expect(NestedSample(columns: []) == .observations([]) && NestedSample(columns: [[]])?.units == 0)
    #expect(NestedSample(columns: [[1, 2], [1]]) == nil)
    #expect(NestedSample.strata([.observations([1, 2, 3]), .groups([.fixed([4, 5])]), .fixed([6])]).units == 1)
  }

  @Test("Groups are drawn whole, strata always, and what is fixed stays")
  func drawn() {
    let models = NestedSample.groups([
      .strata([.observations([0, 1, 2]), .fixed([3, 4])]), .strata([.observations([5, 6]), .fixed([7])]),
    ])
    var stream = RandomStream(seed: 3)
    var seen: Set<NestedSample> = []
    for _ in 0..<300 {
      let drawn = models.drawn(from: &stream)
      guard case .groups(let groups) = drawn, groups.count == 2 else {
        Issue.record("not two groups")
        return
      }
      for group in groups {
        guard case .strata(let parts) = group, parts.count == 2 else {
          Issue.record("not two strata")
          return
        }
        let isFirst = parts[1] == .fixed([3, 4])
        #expect(isFirst || parts[1] == .fixed([7]))
        #expect(parts[0].places.count == (isFirst ? 3 : 2))
        #expect(Set(parts[0].places).isSubset(of: isFirst ? [0, 1, 2] : [5, 6]))
        seen.insert(group)
      }
    }
    // Of 27 draws of the first's three and 4 of the second's two, nearly all come in 600.
    #expect(seen.count > 25)
  }

  @Test("Nothing to draw from draws nothing")
  func empty() {
    var stream = RandomStream(seed: 3)
    for sample in [.observations([]), .groups([]), .strata([]), .fixed([]), .groups([.observations([])])]
      as [NestedSample]
    {
      #expect(sample.drawn(from: &stream).places.isEmpty)
      let bootstrap = Bootstrap(of: sample, resamples: 5, stream: stream) { mean([], $0.places) }
      #expect(bootstrap.percentileInterval() == nil && bootstrap.expandedInterval() == nil)
    }
    #expect(NestedSample.groups([]).replicates(-1, stream: stream) { _ in [] }.isEmpty)
  }

  @Test("The variance of a mean over resamples is that of the groups' means and of what is within them")
  func variance() {
    let values = [1.0, 2, 4, 0.5, 3, 3.5, -1, 0, 2.5, 6, 5, 8]
    let groups = (0..<4).map { group in Array((3 * group)..<(3 * group + 3)) }
    let groupMeans = groups.map { mean(values, $0) }
    /// Davison and Hinkley, section 3.8: of the groups' means, and each group's own, as if what is seen were all.
    let between = RunningMean(groupMeans).variance * 3 / 16
    let within = groups.reduce(0) { $0 + RunningMean($1.map { values[$0] }).variance } * 2 / (16 * 9)
    for (sample, expected) in [
      (NestedSample.groups(groups.map { .observations($0) }), between + within),
      (.groups(groups.map { .fixed($0) }), between), (.strata(groups.map { .observations($0) }), within),
    ] {
      let bootstrap = Bootstrap(of: sample, resamples: 2000, stream: RandomStream(seed: 8)) {
        self.mean(values, $0.places)
      }
      let found = RunningMean(bootstrap.replicates)
      let whole = mean(values, Array(0..<12))
      let (meanNoise, varianceNoise) = ((expected / 2000).squareRoot(), expected * (2.0 / 2000).squareRoot())
      #expect(abs(found.mean - whole) < 5 * meanNoise)
      #expect(abs(found.variance - expected) < 5 * varianceNoise)
      #expect(bootstrap.estimate == whole && bootstrap.units == sample.units)
      #expect(bootstrap.correctedInterval { self.mean(values, $0) } == nil)
    }
  }

  @Test("Where inputs share a model, drawing rows holds the mean too seldom, drawing models and inputs as it says")
  func coverage() {
    let (models, inputs) = Coverage.isFull ? (40, 2) : (8, 2)
    let rows = models * inputs
    let groups = NestedSample.groups(
      (0..<models).map { model in .observations(Array((model * inputs)..<((model + 1) * inputs))) })
    let coverages = Coverage.several(seed: 51, repetitions: 200) { stream in
      // Models differ with a standard deviation of 2, inputs within a model with 1.
      let effects = stream.normals(models).map { 2 * $0 }
      let values = (0..<rows).map { effects[$0 / inputs] + stream.normal() }
      let resamples = Coverage.resamples(49)
      let plain = Bootstrap(observations: rows, resamples: resamples, stream: stream) { self.mean(values, $0) }
      let nested = Bootstrap(of: groups, resamples: resamples, stream: stream) { self.mean(values, $0.places) }
      return [plain.percentileInterval(), nested.expandedInterval(), nested.percentileInterval()].map {
        $0?.contains(0) ?? false
      }
    }
    coverages[0].expectTooFew("plain bootstrap of models' inputs")
    coverages[1].expectNominal("two-level bootstrap, expanded")
    if Coverage.isFull { coverages[2].expectNominal("two-level bootstrap, percentiles") }
  }

  /// How many members score above all but a tenth of the others.
  private func hits(_ members: [Double], _ others: [Double]) -> Int {
    let threshold = others.sorted()[others.count - others.count / 10 - 1]
    return members.count { $0 > threshold }
  }

  @Test("Where non-members set the threshold, the exact interval holds a rate too seldom, drawing strata as it says")
  func strata() {
    let (members, others) = Coverage.isFull ? (100, 100) : (60, 20)
    let sample = NestedSample.strata([
      .observations(Array(0..<members)), .observations(Array(members..<(members + others))),
    ])
    // Members score one higher; a tenth of the others is above this quantile.
    let rate = NormalDistribution.survival(NormalDistribution.quantile(0.9) - 1)
    let coverages = Coverage.several(seed: 55, repetitions: 100) { stream in
      let scores = stream.normals(members).map { $0 + 1 } + stream.normals(others)
      func hits(_ places: [Int]) -> Int {
        let drawn = places.map { scores[$0] }
        return self.hits(Array(drawn[..<members]), Array(drawn[members...]))
      }
      let proportion = Proportion(successes: hits(sample.places), trials: members)
      let bootstrap = Bootstrap(of: sample, resamples: Coverage.isFull ? 200 : 39, stream: stream) {
        Double(hits($0.places)) / Double(members)
      }
      return [proportion.clopperPearsonInterval(), bootstrap.percentileInterval()].map { $0?.contains(rate) ?? false }
    }
    coverages[0].expectTooFew("Clopper-Pearson, threshold from the same cases")
    coverages[1].expectNominal("bootstrap of strata, threshold from the same cases")
  }
}
