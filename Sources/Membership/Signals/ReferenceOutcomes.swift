/// What references of one kind answered, outcome by outcome.
struct ReferenceOutcomes: Sendable {
  /// A list of references an example.
  let probabilities: [[[Double]]]
  /// What the shots of measured references add to the variance of a logit, on average; nought of exact ones.
  let shotVariance: Double

  var width: Int { probabilities.first?.first?.count ?? 0 }
}

extension MembershipEvidence {
  /// Counts of outcomes of each query of each example of the target; nil where outcomes were not counted.
  var jobsOfOutcomes: [[[Int]]]? {
    if case .jobs(let rows) = target { return rows }
    let rows = (0..<count).map { row in target.summedCounts(row: row) ?? classCounts(target, row) }
    guard rows.allSatisfy({ $0 != nil }) else { return nil }
    return rows.map { [$0 ?? []] }
  }

  /// Whether references say how probable outcomes are, not only classes behind a head.
  var showsOutcomesOfReferences: Bool {
    references.allSatisfy { reference in
      switch reference.outputs {
      case .outcomes, .counts, .jobs: true
      case .labels, .probabilities, .expectations: head == nil
      }
    }
  }

  /// Probabilities of outcomes by references of one kind; nil where a head hides them.
  func outcomes(ofMembers isMember: Bool) -> ReferenceOutcomes? {
    guard showsOutcomesOfReferences else { return nil }
    var found = Array(repeating: [[Double]](), count: count)
    var (variance, terms) = (0.0, 0.0)
    for reference in references {
      for row in 0..<count where reference.member[row] == isMember {
        switch reference.outputs {
        case .outcomes(let rows): found[row].append(rows[row])
        case .counts, .jobs:
          let counts = reference.outputs.summedCounts(row: row) ?? []
          found[row].append(Self.smoothed(counts))
          variance += Self.meanLogitVariance(counts)
        case .labels, .probabilities, .expectations:
          found[row].append(classProbabilities(reference.outputs, row))
          if let counts = classCounts(reference.outputs, row) { variance += Self.meanLogitVariance(counts) }
        }
        terms += 1
      }
    }
    return ReferenceOutcomes(probabilities: found, shotVariance: terms > 0 ? variance / terms : 0)
  }

  /// The mean over outcomes of the variance of ln(k / k_last).
  private static func meanLogitVariance(_ counts: [Int]) -> Double {
    let last = 1 / (Double(counts.last ?? 0) + 0.5)
    return counts.dropLast().reduce(0) { $0 + 1 / (Double($1) + 0.5) + last } / Double(max(1, counts.count - 1))
  }
}
