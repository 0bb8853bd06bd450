#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Numerics

/// Logit-normal distributions of an example's outcomes fitted to its references of one kind: the mean of each example's
/// logits, and the covariance of the distances from it over all examples together.
struct LogitNormalFits: Sendable {
  private let centres: [[Double]]
  private let covariance: RealMatrix
  private let counts: [Int]

  /// `probabilities` has a list of references an example, each with its outcomes; `shotVariance` is the mean that shots
  /// of measured references add to the variance of a logit. Nil where there is no spread to fit, or no reference.
  init?(_ probabilities: [[[Double]]], shotVariance: Double) {
    guard let first = probabilities.first?.first, probabilities.allSatisfy({ !$0.isEmpty }) else { return nil }
    let size = first.count - 1
    var centres: [[Double]] = []
    var covariance = RealMatrix(rowCount: size, columnCount: size)
    var (total, freedom) = (0, 0)
    for references in probabilities {
      let logits = references.map(Self.logits)
      let centre = (0..<size).map { place in logits.reduce(0) { $0 + $1[place] } / Double(logits.count) }
      for logit in logits {
        for row in 0..<size {
          for column in 0..<size {
            covariance[row, column] += (logit[row] - centre[row]) * (logit[column] - centre[column])
          }
        }
      }
      centres.append(centre)
      total += logits.count
      freedom += logits.count - 1
    }
    let trace = (0..<size).reduce(0) { $0 + covariance[$1, $1] } / Double(max(1, freedom) * size)
    guard trace > 0, trace.isFinite else { return nil }
    // What shots alone explain is no spread of models; some is always left.
    let share = max(0.05, 1 - shotVariance / trace) / Double(freedom)
    // Fewer distances than dimensions know no directions: those are drawn towards the axes.
    let shrinkage = Double(size) / Double(size + total)
    for row in 0..<size {
      for column in 0..<size {
        covariance[row, column] *= share * (row == column ? 1 : 1 - shrinkage)
      }
      covariance[row, row] += 1e-9 * trace
    }
    self.centres = centres
    self.covariance = covariance
    counts = probabilities.map(\.count)
  }

  /// Against the last outcome; probabilities of 0 are taken as too small for any counts.
  private static func logits(_ probabilities: [Double]) -> [Double] {
    let logarithms = probabilities.map { log(max($0, 1e-12)) }
    return logarithms.dropLast().map { $0 - logarithms[logarithms.count - 1] }
  }

  /// The distribution of one more model's outcomes for an example: the spread, and the error of the centre.
  func distribution(_ row: Int) -> LogitNormal? {
    let widening = 1 + 1 / Double(counts[row])
    var wider = covariance
    for place in wider.elements.indices { wider.elements[place] *= widening }
    return LogitNormal(mean: centres[row], covariance: wider)
  }
}
