internal import Devices
package import Execution
internal import Formats

/// All cells of a study, and what they will take.
package struct StudyPlan: Sendable {
  package let study: Study
  /// In the order of the study: analysis by analysis, axis by axis.
  package let cells: [Cell]
  /// Of the machines that cost something.
  private let currencies: Set<String>

  package init(_ study: Study, on bench: Workbench) throws(StudyError) {
    self.study = study
    var cells: [Cell] = []
    try Self.checkSize(study)
    for analysis in study.analyses {
      let before = cells.count
      for point in study.points(of: analysis) where analysis.isPossible(at: point) {
        cells.append(try Cell(analysis, at: point, on: bench))
      }
      guard cells.count > before else {
        throw StudyError(
          .misuse, "the analysis \"\(type(of: analysis).kind)\" has nothing to do in this grid",
          help: type(of: analysis).idleHelp)
      }
    }
    self.cells = cells
    currencies = Set(bench.prices.values.map(\.currency))
    try checkBudget()
    if let most = study.budget.cost { try checkCost(most) }
  }

  /// More would not fit memory.
  private static let mostCells = 1_000_000

  private static func checkSize(_ study: Study) throws(StudyError) {
    let count = study.analyses.reduce(0.0) { sum, analysis in
      sum + type(of: analysis).axes.reduce(1.0) { $0 * Double(study.grid[$1]?.count ?? 0) }
    }
    guard count > Double(mostCells) else { return }
    throw StudyError(
      .misuse, "the grid has \(count) points, but a study has at most \(mostCells) cells",
      help: "make its lists shorter, or make several studies of it")
  }

  /// Of all cells together; the cost is not known where it is in several currencies.
  package var spending: Spending {
    var spending = cells.reduce(Spending()) { $0 + $1.spending }
    if currencies.count > 1 { spending.cost = nil }
    return spending
  }

  /// What the cost of all is in; nil where nothing has a price, or prices are in several currencies.
  package var currency: String? { currencies.count == 1 ? currencies.first : nil }

  private func checkBudget() throws(StudyError) {
    let (spending, budget) = (spending, study.budget)
    if let most = budget.shots, spending.shots > most {
      throw StudyError(
        .misuse, "the study takes \(spending.shots) shots, but its budget is \(most)",
        help: "raise budget.shots, or ask for fewer shots, repetitions or models")
    }
    if let most = budget.seconds, spending.seconds > most {
      throw StudyError(
        .misuse,
        "the study takes about \(spending.wholeSeconds) s of a core, but its budget is \(most) s",
        help: "raise budget.seconds, or make the grid smaller")
    }
  }

  private func checkCost(_ most: Double) throws(StudyError) {
    guard currencies.count < 2 else {
      throw StudyError(
        .misuse, "budget.cost is one number, but the prices are in \(currencies.sorted().joined(separator: " and "))",
        help: "leave budget.cost out, or make a study for each")
    }
    guard let cost = spending.cost else {
      let unknown = cells.first { $0.spending.cost == nil }.map { " at \($0.point.text)" } ?? ""
      throw StudyError(
        .misuse, "nobody knows what the study costs\(unknown), but its budget is \(most)",
        help: "leave budget.cost out, or put the price into the device's file")
    }
    guard cost > most else { return }
    throw StudyError(
      .misuse, "the study costs \(cost) \(currency ?? ""), but its budget is \(most)",
      help: "raise budget.cost, or ask for fewer shots, repetitions or models")
  }

  /// What the cells of one analysis take on one backend.
  package struct Line: Sendable {
    package let analysis: String
    package let backend: String?
    package var cells = 0
    package var spending = Spending()
  }

  package var lines: [Line] {
    var lines: [Line] = []
    for cell in cells {
      let (kind, backend) = (type(of: cell.analysis).kind, cell.point.name(.backend))
      let place = lines.firstIndex { $0.analysis == kind && $0.backend == backend }
      if place == nil { lines.append(Line(analysis: kind, backend: backend)) }
      lines[place ?? lines.count - 1].cells += 1
      lines[place ?? lines.count - 1].spending = lines[place ?? lines.count - 1].spending + cell.spending
    }
    return lines
  }

  /// What a backend would take for some cells; the cost is not known where it is not of one of them.
  package func quote(of cells: [Cell], on remote: RemoteBackend) -> RemoteQuote {
    let own = cells.filter { $0.point.name(.backend) == remote.name }
    let spending = own.reduce(Spending()) { $0 + $1.spending }
    let unit = remote.device.price?.currency ?? "USD"
    return RemoteQuote(
      jobs: nil, circuits: spending.circuits, shots: spending.shots,
      cost: spending.cost.map { RemoteCost($0, unit) })
  }

  /// The cells of a shard that no part of a folder holds yet.
  package func cells(of shard: Shard, leftIn folder: StudyFolder) throws(StudyError) -> [Cell] {
    let recorded = try folder.recorded()
    return cells(of: shard).filter { !recorded.isSettled($0.id) }
  }

  /// The cells of one of several runs: groups that share a training, the largest first, dealt in turn.
  package func cells(of shard: Shard) -> [Cell] {
    let groups = Dictionary(grouping: cells, by: \.group)
    let order = groups.map { (id: $0.key, seconds: $0.value.reduce(0) { $0 + $1.spending.seconds }) }
      .sorted { ($1.seconds, $0.id) < ($0.seconds, $1.id) }
    return order.enumerated().flatMap { place, group in
      guard place % shard.count == shard.number - 1 else { return [Cell]() }
      return (groups[group.id] ?? []).sorted { ($1.spending.seconds, $0.id) < ($0.spending.seconds, $1.id) }
    }
  }

  /// A line a cell, for `plan.jsonl`.
  package var text: String {
    cells.sorted { $0.id < $1.id }.map { cell in
      let line: JSON = [
        "schema": 1, "cell": .string(cell.id), "analysis": .string(type(of: cell.analysis).kind),
        "algorithm": .integer(type(of: cell.analysis).algorithm), "point": cell.point.json,
        "circuits": .integer(cell.spending.circuits), "shots": .integer(cell.spending.shots),
      ]
      // Whole numbers and texts can always be written.
      return ((try? line.text()) ?? "") + "\n"
    }.joined()
  }
}

extension Spending {
  /// Rounded up; what is longer than any life stays at that.
  package var wholeSeconds: Int { Int(min(seconds, 1e15).rounded(.up)) }
}

/// One of several runs that share a study.
package struct Shard: Hashable, Sendable {
  package let number: Int
  package let count: Int

  package static let whole = Shard(number: 1, count: 1)

  private init(number: Int, count: Int) {
    self.number = number
    self.count = count
  }

  /// Reads `2/3`: the second of three.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], (1...100_000).contains(count),
      (1...count).contains(number)
    else { return nil }
    (self.number, self.count) = (number, count)
  }
}

extension Study {
  /// The grid's points along the axes that an analysis has.
  func points(of analysis: any Analysis) -> [GridPoint] {
    type(of: analysis).axes.reduce([GridPoint()]) { points, axis in
      points.flatMap { point in
        (grid[axis] ?? []).map { value in
          var next = point
          next.values[axis] = value
          return next
        }
      }
    }
  }
}
