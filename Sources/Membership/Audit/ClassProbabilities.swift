#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What a model's outputs say of each class.
///
/// Of several outputs the softmax. A single output in [-1, 1] is the mean of a measurement whose two results are the
/// classes: the second class has the probability (1 + z) / 2.
package enum ClassProbabilities {
  /// [row][class] of outputs [row][output].
  package static func of(_ outputs: [Double], rowCount: Int) -> [[Double]] {
    guard rowCount > 0 else { return [] }
    let width = outputs.count / rowCount
    return (0..<rowCount).map { row in
      let own = outputs[row * width..<(row + 1) * width]
      guard width > 1 else {
        let second = min(max((1 + (own.first ?? 0)) / 2, 0), 1)
        return [1 - second, second]
      }
      let greatest = own.max() ?? 0
      let weights = own.map { exp($0 - greatest) }
      let sum = weights.reduce(0, +)
      return weights.map { $0 / sum }
    }
  }
}
