extension MembershipEvidence {
  /// The variance that shots give the logit of a class, by the delta method: of k in n with smoothed shares
  /// 1 / (n p (1 - p)), of a head's logit g . Sigma . g / n with its slopes g and the outcomes' covariance Sigma.
  /// Means of several observables are taken as measured apart from each other. Nought of exact answers.
  package func logitVariance(_ outputs: ModelOutputs, _ row: Int, label: Int) -> Double {
    if let counts = labelCounts(outputs, row, label: label) {
      // With half a shot for either outcome: plain shares of 0 would have no variance.
      return 1 / (Double(counts.label) + 0.5) + 1 / (Double(counts.others) + 0.5)
    }
    guard let head else { return 0 }
    if let counts = outputs.summedCounts(row: row) {
      let shares = Self.smoothed(counts)
      return Self.outcomeVariance(head.logitSlopes(shares, label: label), shares) / Double(counts.reduce(0, +))
    }
    if case .expectations(let rows, let shots?) = outputs {
      let slopes = head.logitSlopes(rows[row], label: label)
      return zip(slopes, rows[row]).reduce(0) { sum, pair in
        let share = ((1 + pair.1) / 2 * Double(shots) + 0.5) / (Double(shots) + 1)
        return sum + pair.0 * pair.0 * 4 * share * (1 - share)
      } / Double(shots)
    }
    return 0
  }

  /// The variance that so many shots would give the logit of a class of exact answers, where they are those of outcomes
  /// or of classes that are outcomes.
  func logitVariance(ofExact outputs: ModelOutputs, _ row: Int, label: Int, shots: Int) -> Double {
    let shots = Double(shots)
    if let head {
      switch outputs {
      case .outcomes(let rows):
        return Self.outcomeVariance(head.logitSlopes(rows[row], label: label), rows[row]) / shots
      case .expectations(let rows, nil):
        let slopes = head.logitSlopes(rows[row], label: label)
        return zip(slopes, rows[row]).reduce(0) { $0 + $1.0 * $1.0 * max(0, 1 - $1.1 * $1.1) } / shots
      case .labels, .probabilities, .counts, .jobs, .expectations: return 0
      }
    }
    // Of the empirical logit, whose variance stays finite where an outcome hardly comes.
    let share = classProbabilities(outputs, row)[label] * shots
    return 1 / (share + 0.5) + 1 / (max(0, shots - share) + 0.5)
  }

  /// g . (diag p - p p^T) . g.
  private static func outcomeVariance(_ slopes: [Double], _ shares: [Double]) -> Double {
    let mean = zip(slopes, shares).reduce(0) { $0 + $1.0 * $1.1 }
    return zip(slopes, shares).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) }
  }
}
