import Formats
import Membership
import Numerics
import Reports

/// What `membership` prints.
struct MembershipPresentation {
  private let attack: any MembershipAttack
  private let evidence: MembershipEvidence
  private let finding: MembershipFinding
  private let score: MembershipScore?

  init(_ attack: any MembershipAttack, on job: MembershipJob) throws(MembershipError) {
    self.attack = attack
    evidence = job.evidence
    finding = try attack.find(job.evidence)
    let finding = finding
    score = if let truth = job.truth { try MembershipScore(finding, truth: truth) } else { nil }
  }

  func print(in session: Session) throws {
    if session.wantsJSON { try session.print(members) } else { try session.print(text) }
  }

  // MARK: JSON

  private var members: [String: JSON] {
    let budget = evidence.budget
    var members: [String: JSON] = [
      "attack": .string(finding.attack), "scores": .array(finding.scores.map { .number($0) }),
      "calibrated": .bool(finding.isCalibrated), "message": .string(finding.message),
      "citation": .string(attack.citation), "assumptions": .string(attack.assumptions),
      "threatModel": .string(evidence.threatModel.rawValue), "references": .integer(evidence.references.count),
      "queries": .integer(budget.queries), "shots": JSON(budget.shots),
    ]
    guard let score else { return members }
    members["auc"] = .number(score.auc)
    members["aucInterval"] = Self.interval(score.aucInterval)
    members["truePositiveRateAt"] = .object(
      Dictionary(uniqueKeysWithValues: score.rates.map { (Self.key($0), .number($0.value)) }))
    members["truePositiveRateIntervals"] = .object(
      Dictionary(uniqueKeysWithValues: score.rates.map { (Self.key($0), Self.interval($0.interval)) }))
    members["smallestResolvableFalsePositiveRate"] = .number(score.smallestResolvableFalsePositiveRate)
    members["advantage"] = .number(score.advantage)
    members["power"] = score.power.json
    if let curve = score.curves.first {
      members["roc"] = [
        "falsePositiveRate": .array(curve.points.map { .number(curve.falsePositiveRate($0)) }),
        "truePositiveRate": .array(curve.points.map { .number(curve.truePositiveRate($0)) }),
        "threshold": .array(curve.points.map { $0.threshold.isFinite ? .number($0.threshold) : .null }),
      ]
    }
    return members
  }

  private static func key(_ rate: MembershipScore.Rate) -> String { NumberText.exact(rate.falsePositiveRate) }

  private static func interval(_ interval: ClosedRange<Double>?) -> JSON {
    interval.map { [.number($0.lowerBound), .number($0.upperBound)] } ?? .null
  }

  // MARK: Text

  /// So many examples are shown; all of them are in the JSON.
  private static let mostShown = 10

  private var text: String {
    var text = """
      attack:       \(finding.attack)
                    \(attack.citation)
      assumes:      \(attack.assumptions)
      target:       \(target)
      references:   \(evidence.references.count)
      scores:       \(finding.isCalibrated ? "log likelihood ratios, undecided at 0" : "not calibrated: higher is likelier a member")
      note:         \(finding.message)

      """
    text += "\n" + table
    if let score { text += "\n" + judgement(score) }
    return text
  }

  private var target: String {
    let budget = evidence.budget
    let examples = "\(evidence.count) \(evidence.count == 1 ? "example" : "examples") of \(evidence.classCount) classes"
    let shots = budget.shots.map { ", \(budget.queries) x \($0) shots each" } ?? ""
    return "\(examples), \(evidence.threatModel.rawValue)\(shots)\(evidence.labels == nil ? ", labels unknown" : "")"
  }

  private var table: String {
    let order = finding.scores.indices.sorted { (finding.scores[$1], $0) < (finding.scores[$0], $1) }
    let rows = order.prefix(Self.mostShown).map { ["\($0)", NumberText.rounded(finding.scores[$0])] }
    let rest = order.count - rows.count
    return TextTable(rows: [["example", "score"]] + rows).text
      + (rest > 0 ? "... and \(rest) more with lower scores; --json has all\n" : "")
  }

  private func judgement(_ score: MembershipScore) -> String {
    func interval(_ interval: ClosedRange<Double>?) -> String {
      interval.map { "\(NumberText.rounded($0.lowerBound)) to \(NumberText.rounded($0.upperBound))" } ?? "-"
    }
    var rows = [["against the truth", "value", "95 % interval"]]
    rows.append(["area under the curve", NumberText.rounded(score.auc), interval(score.aucInterval)])
    for rate in score.rates {
      let name = "true positives at \(NumberText.exact((rate.falsePositiveRate * 1e6).rounded() / 1e4)) % false ones"
      rows.append([name, NumberText.rounded(rate.value), interval(rate.interval)])
    }
    let power = score.power
    return TextTable(rows: rows).text + """
      One of \(score.otherCount) non-members is \(NumberText.rounded(score.smallestResolvableFalsePositiveRate * 100)) %: \
      no lower rate of false positives can be resolved.
      With so many examples an area of \(NumberText.rounded(power.detectableArea)) or an advantage of \
      \(NumberText.rounded(power.detectableAdvantage)) would have been seen four times in five.

      """
  }
}

extension MembershipPower {
  var json: JSON {
    ["detectableArea": .number(detectableArea), "detectableAdvantage": .number(detectableAdvantage)]
  }
}
