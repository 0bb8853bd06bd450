import Execution
import Formats
import Membership
import Models
import Numerics
import Reports
import Studies

/// What `membership` prints of an audit.
struct AuditPresentation {
  private let job: AuditJob
  private let result: AuditJob.Result
  private let score: MembershipScore
  private let exact: MembershipScore
  private let shuffled: MembershipScore
  /// Rates at thresholds that all targets share.
  private let rates: [TruePositiveRate]
  private let accuracies: (members: Double, others: Double)
  private let vulnerability: ExampleVulnerability
  /// Of the first target: one bound holds with its confidence, the greatest of several does not.
  private let audit: OneRunAudit?

  init(_ job: AuditJob, _ result: AuditJob.Result) throws(MembershipError) {
    (self.job, self.result) = (job, result)
    let stream = RandomStream(seed: job.options.seed).substream("score")
    score = try MembershipScore(result.trials, stream: stream)
    exact = try MembershipScore(result.exactTrials, stream: stream.substream("exact"))
    let draws = stream.substream("shuffled")
    shuffled = try MembershipScore(result.trials.enumerated().map { $1.shuffled(draws.substream($0)) }, stream: draws)
    let curve = OperatingCurve(
      positives: result.trials.flatMap(\.members), negatives: result.trials.flatMap(\.others))
    rates = curve.map { curve in MembershipScore.levels.compactMap { TruePositiveRate(curve, level: $0) } } ?? []
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(values.count, 1)) }
    vulnerability = try ExampleVulnerability(result.trials)
    audit = result.trials.first.flatMap { OneRunAudit(scores: $0.scores, truth: $0.truth) }
    accuracies = (mean(result.knownTrials.flatMap(\.members)), mean(result.knownTrials.flatMap(\.others)))
  }

  func print(in session: Session) throws {
    let note = ProviderNote(job.backend, .membership)
    if session.wantsJSON {
      try session.print(members.adding(note))
    } else {
      try session.print(text + (note.map { "\n" + $0.text } ?? ""))
    }
  }

  /// What one of all targets' non-members amounts to, which share a threshold.
  private var smallestRate: Double { 1 / Double(max(score.otherCount, 1)) }

  private var design: AuditDesign { job.split.design }

  // MARK: Text

  private var text: String {
    let changed =
      design.labelNoise > 0
      ? ", \(NumberText.rounded(100 * design.labelNoise)) % of all labels changed" : ""
    let overlap =
      design.referenceRows == .audited ? "each row in half of them" : "none of which has seen an audited row"
    return """
      model:        \(job.model.model.name) on \(job.data.name), prepared by \(job.preparation.description)\(changed)
      targets:      \(job.targetCount), each trained on \(design.memberCount) of \(2 * design.memberCount) rows; they know \
      the class of \(percent(accuracies.members)) of members and \(percent(accuracies.others)) of others
      references:   \(design.referenceCount), \(overlap)
      asked:        \(asked)
      attack:       \(result.attack.name), which sees \(Self.sight(result.threatModel))
                    \(result.attack.citation)
      assumes:      \(result.attack.assumptions)
      note:         \(result.findings.first?.message ?? "")

      """ + "\n" + TextTable(rows: rows).text + curveText + "\n" + remarks
  }

  private static func sight(_ model: ThreatModel) -> String {
    switch model {
    case .labelOnly: "decisions alone"
    case .probabilities: "probabilities"
    case .expectations: "means of observables"
    case .rawCounts: "counts of shots"
    }
  }

  /// The mean area over targets after ever more decisions about each row: powers of two, and all.
  private var curve: [(queries: Int, area: Double)] {
    guard let steps = result.steps.first else { return [] }
    var budget = 1
    var places: [Int] = []
    for (place, step) in steps.enumerated() where step.queries >= budget || place == steps.count - 1 {
      places.append(place)
      while budget <= step.queries { budget *= 2 }
    }
    return places.map { place in
      let areas = zip(result.steps, result.trials).compactMap { steps, trial in
        let own = MembershipScore.Trial(scores: steps[place].scores, truth: trial.truth)
        return AreaUnderCurve(positives: own.members, negatives: own.others)?.value
      }
      return (steps[place].queries, areas.reduce(0, +) / Double(max(areas.count, 1)))
    }
  }

  private var curveText: String {
    let curve = curve
    guard !curve.isEmpty else { return "" }
    let table = curve.map { queries, area in
      let shots = job.shots.map { ["\($0)", NumberText.exact(Double($0) * Double(queries))] } ?? ["-", "-"]
      return ["\(queries)"] + shots + [NumberText.rounded(area)]
    }
    let heads = ["decisions of a row", "shots of each", "shots of a row", "area under the curve"]
    return "\n" + TextTable(rows: [heads] + table).text
  }

  private func percent(_ share: Double) -> String { "\(NumberText.rounded((1000 * share).rounded() / 10)) %" }

  private var asked: String {
    let times = result.queries == 1 ? "each row once" : "each row \(result.queries) times"
    let isLabelOnly = result.threatModel == .labelOnly
    let answers = isLabelOnly ? ", for a decision each time" : ""
    guard let shots = job.shots else {
      return isLabelOnly ? "\(times)\(answers), without shot noise" : "\(times), for exact answers"
    }
    let each = isLabelOnly ? 1 : result.queries
    return "\(times) with \(shots) shots on \(job.backend.name)\(answers): \(result.circuits) circuits, "
      + "\(NumberText.exact(Double(result.circuits) * Double(shots) * Double(each))) shots"
  }

  private var rows: [[String]] {
    func interval(_ interval: ClosedRange<Double>?) -> String {
      interval.map { "\(NumberText.rounded($0.lowerBound)) to \(NumberText.rounded($0.upperBound))" } ?? "-"
    }
    var rows = [["", "value", "95 % interval"]]
    rows.append(["area under the curve", NumberText.rounded(score.auc), interval(score.aucInterval)])
    for rate in rates {
      let level = NumberText.exact((rate.level * 1e6).rounded() / 1e4)
      rows.append([
        "true positives at \(level) % false ones", NumberText.rounded(rate.value), interval(rate.interval()),
      ])
    }
    rows.append(["control: members drawn at random", NumberText.rounded(shuffled.auc), interval(shuffled.aucInterval)])
    if job.shots != nil {
      let name = result.threatModel == .labelOnly ? "area without shot noise" : "area with infinitely many shots"
      rows.append([name, NumberText.rounded(exact.auc), interval(exact.aucInterval)])
    }
    if let audit {
      rows.append(["epsilon of the first target's training, at least", NumberText.rounded(audit.epsilon), ""])
    }
    if let limit = result.limit { rows.append(["limit of any attack on these shots", NumberText.rounded(limit), ""]) }
    return rows
  }

  private var remarks: String {
    let power = score.power
    let rows = vulnerability.areas.enumerated().compactMap { row, area in area.map { (row: row, area: $0) } }
      .sorted { ($1.area, $0.row) < ($0.area, $1.row) }.prefix(3)
      .map { "\(job.split.auditedRows[$0.row]) (\(NumberText.rounded($0.area)))" }.joined(separator: ", ")
    let best =
      rows.isEmpty
      ? "Rows are compared between targets with and without them: with one target there is none.\n"
      : "Rows of the data that are told best, and how often a target with one scores it above a target without: \(rows).\n"
    return best + """
      Areas are means over targets, their intervals of targets and rows drawn again; rates have one threshold for all.
      One of \(score.otherCount) non-members is \(NumberText.rounded(100 * smallestRate)) %: \
      no lower rate of false positives can be resolved.
      With so many examples an area of \(NumberText.rounded(power.detectableArea)) would have been seen four times in five.
      The preparation was fitted to all rows; what that tells of members is not counted.

      """
  }

  // MARK: JSON

  private var members: [String: JSON] {
    func interval(_ interval: ClosedRange<Double>?) -> JSON {
      interval.map { [.number($0.lowerBound), .number($0.upperBound)] } ?? .null
    }
    func rates(_ value: (TruePositiveRate) -> JSON) -> JSON {
      .object(Dictionary(uniqueKeysWithValues: self.rates.map { (NumberText.exact($0.level), value($0)) }))
    }
    return [
      "attack": .string(result.attack.name), "citation": .string(result.attack.citation),
      "assumptions": .string(result.attack.assumptions), "message": .string(result.findings.first?.message ?? ""),
      "calibrated": .bool(result.findings.allSatisfy(\.isCalibrated)),
      "model": .string(job.model.model.name), "data": .string(job.data.name),
      "preparation": .string(job.preparation.description), "backend": .string(job.backend.name),
      "threatModel": .string(result.threatModel.rawValue), "shots": JSON(job.shots),
      "queries": .integer(result.queries),
      "curve": .array(
        curve.map { ["queries": .integer($0.queries), "shots": JSON(job.shots), "auc": .number($0.area)] }),
      "circuits": .integer(result.circuits), "auc": .number(score.auc), "aucInterval": interval(score.aucInterval),
      "truePositiveRateAt": rates { .number($0.value) },
      "truePositiveRateIntervals": rates { interval($0.interval()) },
      "smallestResolvableFalsePositiveRate": .number(smallestRate),
      "power": score.power.json, "shuffledAuc": .number(shuffled.auc), "exactAuc": .number(exact.auc),
      "exactAucInterval": interval(exact.aucInterval), "limit": result.limit.map { .number($0) } ?? .null,
      "memberAccuracy": .number(accuracies.members), "otherAccuracy": .number(accuracies.others),
      "vulnerability": .array(vulnerability.areas.map { $0.map { .number($0) } ?? .null }),
      "auditedRows": .array(job.split.auditedRows.map { .integer($0) }),
      "epsilonLowerBound": audit.map { .number($0.epsilon) } ?? .null,
      "scores": .array(result.trials.map { .array($0.scores.map { .number($0) }) }),
      "truth": .array(result.trials.map { .array($0.truth.map { .bool($0) }) }),
      "manifest": job.split.manifest(targets: job.targetCount),
    ]
  }
}
