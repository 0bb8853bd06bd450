#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Reads inputs off a snapshot: the values of monomials, all times one unknown number.
///
/// Two monomials that differ in one input alone, by its cosine and its sine, give that input from their quotient, up to
/// the sign that both share.
struct SnapshotDecoding {
  private let axes: [InputAngles.Axis]
  private let values: [Int: Double]
  private let largest: Double

  /// More choices of signs and turns are not tried.
  private static let mostCandidates = 4096
  /// Below this share of the largest value a monomial tells nothing.
  private static let leastShare = 1e-6

  init(_ axes: [InputAngles.Axis], monomials: [Int], snapshot: [Double]) {
    self.axes = axes
    values = Dictionary(zip(monomials, snapshot), uniquingKeysWith: { first, _ in first })
    largest = snapshot.reduce(0) { max($0, $1.magnitude) }
  }

  enum Found {
    /// All values of the axes that may belong to the snapshot, within one period of each.
    case candidates([[Double]])
    /// The place of an axis that the snapshot does not tell, and whether any monomial has it.
    case hidden(axis: Int, isPresent: Bool)
    case tooMany
  }

  var found: Found {
    var candidates: [[Double]] = [[]]
    for axis in axes.indices {
      let choices = choices(of: axis)
      guard !choices.isEmpty else { return .hidden(axis: axis, isPresent: isPresent(axis)) }
      guard candidates.count * choices.count <= Self.mostCandidates else { return .tooMany }
      candidates = candidates.flatMap { candidate in choices.map { candidate + [$0] } }
    }
    return .candidates(candidates)
  }

  private func isPresent(_ axis: Int) -> Bool {
    let inner = axes[(axis + 1)...].reduce(1) { $0 * $1.pointCount }
    return values.keys.contains { $0 / inner % axes[axis].pointCount != 0 }
  }

  /// The values that an input may have: by its lowest frequency of which both cosine and sine are seen, else by one of
  /// them against the same monomial without it. None where neither is there.
  private func choices(of axis: Int) -> [Double] {
    for reads in [pair, ratio] {
      for multiple in 1...max(1, axes[axis].degree) {
        let turns = reads(axis, multiple)
        guard !turns.isEmpty else { continue }
        let frequency = Double(multiple) * axes[axis].unit
        return turns.flatMap { turn in (0..<multiple).map { (turn + 2 * .pi * Double($0)) / frequency } }
      }
    }
    return []
  }

  /// Both signs' angles from the longest pair of cosine and sine.
  private func pair(_ axis: Int, _ multiple: Int) -> [Double] {
    var (longest, angle) = (0.0, 0.0)
    for rest in rests(of: axis) {
      guard let cosine = values[rest.cosine(multiple)], let sine = values[rest.sine(multiple)] else { continue }
      let length = (cosine * cosine + sine * sine).squareRoot()
      if length > longest { (longest, angle) = (length, atan2(sine, cosine)) }
    }
    return longest > Self.leastShare * largest ? [angle, angle + .pi] : []
  }

  /// Both angles of a cosine, or of a sine, whose size the monomial without it gives.
  private func ratio(_ axis: Int, _ multiple: Int) -> [Double] {
    var longest = Self.leastShare * largest
    var angles: [Double] = []
    for rest in rests(of: axis) {
      guard let whole = values[rest.start], whole.magnitude > longest else { continue }
      if let cosine = values[rest.cosine(multiple)] {
        let angle = acos(max(-1, min(1, cosine / whole)))
        (longest, angles) = (whole.magnitude, [angle, -angle])
      } else if let sine = values[rest.sine(multiple)] {
        let angle = asin(max(-1, min(1, sine / whole)))
        (longest, angles) = (whole.magnitude, [angle, .pi - angle])
      }
    }
    return angles
  }

  /// A product of the other axes, and where it stands with this axis' cosines and sines.
  private struct Rest {
    let start: Int
    let stride: Int

    func cosine(_ multiple: Int) -> Int { start + (2 * multiple - 1) * stride }
    func sine(_ multiple: Int) -> Int { start + 2 * multiple * stride }
  }

  private func rests(of axis: Int) -> [Rest] {
    let inner = axes[(axis + 1)...].reduce(1) { $0 * $1.pointCount }
    let outer = axes[..<axis].reduce(1) { $0 * $1.pointCount }
    let block = inner * axes[axis].pointCount
    return (0..<outer).flatMap { first in
      (0..<inner).map { Rest(start: first * block + $0, stride: inner) }
    }
  }
}
