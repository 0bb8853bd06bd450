#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What attacks compute of answers. Counts are smoothed by half a shot an outcome (Haldane and Anscombe's empirical
/// logit), so that outcomes that never came have finite logarithms.
extension MembershipEvidence {
  /// Keeps logarithms finite, as TensorFlow Privacy does.
  static let tiny = 1e-45

  /// The class of an example that attacks look at: its label, or what the target decided for where there is none.
  package func label(_ row: Int) -> Int {
    labels?[row] ?? Self.largest(classProbabilities(target, row))
  }

  /// As `label`, of the population.
  func populationLabel(_ row: Int) -> Int {
    guard let population else { return 0 }
    return population.labels?[row] ?? Self.largest(classProbabilities(population.target, row))
  }

  /// The class that a model decided for.
  package func predictedClass(_ outputs: ModelOutputs, _ row: Int) -> Int {
    Self.largest(classProbabilities(outputs, row))
  }

  /// Probabilities of classes; of a decision alone, 1 for its class.
  package func classProbabilities(_ outputs: ModelOutputs, _ row: Int) -> [Double] {
    switch outputs {
    case .labels(let rows): return (0..<classCount).map { $0 == rows[row] ? 1 : 0 }
    case .probabilities(let rows): return rows[row]
    case .outcomes(let rows): return head?.probabilities(rows[row]) ?? rows[row]
    case .counts, .jobs:
      let counts = outputs.summedCounts(row: row) ?? []
      return head?.probabilities(Self.shares(counts)) ?? Self.smoothed(counts)
    case .expectations(let rows, let shots):
      if let head { return head.probabilities(rows[row]) }
      return shots.map { Self.smoothed(Self.counts(ofMean: rows[row][0], shots: $0)) }
        ?? [(1 + rows[row][0]) / 2, (1 - rows[row][0]) / 2].map { max(0, $0) }
    }
  }

  /// ln p - ln(1 - p) of a class: Carlini et al., arXiv:2112.03570, section IV.C. Of counts k of n without a head it is
  /// ln(k + 1/2) - ln(n - k + 1/2).
  package func logit(_ outputs: ModelOutputs, _ row: Int, label: Int) -> Double {
    if let head {
      switch outputs {
      case .outcomes(let rows), .expectations(let rows, _): return head.logit(rows[row], label: label)
      case .counts, .jobs: return head.logit(Self.shares(outputs.summedCounts(row: row) ?? []), label: label)
      case .labels, .probabilities: break
      }
    }
    if let counts = labelCounts(outputs, row, label: label) {
      return log(Double(counts.label) + 0.5) - log(Double(counts.others) + 0.5)
    }
    let probabilities = classProbabilities(outputs, row)
    let others = probabilities.indices.reduce(0.0) { $0 + ($1 == label ? 0 : probabilities[$1]) }
    return log(probabilities[label] + Self.tiny) - log(others + Self.tiny)
  }

  /// How often a class came, and how often any other; nil where classes were not counted.
  func labelCounts(_ outputs: ModelOutputs, _ row: Int, label: Int) -> (label: Int, others: Int)? {
    guard let counts = classCounts(outputs, row) else { return nil }
    let total = counts.reduce(0, +)
    return (counts[label], total - counts[label])
  }

  /// Counts of classes of all queries together; nil where classes were not counted.
  func classCounts(_ outputs: ModelOutputs, _ row: Int) -> [Int]? {
    guard head == nil else { return nil }
    if case .expectations(let rows, let shots?) = outputs { return Self.counts(ofMean: rows[row][0], shots: shots) }
    return outputs.summedCounts(row: row)
  }

  /// Counts of +1 and of -1 that have this mean.
  private static func counts(ofMean mean: Double, shots: Int) -> [Int] {
    let most = Double(shots)
    let positive = Int(min(most, max(0, ((1 + mean) / 2 * most).rounded())))
    return [positive, shots - positive]
  }

  static func shares(_ counts: [Int]) -> [Double] {
    let total = Double(counts.reduce(0, +))
    return counts.map { Double($0) / total }
  }

  /// Shares of counts with half a shot more for each outcome.
  static func smoothed(_ counts: [Int]) -> [Double] {
    let total = Double(counts.reduce(0, +)) + 0.5 * Double(counts.count)
    return counts.map { (Double($0) + 0.5) / total }
  }

  static func largest(_ values: [Double]) -> Int {
    values.indices.max { values[$0] < values[$1] } ?? 0
  }
}
