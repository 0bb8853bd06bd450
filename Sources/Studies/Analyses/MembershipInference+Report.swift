#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Formats
internal import Membership
internal import Numerics

extension MembershipInference {
  private static let lines: [Axis] = [.attack, .queries, .model, .labelNoise, .backend]

  package static let figures = [
    FigurePlan(
      id: "membership-auc", title: "How well members are told from others",
      caption:
        "AUC: 0.5 is guessing, 1 is certainty. More shots can only help an attacker; the dashed lines are the same "
        + "likelihood ratio with infinitely many, and what no attack on so many shots can exceed.",
      x: .shots, y: "auc", yTitle: "AUC", series: lines,
      bounds: [("limit", "limit of any attack on these shots"), ("exactAuc", "infinitely many shots")],
      isLogarithmicY: false, hasPanels: true, range: 0...1),
    rateFigure(
      0.001, id: "membership-rate",
      caption:
        "The share of members that are found where one non-member in a thousand is taken for one: what an attack can be "
        + "sure of. Scores of all targets share one threshold; with fewer than a thousand non-members no false one is "
        + "allowed."),
    rateFigure(
      0.01, id: "membership-rate-1",
      caption: "The same where one non-member in a hundred is taken for a member."),
    FigurePlan(
      id: "membership-roc", title: "Members found against others taken for them",
      caption:
        "Each threshold's rates, of all targets' scores together, on logarithms: left is where an attacker is seldom "
        + "wrong. The curve begins where a single non-member is taken for a member.",
      x: .shots, y: "auc", yTitle: "true positive rate", series: lines,
      curve: FigurePlan.Curve(positives: "memberScores", negatives: "otherScores")),
  ]

  private static func rateFigure(_ level: Double, id: String, caption: String) -> FigurePlan {
    FigurePlan(
      id: id, title: "Members found at a false positive rate of \(ReportedNumber.text(100 * level)) %",
      caption: caption,
      x: .shots, y: "auc", yTitle: "true positive rate", series: lines, isLogarithmicY: false, hasPanels: true,
      range: 0...1,
      pooled: FigurePlan.Pooled(
        value: { records in rate(level, of: records).map { ($0.value, $0.interval) } },
        note: "Whiskers: 95 %, each point by itself, of members and non-members of these targets drawn anew, with what "
          + "the non-members at hand leave open about the threshold."))
  }

  /// The share of all targets' members above a threshold that so many of their non-members exceed.
  static func rate(_ level: Double, of records: [Record]) -> (value: Double, interval: ClosedRange<Double>)? {
    let members = records.flatMap { $0.repetitions["memberScores"] ?? [] }
    let others = records.flatMap { $0.repetitions["otherScores"] ?? [] }
    guard let curve = OperatingCurve(positives: members, negatives: others),
      let rate = TruePositiveRate(curve, level: level)
    else { return nil }
    return (rate.value, rate.interval())
  }

  // MARK: Statements

  package static func statements(of records: [Record]) -> [Statement] {
    let done = records.filter { $0.status == .done }
    return leaks(done) + shotsNeeded(done) + differences(done)
  }

  /// A line of a figure in words: all but the shots and the target.
  private static func line(_ record: Record, but left: Axis? = nil) -> String {
    let point = record.point
    var parts: [String] = []
    if let model = point.name(.model), model != Study.ModelChoice.own { parts.append(model) }
    if let share = point.number(.labelNoise), share > 0 { parts.append("\(share) % of labels changed") }
    if let backend = point.name(.backend) { parts.append(backend) }
    if let queries = point.number(.queries), queries > 1 { parts.append("\(queries) queries") }
    if left != .attack, let attack = point.name(.attack) { parts.append(attack) }
    return parts.joined(separator: ", ")
  }

  private static func mean(_ records: [Record], _ key: String) -> Double? {
    let values = records.compactMap { $0.values[key] }
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// What infinitely many shots give away, for each model.
  private static func leaks(_ records: [Record]) -> [Statement] {
    let lines = Dictionary(grouping: records) { line($0, but: .attack) }
    let found = lines.compactMapValues { mean($0, "exactAuc") }
    guard !found.isEmpty else { return [] }
    return [
      Statement(
        label: "AUC with infinitely many shots", value: ReportedNumber.list(found),
        meaning: "What exact outputs give away; 0.5 is nothing. No number of shots gives away more to this attack.")
    ]
  }

  /// Shots of a row at which half of that is given away.
  private static func shotsNeeded(_ records: [Record]) -> [Statement] {
    var found: [String: Double] = [:]
    for (name, records) in Dictionary(grouping: records, by: { line($0) }) {
      guard let exact = mean(records, "exactAuc"), exact > leastLeak else { continue }
      let curve = Dictionary(grouping: records) { $0.point.number(.shots) ?? 0 }
        .compactMapValues { mean($0, "auc") }.sorted { $0.key < $1.key }
      let half = 0.5 + (exact - 0.5) / 2
      guard let place = curve.firstIndex(where: { $0.value >= half }) else { continue }
      guard place > 0 else {
        found[name] = Double(curve[0].key)
        continue
      }
      let (low, high) = (curve[place - 1], curve[place])
      let share = (half - low.value) / (high.value - low.value)
      found[name] = Double(low.key) * pow(Double(high.key) / Double(low.key), share)
    }
    guard !found.isEmpty else { return [] }
    return [
      Statement(
        label: "Shots of a row at which half of it is given away", value: ReportedNumber.list(found),
        meaning: "Queries of the same row times shots of each: with fewer, shot noise hides more than half of the "
          + "advantage over guessing.")
    ]
  }

  /// Below, there is nothing to halve.
  private static let leastLeak = 0.55

  /// Where the strongest attack beats another on the same shots of the same targets.
  private static func differences(_ records: [Record]) -> [Statement] {
    struct Place: Hashable {
      let line: String
      let attack: String
      let shots: Int
    }
    var pairs: [Place: [(own: Double, other: Double)]] = [:]
    let own = records.filter { $0.point.name(.attack) == strongest }
    let known = Dictionary(own.map { ($0.point.without(.attack), $0) }, uniquingKeysWith: { first, _ in first })
    for record in records where record.point.name(.attack) != strongest {
      guard let best = known[record.point.without(.attack)]?.values["auc"], let auc = record.values["auc"] else {
        continue
      }
      let place = Place(
        line: line(record, but: .attack), attack: record.point.name(.attack) ?? "",
        shots: record.point.number(.shots) ?? 0)
      pairs[place, default: []].append((best, auc))
    }
    let places = pairs.keys.sorted { ($0.line, $0.attack, $0.shots) < ($1.line, $1.attack, $1.shots) }
    let tests = places.map { place -> PermutationTest? in
      let pairs = pairs[place] ?? []
      return PermutationTest(
        pairs: pairs.map(\.own), pairs.map(\.other), stream: RandomStream(seed: 0).substream("\(place)"))
    }
    guard tests.contains(where: { $0 != nil }) else { return [] }
    let adjusted = HolmAdjustment(tests.map { $0?.pValue ?? .nan })
    let wins = adjusted.rejected().filter { (tests[$0]?.difference ?? 0) > 0 }
    let losses = adjusted.rejected().filter { (tests[$0]?.difference ?? 0) < 0 }
    return [
      Statement(
        label: "Where \(strongest) has another AUC than other attacks",
        value: "higher at \(wins.count), lower at \(losses.count) of \(places.count) points",
        meaning: wins.isEmpty && losses.isEmpty
          ? "No difference is certain at 95 % for all points together (signs permuted over targets, Holm)."
          : "Certain at 95 % for all points together (signs permuted over targets, Holm): "
            + (wins + losses).map { "\(places[$0].attack) at \(places[$0].shots) shots (\(places[$0].line))" }
            .joined(separator: "; ") + ".")
    ]
  }
}
