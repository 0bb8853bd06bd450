internal import Numerics

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How far the state of an input may move, in trace distance, without a change of the class that a model decides for:
/// whatever moves it, on whatever measurement.
///
/// The probabilities of classes are those that are seen, behind a depolarizing noise whose share is known. A radius of
/// 0 certifies nothing.
package struct CertifiedRadius: Hashable, Sendable {
  package static let protects = Protects.query

  /// Of the decided class, and of the runner-up; lower and upper bounds where they were estimated.
  package let top: Double
  package let second: Double
  /// The share of states that are replaced by the mixed one, and how many classes of equal ranks share that.
  package let share: Double
  package let outcomeCount: Int

  package init(top: Double, second: Double, share: Double = 0, outcomeCount: Int = 2) throws(DefenceError) {
    guard top >= 0, second >= 0, top + second <= 1 + 1e-12 else {
      throw .misuse(
        "probabilities of \(top) and \(second) are not of two classes",
        help: "give the greatest and the next one, such as 0.85,0.15: together at most 1")
    }
    guard share >= 0, share < 1, outcomeCount >= 2 else {
      throw .misuse(
        "a depolarizing share of \(share) with \(outcomeCount) outcomes leaves nothing to certify",
        help: "give a share from 0 to below 1, and at least 2 outcomes")
    }
    let floor = share / Double(outcomeCount)
    guard max(top, second) <= 1 - share + floor + 1e-9, min(top, second) >= floor - 1e-9 else {
      throw .misuse(
        "behind a depolarizing share of \(share) no probability of \(outcomeCount) outcomes is \(top) or \(second)",
        help: "give what is seen behind the noise: from \(floor) to \(1 - share + floor)")
    }
    (self.top, self.second) = (max(top, second), min(top, second))
    (self.share, self.outcomeCount) = (share, outcomeCount)
  }

  /// From how often each class came: the bounds of Clopper and Pearson hold for all classes together.
  package init(counts: [Int], confidence: Double, share: Double = 0) throws(DefenceError) {
    var total = 0
    for count in counts {
      let (sum, overflows) = total.addingReportingOverflow(count)
      guard count >= 0, !overflows else {
        throw .misuse("\(count) shots of a class cannot be", help: "give numbers from 0, such as 850,150")
      }
      total = sum
    }
    guard counts.count >= 2, total > 0, confidence > 0, confidence < 1 else {
      throw .misuse(
        "\(total) shots of \(counts.count) classes at a confidence of \(confidence) bound nothing",
        help: "give the shots of at least 2 classes, such as 850,150, and a confidence such as 0.999")
    }
    let intervals = counts.map { count in
      Proportion(successes: count, trials: total)
        .clopperPearsonInterval(confidence: 1 - (1 - confidence) / Double(counts.count))
    }
    let decided = counts.indices.reduce(0) { counts[$1] > counts[$0] ? $1 : $0 }
    let least = intervals[decided].lowerBound
    let most = counts.indices.filter { $0 != decided }.map { intervals[$0].upperBound }.max() ?? 1
    // Where the bounds cross nothing is certified.
    guard least > most, share >= 0, share < 1 else {
      let tie = 1 / Double(counts.count)
      try self.init(top: tie, second: tie, share: share, outcomeCount: counts.count)
      return
    }
    // No class has less than its part of the noise, nor all of it.
    let floor = share / Double(counts.count)
    let top = min(least, 1 - share + floor)
    try self.init(
      top: top, second: min(max(min(most, 1 - top), floor), top), share: share, outcomeCount: counts.count)
  }

  /// (y_A - y_B) / (2 (1 - p)): a probability moves by at most the trace distance times 1 - p. By Hoelder's inequality.
  package var byDifference: Double { min((top - second) / (2 * (1 - share)), 1) }

  /// The fidelity above which pure states are decided alike: F > (1 + s) / 2 with s = (p_A p_B)^(1/2) + ((1 - p_A)
  /// (1 - p_B))^(1/2) of the probabilities without noise. (Weber and others, arXiv:2009.10064, theorem 2.) No pair of
  /// two classes has a tighter one. Nil where nothing is certified.
  package var fidelity: Double? {
    guard top > second else { return nil }
    func clean(_ value: Double) -> Double {
      min(max((value - share / Double(outcomeCount)) / (1 - share), 0), 1)
    }
    let (first, other) = (clean(top), clean(second))
    return (1 + (first * other).squareRoot() + ((1 - first) * (1 - other)).squareRoot()) / 2
  }

  /// The same as a trace distance, (1 - F)^(1/2).
  package var byTesting: Double { fidelity.map { max(0, 1 - $0).squareRoot() } ?? 0 }

  /// p / (K (1 - p)) ((y_A / y_B)^(1/2) - 1), which the privacy of the noise certifies: Du and others,
  /// arXiv:2003.09416. It is never more than `byDifference`: noise buys no certificate that the margin lacks.
  package var byPrivacy: Double {
    guard share > 0, top > second else { return 0 }
    // Noise leaves no class less than its part.
    let floor = max(second, share / Double(outcomeCount))
    return min(max(0, share / ((1 - share) * Double(outcomeCount)) * ((top / floor).squareRoot() - 1)), 1)
  }

  /// Of angles that turn a qubit each, how far they may go: the length of all changes together, and with so many qubits
  /// every one of them. One changed angle is the worst for the length, all alike for each.
  package func angles(qubitCount: Int?) -> (length: Double, each: Double?)? {
    guard let fidelity, fidelity <= 1 else { return nil }
    let each = qubitCount.map { 2 * acos(min(pow(fidelity, 1 / (2 * Double(max($0, 1)))), 1)) }
    return (2 * acos(min(fidelity.squareRoot(), 1)), each)
  }
}
