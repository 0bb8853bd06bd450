#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Loss {
  /// The derivatives of one row's loss by its outputs, with their slopes along the outputs'.
  func cotangents(of outputs: TangentRow, _ labels: Labels, row: Int) -> TangentRow {
    let values = outputs.values
    var result = TangentRow(zeros: outputs.count, directionCount: outputs.directionCount)
    let first = evaluate(values, labels, rows: CollectionOfOne(row)).cotangents
    let second = curvature(values, labels, row: row)
    for place in 0..<outputs.count {
      result[place] = first[place]
      for other in 0..<outputs.count where second[place * outputs.count + other] != 0 {
        result.addSlopes(second[place * outputs.count + other], outputs, other, to: place)
      }
    }
    return result
  }

  /// The second derivatives of one row's loss by its outputs, [output][output]; 0 where the loss has none.
  private func curvature(_ outputs: [Double], _ labels: Labels, row: Int) -> [Double] {
    var result = RowArithmetic.zeros(outputs.count * outputs.count)
    switch self {
    case .hinge: break
    case .meanSquaredError:
      for place in outputs.indices { result[place * outputs.count + place] = 2 }
    case .crossEntropy: Self.addSpread(outputs, to: &result)
    case .binaryPerClass:
      // L = q - s_y + sum over the other classes c of q - q_c, see `evaluate`.
      Self.addSpread(outputs, times: Double(outputs.count), to: &result)
      guard case .classes(let classes, _) = labels else { break }
      for other in outputs.indices where other != classes[row] {
        Self.addSpread(outputs, except: other, times: -1, to: &result)
      }
    }
    return result
  }

  /// Adds diag p - p p^T of the softmax p over all scores but perhaps one, which is how ln sum e^s curves.
  private static func addSpread(
    _ scores: [Double], except excluded: Int? = nil, times factor: Double = 1, to result: inout [Double]
  ) {
    let logarithm = scores.withUnsafeBufferPointer { Softmax.logarithmOfSum($0, except: excluded) }
    let shares = scores.indices.map { $0 == excluded ? 0 : exp(scores[$0] - logarithm) }
    for first in scores.indices {
      for second in scores.indices {
        result[first * scores.count + second] +=
          factor * ((first == second ? shares[first] : 0) - shares[first] * shares[second])
      }
    }
  }
}
