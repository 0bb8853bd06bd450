internal import Defences
internal import Formats
internal import Numerics

extension Unlearning {
  package static let figures: [FigurePlan] = [
    bars(
      "unlearning-success", "Published success rate, before and after", "success",
      "The share of forgotten rows that the published attack takes for members: trained once, on these rows too, before "
        + "they were forgotten. It falls with every model that answers differently, the oracle among them.",
      "share of forgotten rows taken for members"),
    bars(
      "unlearning-auc", "Forgotten rows against unseen rows like them", "auc",
      "How often a forgotten row has a greater logit than a test row of the same kind: one half where nothing is "
        + "remembered; less says that forgetting itself has left a trace.", "area under the curve"),
    bars(
      "unlearning-tpr", "Forgotten rows told with few false alarms", "truePositiveRate",
      "Of forgotten rows the share above a threshold that a tenth of like test rows passes: a tenth where nothing is "
        + "remembered.", "true positive rate at a false positive rate of 10 %"),
    FigurePlan(
      id: "unlearning-gap", title: "Distance to the oracle",
      caption: "The mean distance of accuracies on forgotten, retained and test rows and of the adapted attack's rate.",
      x: .method, y: "gap", yTitle: "mean distance to the oracle", series: [.model, .backend, .shots],
      bars: [("gapBefore", "before"), ("gap", "after")]),
    FigurePlan(
      id: "unlearning-likelihood", title: "Forgotten rows told by likelihood ratios that adapt to the method",
      caption: "U-LiRA: models that learnt and forgot a row against models that never saw it, by the same method.",
      x: .method, y: "likelihood", yTitle: "area under the curve", series: [.model, .backend, .shots],
      bars: [("likelihoodBefore", "before"), ("likelihood", "after")]),
    FigurePlan(
      id: "unlearning-shots", title: "Distance to the oracle against shots",
      caption: "Of answers from so many shots, and of gradients where they are measured.", x: .shots, y: "gap",
      yTitle: "mean distance to the oracle", series: [.method, .model, .backend], isLogarithmicY: false),
  ]

  private static func bars(
    _ id: String, _ title: String, _ value: String, _ caption: String, _ yTitle: String
  ) -> FigurePlan {
    FigurePlan(
      id: id, title: title, caption: caption, x: .method, y: value, yTitle: yTitle,
      series: [.model, .backend, .shots], range: 0...1,
      bars: [(value + "Before", "before"), (value, "after"), (value + "Oracle", "oracle")])
  }

  package static func statements(of records: [Record]) -> [Statement] {
    let records = records.filter { $0.status == .done }
    guard !records.isEmpty else { return [] }
    return [artefact(records), best(records), misjudged(records), likelihood(records)].compactMap(\.self)
  }

  /// The oracle, by the published comparison and by one with rows of the same kind.
  private static func artefact(_ records: [Record]) -> Statement? {
    guard let all = mean("allTestAucOracle", records, distinct: true),
      let alike = mean("aucOracle", records, distinct: true),
      let success = mean("successOracle", records, distinct: true)
    else { return nil }
    return Statement(
      label: "The oracle, which never saw the forgotten rows", value: "AUC \(alike), against all test rows \(all)",
      meaning:
        "With 95 % intervals over models. By the published attack its success rate is \(success): what that says "
        + "of a method it says of never having learnt, too.")
  }

  private static func best(_ records: [Record]) -> Statement? {
    let groups = methods(records).filter { !$0.name.hasPrefix("retrain") && $0.name != HeadEdit().name }
    let found = groups.compactMap { group in
      value("gap", group.records).map { (group.name, $0) }
    }.sorted { $0.1 < $1.1 }
    guard let first = found.first else { return nil }
    let list = found.map { "\($0.0) \(ReportedNumber.text($0.1))" }.joined(separator: ", ")
    let control =
      methods(records).first { $0.name == HeadEdit().name }.flatMap { value("gap", $0.records) }
      .map { " A control that changes the answer and forgets nothing, head-edit, is at \(ReportedNumber.text($0))." }
      ?? ""
    let floor =
      methods(records).first { $0.name == "retrain:again" }.flatMap { value("gap", $0.records) }
      .map { " Another oracle, from another start, is at \(ReportedNumber.text($0)): closer is chance." } ?? ""
    return Statement(
      label: "Closest to the oracle", value: first.0,
      meaning: "Mean distance to the oracle by method: \(list).\(floor)\(control)"
    )
  }

  /// Methods that the published rate praises, and that are far from the oracle.
  private static func misjudged(_ records: [Record]) -> Statement? {
    guard let before = mean("successBefore", records, distinct: true) else { return nil }
    let list = methods(records).compactMap { group -> String? in
      guard let rate = value("success", group.records), let gap = value("gap", group.records) else { return nil }
      return "\(group.name) \(ReportedNumber.text(rate)) (gap \(ReportedNumber.text(gap)))"
    }
    return Statement(
      label: "Published success rate, before and after", value: "\(before) before",
      meaning: "After: \(list.joined(separator: ", ")).")
  }

  private static func likelihood(_ records: [Record]) -> Statement? {
    guard let before = mean("likelihoodBefore", records, distinct: true) else { return nil }
    let list = methods(records).compactMap { group in
      mean("likelihood", group.records).map { "\(group.name) \($0)" }
    }
    guard !list.isEmpty else { return nil }
    return Statement(
      label: "Forgotten rows told by U-LiRA", value: "AUC \(before) before",
      meaning: "After: \(list.joined(separator: ", ")). With 95 % intervals over models.")
  }

  private static func methods(_ records: [Record]) -> [(name: String, records: [Record])] {
    Dictionary(grouping: records) { $0.point.name(.method) ?? "" }.sorted { $0.key < $1.key }
      .map { (name: $0.key, records: $0.value) }
  }

  private static func value(_ key: String, _ records: [Record]) -> Double? {
    let values = records.compactMap { $0.values[key] }
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// The mean over models, each model's cells taken together, with its interval. Of what cells of all methods share, a
  /// method's.
  private static func mean(_ key: String, _ records: [Record], distinct: Bool = false) -> String? {
    let records = distinct ? methods(records).first?.records ?? [] : records
    let models = Dictionary(grouping: records.filter { $0.values[key] != nil }) { $0.point.number(.seed) ?? 0 }
    let means = models.sorted { $0.key < $1.key }.compactMap { value(key, $0.value) }
    guard !means.isEmpty else { return nil }
    let mean = RunningMean(means)
    let interval = mean.interval().map { $0.clamped(to: 0...1) }.map {
      " (\(ReportedNumber.text($0.lowerBound)) to \(ReportedNumber.text($0.upperBound)))"
    }
    return ReportedNumber.text(mean.mean) + (interval ?? "")
  }
}
