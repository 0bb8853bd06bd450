#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Numerics

/// Independent inputs with the density (2 / w) cos^2(pi (x - m) / w) each, on a range of width w around m.
///
/// It falls to 0 at the ends, as van Trees' inequality wants, and of all densities on the range it has the least
/// information: the integral of p'^2 / p is 4 pi^2 / w^2. Its variance is w^2 (1/12 - 1/(2 pi^2)), where that of the
/// uniform density is w^2 / 12.
package struct SmoothPrior: Sendable {
  /// Of each input, all rows' one after the other.
  package let ranges: [ClosedRange<Double>]

  package init(_ ranges: [ClosedRange<Double>]) { self.ranges = ranges }

  /// Over the ranges that an attacker knows.
  package init(of evidence: GradientEvidence) {
    self.init((0..<evidence.batchSize).flatMap { _ in evidence.inputRanges })
  }

  package var inputCount: Int { ranges.count }

  private var widths: [Double] { ranges.map { $0.upperBound - $0.lowerBound } }

  package var informations: [Double] { widths.map { 4 * .pi * .pi / ($0 * $0) } }

  package var variances: [Double] { widths.map { $0 * $0 * (1 / 12 - 1 / (2 * .pi * .pi)) } }

  /// The inputs below which each has a probability of so much.
  package func inputs(at unit: [Double]) -> [Double] {
    zip(unit, ranges).map { $1.lowerBound + Self.quantile($0) * ($1.upperBound - $1.lowerBound) }
  }

  /// Inputs that are spread as the prior says.
  package func points(_ count: Int, seed: UInt64) -> [[Double]] {
    var stream = RandomStream(seed: seed).substream("prior")
    guard var sequence = SobolSequence(dimensionCount: inputCount, shiftedBy: stream) else {
      return (0..<max(0, count)).map { _ in inputs(at: ranges.map { _ in stream.uniform() }) }
    }
    return (0..<max(0, count)).map { _ in inputs(at: sequence.next()) }
  }

  /// Where s - sin(2 pi s) / (2 pi), the probability below the share s of a range, reaches u.
  private static func quantile(_ probability: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<54 {
      let middle = (low + high) / 2
      if middle - sin(2 * .pi * middle) / (2 * .pi) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
