#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Numerics

extension PrivacyScaling {
  package static let figures = [
    FigurePlan(
      id: "scaling-cost", title: "Cost of inversion against qubits",
      caption:
        "Gradients that an attack computes until a start has found the inputs, the mean over instances; where none has, "
        + "the budget, so that a line that reaches it would rise further.",
      x: .qubits, y: "cost", yTitle: "gradients computed until the inputs are found", series: [.encoding, .attack],
      isLogarithmicX: false, hasPanels: true),
    FigurePlan(
      id: "scaling-success", title: "How often a fixed number of starts is enough",
      caption:
        "The share of instances whose inputs are found, to a mean squared error of 1e-4, by the start of all that "
        + "explains the gradient best.",
      x: .qubits, y: "success", yTitle: "share of instances found", series: [.encoding, .attack],
      isLogarithmicX: false, isLogarithmicY: false, hasPanels: true, range: 0...1),
    FigurePlan(
      id: "scaling-variance", title: "Variance of the loss's derivative",
      caption: "Over random weights of the same models, the mean over their weights: how far training is on a plateau "
        + "where inversion is dear.",
      x: .qubits, y: "variance", yTitle: "variance of the loss's derivative", series: [.encoding],
      isLogarithmicX: false),
  ]

  package static func statements(of records: [Record]) -> [Statement] {
    let lines = Dictionary(grouping: records.filter { $0.status == .done }) { ScalingLine.Key(of: $0.point) }
      .map { ScalingLine($0.key, $0.value) }.sorted { $0.key < $1.key }
    let strongest = lines.filter { $0.key.attack == .leastSquares }
    let verdicts = strongest.filter(\.key.encoding.isExpressive).compactMap { verdict(on: $0, among: strongest) }
    let slopes = [GradientInversion.AttackChoice.leastSquares, .numerical].compactMap { attack in
      costs(lines.filter { $0.key.attack == attack }, attack)
    }
    guard !verdicts.isEmpty || !slopes.isEmpty else { return [] }
    return verdicts + slopes
      + [plateau(strongest.isEmpty ? lines : strongest), rebuilt(strongest), ranks(records)]
      .compactMap(\.self)
  }

  /// Nil without a control, or without slopes.
  private static func verdict(on tower: ScalingLine, among lines: [ScalingLine]) -> Statement? {
    let controls = lines.filter { !$0.key.encoding.isExpressive }
    guard let own = tower.cost, !controls.isEmpty else { return nil }
    var isSupported = own.interval.lowerBound > 0
    var reasons = ["ln(cost) of least squares rises by \(own.text) a qubit"]
    for control in controls {
      guard let theirs = control.cost, let difference = tower.costDifference(from: control) else { return nil }
      let (name, cut) = (control.key.encoding.rawValue, control.censored)
      isSupported = isSupported && difference.interval.lowerBound > 0 && cut == 0
      reasons.append(
        "that of \(name) by \(theirs.text), which is \(difference.text) less"
          + (cut > 0 ? ", but \(cut) of its \(control.records.count) searches ended at their budget" : ""))
    }
    let cut = tower.censored
    let most = tower.records.compactMap { $0.point.number(.qubits) }.max() ?? 0
    let rest =
      cut > 0
      ? "\(cut) of \(tower.records.count) searches of \(tower.key.encoding.rawValue) ended at their budget, so that it rises "
        + "faster than that."
      : "Still, every one of its inputs was found, up to \(most) qubits: what grows is a cost, no wall."
    return Statement(
      label: "Inputs hide behind more qubits of an expressive encoding (\(tower.key.encoding.rawValue))",
      value: isSupported ? "supported" : "not supported",
      meaning: "\(reasons.joined(separator: "; ")) (95 % intervals). \(rest)")
  }

  private static func costs(_ lines: [ScalingLine], _ attack: GradientInversion.AttackChoice) -> Statement? {
    let found = lines.compactMap { line in line.cost.map { (line, $0) } }
    guard !found.isEmpty else { return nil }
    let cut = found.map { line, _ in
      "\(line.key.encoding.rawValue) \(line.records.count - line.censored) of \(line.records.count)"
    }
    return Statement(
      label: "Rise of ln(cost) a qubit, \(attack.rawValue)",
      value: found.map { "\($1.text) (\($0.key.encoding.rawValue))" }.joined(separator: ", "),
      meaning: "With 95 % intervals. Inputs were found within the budget: \(cut.joined(separator: ", "))."
        + (found.contains { $0.0.censored > 0 } ? " The others count as the budget, which flattens their slope." : ""))
  }

  private static func plateau(_ lines: [ScalingLine]) -> Statement? {
    let found = lines.compactMap { line in line.variance.map { "\($0.text) (\(line.key.encoding.rawValue))" } }
    guard !found.isEmpty else { return nil }
    return Statement(
      label: "Rise of ln(variance) of the loss's derivative a qubit", value: found.joined(separator: ", "),
      meaning: "Below 0 the same models have a plateau: what hides inputs would cost shots in training too.")
  }

  private static func rebuilt(_ lines: [ScalingLine]) -> Statement? {
    guard let most = lines.flatMap(\.records).compactMap({ $0.point.number(.qubits) }).max() else { return nil }
    let shares = lines.map { line in
      let own = line.records.filter { $0.point.number(.qubits) == most }
      let first = own.count { $0.values["success"] == 1 }
      let all = own.count { $0.values["censored"] == 0 }
      return "\(line.key.encoding.rawValue) \(first), \(all) of \(own.count)"
    }
    return Statement(
      label: "Found at \(most) qubits by the fixed number of starts, and within the budget",
      value: shares.joined(separator: "; "), meaning: "Least squares, to a mean squared error of 1e-4.")
  }

  private static func ranks(_ records: [Record]) -> Statement? {
    let known = records.filter { $0.values["rank"] != nil && $0.values["unknowns"] != nil }
    guard !known.isEmpty else { return nil }
    let full = known.count { $0.values["rank"] == $0.values["unknowns"] }
    return Statement(
      label: "Gradients that fix their inputs locally", value: "\(full) of \(known.count)",
      meaning:
        "The gradient's derivatives by the inputs have as high a rank as there are inputs: no direction is hidden, "
        + "and only the search stands between the attacker and the inputs.")
  }
}

/// The records of one encoding and one attack.
private struct ScalingLine {
  struct Key: Hashable, Comparable {
    let encoding: PrivacyScaling.EncodingChoice
    let attack: GradientInversion.AttackChoice

    init(of point: GridPoint) {
      encoding = point.name(.encoding).flatMap(PrivacyScaling.EncodingChoice.init) ?? .tower5
      attack = PrivacyScaling.attack(at: point) ?? .leastSquares
    }

    static func < (left: Key, right: Key) -> Bool {
      (left.attack.rawValue, place(left.encoding)) < (right.attack.rawValue, place(right.encoding))
    }

    private static func place(_ encoding: PrivacyScaling.EncodingChoice) -> Int {
      PrivacyScaling.EncodingChoice.allCases.firstIndex(of: encoding) ?? 0
    }
  }

  let key: Key
  let records: [Record]
  let cost: ScalingSlope?

  init(_ key: Key, _ records: [Record]) {
    (self.key, self.records) = (key, records)
    cost = ScalingSlope(Self.logarithms(of: "cost", in: records), stream: Self.stream(key, "cost"))
  }

  /// How many searches ended at their budget.
  var censored: Int { records.count { $0.values["censored"] == 1 } }

  var variance: ScalingSlope? {
    ScalingSlope(Self.logarithms(of: "variance", in: records), stream: Self.stream(key, "variance"))
  }

  func costDifference(from other: ScalingLine) -> ScalingSlope? {
    ScalingSlope(
      Self.logarithms(of: "cost", in: records), less: Self.logarithms(of: "cost", in: other.records),
      stream: Self.stream(key, "difference").substream(other.key.encoding.rawValue))
  }

  private static func stream(_ key: Key, _ name: String) -> RandomStream {
    RandomStream(seed: 0).substream("scaling").substream(key.encoding.rawValue).substream(key.attack.rawValue)
      .substream(name)
  }

  private static func logarithms(of value: String, in records: [Record]) -> [ScalingSlope.Point] {
    records.compactMap { record in
      guard let qubits = record.point.number(.qubits), let number = record.values[value], number > 0 else { return nil }
      return ScalingSlope.Point(size: Double(qubits), value: log(number))
    }.sorted { ($0.size, $0.value) < ($1.size, $1.value) }
  }
}
