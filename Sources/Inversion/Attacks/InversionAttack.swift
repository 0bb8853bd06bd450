package import Execution
internal import Numerics

/// A way of rebuilding inputs from what a client shared.
package protocol InversionAttack: Sendable {
  /// As the command line names it.
  static var name: String { get }
  var settings: AttackSettings { get set }
  func find(_ evidence: GradientEvidence) throws(InversionError) -> InversionFinding
}

/// How far a long search is.
package struct SearchProgress: Sendable {
  package var done: Int
  /// How many rounds there are at most.
  package var total: Int
  /// All inputs that match so far, as rows.
  package var matches: [[[Double]]]
  /// Whether some inputs have a gradient that goes the same way, but is longer or shorter.
  package var isAligned = false
}

/// What all attacks are given.
package struct AttackSettings: Sendable {
  /// From how many points an attack starts; nil for its own number.
  package var starts: Int?
  package var seed: UInt64 = 0
  package var threadCount = 1
  /// Where the shots were drawn, which tells their covariance.
  package var backend: (any ExactBackend)?
  /// Told how much the gradient can tell at all, before anything is searched for.
  package var announce: @Sendable (Identifiability) -> Void = { _ in }
  /// Told after each round of a long search.
  package var report: @Sendable (SearchProgress) -> Void = { _ in }

  package init(starts: Int? = nil, seed: UInt64 = 0, threadCount: Int = 1, backend: (any ExactBackend)? = nil) {
    self.starts = starts
    self.seed = seed
    self.threadCount = threadCount
    self.backend = backend
  }

  /// How much the gradient can tell, through what the client did to it, announced.
  func identifiability(
    of evidence: GradientEvidence, in domain: InputDomain, through view: DefendedView? = nil
  ) throws(InversionError) -> Identifiability {
    var found = try Identifiability(of: evidence, in: domain)
    view?.limit(&found)
    announce(found)
    return found
  }

  /// The first points of a Sobol sequence, shifted by the seed, laid over the inputs' ranges.
  package func startPoints(_ count: Int, of evidence: GradientEvidence, in domain: InputDomain) -> [[Double]] {
    let points = domain.inputs(at: unitPoints(0..<count, of: evidence))
    let width = evidence.unknownInputs
    return (0..<count).map { Array(points[$0 * width..<($0 + 1) * width]) }
  }

  /// Some points of the same sequence, in the unit cube, one after the other.
  func unitPoints(_ places: Range<Int>, of evidence: GradientEvidence) -> [Double] {
    let stream = RandomStream(seed: seed).substream("starts")
    guard var sequence = SobolSequence(dimensionCount: evidence.unknownInputs, shiftedBy: stream) else {
      // In so many dimensions no sequence is better than chance.
      var stream = stream
      for _ in 0..<places.lowerBound * evidence.unknownInputs { _ = stream.next() }
      return (0..<places.count * evidence.unknownInputs).map { _ in stream.uniform() }
    }
    sequence.seek(to: places.lowerBound)
    return sequence.next(places.count)
  }
}
