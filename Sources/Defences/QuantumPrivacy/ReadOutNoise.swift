#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What noise between a state and its outcome leaves of the outcomes' probabilities: P becomes c P + m, with a floor m
/// of each outcome that no input takes away.
///
/// For two states of trace distance k, the probabilities of an outcome differ by at most c k and are not below m, so
/// that their ratio is at most 1 + c k / m. This protects the query, see `Protects`.
package struct ReadOutNoise: Hashable, Sendable {
  package static let protects = Protects.query

  package let contraction: Double
  /// Of each outcome that is looked at.
  package let floors: [Double]

  private init(unchecked contraction: Double, floors: [Double]) {
    self.contraction = contraction
    self.floors = floors
  }

  package static let none = ReadOutNoise(unchecked: 1, floors: [0, 0])

  /// Two outcomes, whose difference of probabilities shrinks by a factor: any noise that mixes a read-out of signs with
  /// coins that both sides have alike.
  package static func symmetric(contraction: Double) throws(DefenceError) -> ReadOutNoise {
    try check(contraction, "contraction")
    return ReadOutNoise(unchecked: contraction, floors: Array(repeating: (1 - contraction) / 2, count: 2))
  }

  /// The state is replaced by the completely mixed one in a share of all cases, and a projector of a rank is asked, or
  /// not: D/r in place of the dimension D of Zhou and Ying, CSF 2017 (their bound is that of rank 1). A Pauli string's
  /// sign has half the dimension as its rank.
  package static func depolarizing(
    share: Double, qubitCount: Int, rank: Double
  ) throws(DefenceError) -> ReadOutNoise {
    try check(share, "depolarizing share")
    let dimension = exp2(Double(qubitCount))
    guard qubitCount >= 1, dimension.isFinite, rank >= 1, rank < dimension else {
      throw .misuse(
        "a projector of rank \(rank) on \(qubitCount) qubits", help: "ranks are from 1 to below 2^qubits")
    }
    return ReadOutNoise(
      unchecked: 1 - share, floors: [share * (rank / dimension), share * (1 - rank / dimension)])
  }

  /// The same for so many outcomes whose projectors have equal ranks, as of a classifier's labels.
  package static func depolarizing(share: Double, outcomeCount: Int) throws(DefenceError) -> ReadOutNoise {
    try check(share, "depolarizing share")
    guard outcomeCount >= 2 else {
      throw .misuse("there are \(outcomeCount) outcomes", help: "a read-out has at least 2")
    }
    return ReadOutNoise(
      unchecked: 1 - share, floors: Array(repeating: share / Double(outcomeCount), count: outcomeCount))
  }

  /// One bit that is misread.
  package static func misreading(oneGivenZero: Double, zeroGivenOne: Double) throws(DefenceError) -> ReadOutNoise {
    try check(oneGivenZero, "probability of 1 where it is 0")
    try check(zeroGivenOne, "probability of 0 where it is 1")
    let contraction = 1 - oneGivenZero - zeroGivenOne
    guard contraction >= 0 else {
      return try misreading(oneGivenZero: 1 - oneGivenZero, zeroGivenOne: 1 - zeroGivenOne)
    }
    return ReadOutNoise(unchecked: contraction, floors: [zeroGivenOne, oneGivenZero])
  }

  /// A qubit that is rotated by a normally distributed angle, about an axis at right angles to the one that is read
  /// out.
  package static func randomRotation(deviation: Double) throws(DefenceError) -> ReadOutNoise {
    guard deviation >= 0 else {
      throw .misuse("the angle's deviation is \(deviation)", help: "give radians from 0")
    }
    return try symmetric(contraction: exp(-deviation * deviation / 2))
  }

  private static func check(_ probability: Double, _ what: String) throws(DefenceError) {
    guard probability >= 0, probability <= 1 else {
      throw .misuse("the \(what) is \(probability)", help: "give a number from 0 to 1")
    }
  }

  /// More noise on the outcomes, of as many.
  package func followed(by next: ReadOutNoise) throws(DefenceError) -> ReadOutNoise {
    guard floors.count == next.floors.count else {
      throw .misuse(
        "noise on \(floors.count) outcomes is followed by noise on \(next.floors.count)",
        help: "combine noise on the same read-out")
    }
    return ReadOutNoise(
      unchecked: contraction * next.contraction,
      floors: zip(floors, next.floors).map { next.contraction * $0 + $1 })
  }

  /// The least epsilon for a delta, of one shot; infinite where the noise never hides an outcome. With delta 0 it is
  /// the pure one. For any set of outcomes delta is c k + (1 - e^epsilon) m: Hirche, Rouze and Franca,
  /// arXiv:2202.10717.
  package func epsilon(traceDistance: Double, delta: Double = 0) throws(DefenceError) -> Double {
    let excess = try difference(traceDistance) - delta
    guard excess > 0 else { return 0 }
    return log1p(excess / leastFloor)
  }

  package func delta(traceDistance: Double, epsilon: Double) throws(DefenceError) -> Double {
    max(0, try difference(traceDistance) - expm1(epsilon) * leastFloor)
  }

  private var leastFloor: Double { floors.min() ?? 0 }

  /// By how much an outcome's probability differs at most.
  private func difference(_ traceDistance: Double) throws(DefenceError) -> Double {
    guard traceDistance >= 0, traceDistance <= 1 else {
      throw .misuse(
        "the trace distance is \(traceDistance)", help: "give 1 for any two inputs, or that of two encodings")
    }
    return contraction * traceDistance
  }
}
