#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Means over the points of a grid, of cells that were measured for units within units, such as inputs of models, and
/// again and again within each cell.
///
/// Where the same units are at every point, a resample has the same ones everywhere, so that a band over all points
/// knows how their errors go together. Repetitions belong to one cell and are drawn in each on its own.
package struct NestedMeans: Sendable {
  package struct Cell: Sendable {
    /// Which mean it is part of, from 0.
    package let point: Int
    /// Of which unit it is, the outermost first, such as model and input; equal labels within equal ones are one unit.
    package let units: [Int]
    /// What was measured again and again: at least one number.
    package let repetitions: [Double]
    /// What follows from the mean of the repetitions, such as the root of a mean square.
    package let value: @Sendable (_ mean: Double) -> Double

    package init(
      point: Int, units: [Int], repetitions: [Double], value: @escaping @Sendable (Double) -> Double = { $0 }
    ) {
      (self.point, self.units, self.repetitions, self.value) = (point, units, repetitions, value)
    }
  }

  /// What is drawn first, and so what the band speaks for.
  package enum Drawing: Hashable, Sendable {
    /// Units of one level, of which there are so many, and all that is within them.
    case units(level: Int, count: Int)
    /// Nothing but repetitions, at least so many in a cell: the band speaks of these units alone.
    case repetitions(Int)
  }

  /// Fewer show no spread that one may rely on: they are kept as they are, and what is within them is drawn.
  package static let fewestUnits = 3

  private let cells: [Cell]
  private let pointCount: Int
  /// The cell of each place of the sample, and the number there.
  private let numbers: [(cell: Int, value: Double)]
  private let sample: NestedSample
  /// Nil where nothing can be drawn.
  package let drawing: Drawing?

  /// - Precondition: cells have a point below `pointCount`, as many units as each other, and repetitions.
  package init(_ cells: [Cell], pointCount: Int) {
    self.cells = cells
    self.pointCount = pointCount
    var numbers: [(cell: Int, value: Double)] = []
    var parts: [NestedSample] = []
    for (index, cell) in cells.enumerated() {
      let places = Array(numbers.count..<numbers.count + cell.repetitions.count)
      parts.append(places.count > 1 ? .observations(places) : .fixed(places))
      numbers += cell.repetitions.map { (index, $0) }
    }
    self.numbers = numbers
    let levels = cells.first?.units.count ?? 0
    let level = (0..<levels).first { Self.unitCount(of: cells, level: $0) >= Self.fewestUnits }
    sample = Self.sample(of: Array(cells.indices), cells, parts, level: 0, drawnFrom: level ?? levels)
    if let level {
      drawing = .units(level: level, count: Set(cells.map { Array($0.units[...level]) }).count)
    } else {
      let fewest = cells.map(\.repetitions.count).filter { $0 >= Self.fewestUnits }.min()
      drawing = fewest.map { .repetitions($0) }
    }
  }

  private static func sample(
    of members: [Int], _ cells: [Cell], _ parts: [NestedSample], level: Int, drawnFrom first: Int
  ) -> NestedSample {
    guard let levels = members.first.map({ cells[$0].units.count }), level < levels else {
      return .strata(members.map { parts[$0] })
    }
    let groups = Dictionary(grouping: members) { cells[$0].units[level] }.sorted { $0.key < $1.key }.map {
      sample(of: $0.value, cells, parts, level: level + 1, drawnFrom: first)
    }
    return level < first ? .strata(groups) : .groups(groups)
  }

  /// The sums of a resample: what `NestedSample.drawn` gives, without its places ever being held.
  private struct Sums {
    var sums: [Double]
    var counts: [Double]
    var stream: RandomStream

    var means: [Double] { zip(sums, counts).map { $0 / $1 } }
  }

  /// Adds the cells of a part as they are, or as they are drawn.
  private func add(_ part: NestedSample, isDrawn: Bool, to sums: inout Sums) {
    switch part {
    case .observations(let places), .fixed(let places):
      guard let first = places.first else { return }
      let isDrawn = if case .observations = part { isDrawn } else { false }
      var total = 0.0
      for place in places {
        let chosen = isDrawn ? places[Int(sums.stream.uniform() * Double(places.count))] : place
        total += numbers[chosen].value
      }
      let cell = cells[numbers[first].cell]
      sums.sums[cell.point] += cell.value(total / Double(places.count))
      sums.counts[cell.point] += 1
    case .groups(let groups):
      for group in groups {
        let chosen = isDrawn ? groups[Int(sums.stream.uniform() * Double(groups.count))] : group
        add(chosen, isDrawn: isDrawn, to: &sums)
      }
    case .strata(let parts): for part in parts { add(part, isDrawn: isDrawn, to: &sums) }
    }
  }

  /// The mean at each point; not a number where there are no cells.
  package var means: [Double] {
    var sums = noSums(RandomStream(seed: 0))
    add(sample, isDrawn: false, to: &sums)
    return sums.means
  }

  private func noSums(_ stream: RandomStream) -> Sums {
    let zeros = Array(repeating: 0.0, count: pointCount)
    return Sums(sums: zeros, counts: zeros, stream: stream)
  }

  /// How many units of a level there are within those of the level above, the fewest of these.
  private static func unitCount(of cells: [Cell], level: Int) -> Int {
    Dictionary(grouping: cells) { $0.units[..<level] }.values.map { Set($0.map { $0.units[level] }).count }.min() ?? 0
  }

  /// How many units, or repetitions where those alone are drawn, the mean at each point is over.
  private var unitCounts: [Int] {
    let members = Dictionary(grouping: cells, by: \.point)
    return (0..<pointCount).map { point in
      let own = members[point] ?? []
      switch drawing {
      case .units(let level, _): return Self.unitCount(of: own, level: level)
      case .repetitions: return own.map(\.repetitions.count).min() ?? 0
      case nil: return 0
      }
    }
  }

  /// A simultaneous band over all points that have enough units, by resamples of all points together; of other points
  /// nil. With `onLogarithms` the band is that of the means' logarithms, for means that are positive.
  ///
  /// It is widened for few units, see `SimultaneousBand.widened`.
  package func band(
    confidence: Double = 0.95, resamples: Int = 1000, onLogarithms: Bool = false, stream: RandomStream
  ) -> [ClosedRange<Double>?] {
    var intervals = [ClosedRange<Double>?](repeating: nil, count: pointCount)
    let counts = unitCounts
    let means = means.map { onLogarithms ? log($0) : $0 }
    let shown = (0..<pointCount).filter { counts[$0] >= Self.fewestUnits && means[$0].isFinite }
    guard !shown.isEmpty, drawing != nil else { return intervals }
    var stream = stream
    let replicates = (0..<max(0, resamples)).map { _ in
      var sums = noSums(stream)
      add(sample, isDrawn: true, to: &sums)
      stream = sums.stream
      let means = sums.means
      return shown.map { onLogarithms ? log(means[$0]) : means[$0] }
    }
    let band = SimultaneousBand(
      estimates: shown.map { means[$0] }, replicates: replicates, confidence: confidence)
    let fewest = shown.map { counts[$0] }.min() ?? 0
    guard let band = band?.widened(forUnits: fewest) else { return intervals }
    for (point, interval) in zip(shown, band.intervals) {
      let ends = (interval.lowerBound, interval.upperBound)
      let (lower, upper) = onLogarithms ? (exp(ends.0), exp(ends.1)) : ends
      if lower.isFinite, upper.isFinite { intervals[point] = lower...upper }
    }
    return intervals
  }
}
