#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Loss {
  /// A loss over rows, and how it changes with the outputs, [row][output].
  package struct Evaluation: Sendable {
    package var value: Double
    package var cotangents: [Double]
  }

  /// Refuses labels that the loss cannot compare with so many outputs.
  ///
  /// Two classes may share one output: its sign tells them, and it is compared with -1 for the first class and 1 for
  /// the second. Else there is an output a class; `meanSquaredError` compares it with 1 for the row's class and with 0
  /// for others.
  package func check(outputCount: Int, labels: Labels) throws(ModelError) {
    switch labels {
    case .targets:
      guard self == .meanSquaredError, outputCount == 1 else {
        throw .labels(
          reason: "the labels are numbers, but the loss is \(rawValue) of \(outputCount) outputs",
          help: "take the loss mse and a model with one output, or labels that are classes")
      }
    case .classes(_, let names):
      let isShared = outputCount == 1 && names.count == 2 && (self == .meanSquaredError || self == .hinge)
      guard isShared || outputCount == names.count, outputCount > 1 || isShared else {
        throw .labels(
          reason: "there are \(names.count) classes, and the loss is \(rawValue) of \(outputCount) outputs",
          help:
            "take a model with an output for each class, or of two classes with one output and the loss mse or hinge")
      }
    }
  }

  /// The mean over some rows' outputs, which stand in the order of `rows`; those are places among the labels. With a
  /// share, the sum of so much of each row's loss.
  /// - Precondition: labels that `check` does not refuse; rows with labels.
  package func evaluate(
    _ outputs: [Double], _ labels: Labels, rows: some RandomAccessCollection<Int>, share: Double? = nil
  ) -> Evaluation {
    var result = Evaluation(value: 0, cotangents: outputs)
    guard !rows.isEmpty else { return result }
    let (width, share) = (outputs.count / rows.count, share ?? 1 / Double(rows.count))
    outputs.withUnsafeBufferPointer { outputs in
      result.cotangents.withUnsafeMutableBufferPointer { cotangents in
        for (place, row) in rows.enumerated() {
          let range = place * width..<(place + 1) * width
          let slopes = UnsafeMutableBufferPointer(rebasing: cotangents[range])
          result.value += self.row(UnsafeBufferPointer(rebasing: outputs[range]), labels, row, slopes)
          for slot in slopes.indices { slopes[slot] *= share }
        }
      }
    }
    result.value *= share
    return result
  }

  /// The loss of each row, whose outputs stand in the order of the labels.
  package func values(_ outputs: [Double], _ labels: Labels) -> [Double] {
    let width = outputs.count / max(labels.count, 1)
    var slopes = RowArithmetic.zeros(width)
    return slopes.withUnsafeMutableBufferPointer { slopes in
      outputs.withUnsafeBufferPointer { outputs in
        (0..<labels.count).map { row in
          self.row(UnsafeBufferPointer(rebasing: outputs[row * width..<(row + 1) * width]), labels, row, slopes)
        }
      }
    }
  }

  /// One row's loss, with its derivatives by the outputs.
  private func row(
    _ outputs: UnsafeBufferPointer<Double>, _ labels: Labels, _ row: Int, _ slopes: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    switch labels {
    case .targets(let values): return squares(outputs, slopes) { _ in values[row] }
    case .classes(let classes, _):
      let label = classes[row]
      guard outputs.count > 1 else {
        let sign = label == 0 ? -1.0 : 1
        guard self == .hinge else { return squares(outputs, slopes) { _ in sign } }
        slopes[0] = sign * outputs[0] < 1 ? -sign : 0
        return max(0, 1 - sign * outputs[0])
      }
      switch self {
      case .meanSquaredError: return squares(outputs, slopes) { $0 == label ? 1 : 0 }
      case .crossEntropy: return crossEntropy(outputs, label, slopes)
      case .binaryPerClass: return binaryPerClass(outputs, label, slopes)
      case .hinge: return hinge(outputs, label, slopes)
      }
    }
  }

  private func squares(
    _ outputs: UnsafeBufferPointer<Double>, _ slopes: UnsafeMutableBufferPointer<Double>, _ target: (Int) -> Double
  ) -> Double {
    var sum = 0.0
    for place in outputs.indices {
      let difference = outputs[place] - target(place)
      sum += difference * difference
      slopes[place] = 2 * difference
    }
    return sum
  }

  private func crossEntropy(
    _ scores: UnsafeBufferPointer<Double>, _ label: Int, _ slopes: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    let logarithm = Softmax.logarithmOfSum(scores)
    for place in scores.indices { slopes[place] = exp(scores[place] - logarithm) }
    slopes[label] -= 1
    return logarithm - scores[label]
  }

  /// With q_c = ln sum of e^score over the other classes, 1 - p_c = e^(q_c - q) and p_j / (1 - p_c) = e^(s_j - q_c),
  /// neither of which loses digits where p_c is near 1.
  private func binaryPerClass(
    _ scores: UnsafeBufferPointer<Double>, _ label: Int, _ slopes: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    let logarithm = Softmax.logarithmOfSum(scores)
    var loss = logarithm - scores[label]
    for place in scores.indices { slopes[place] = exp(scores[place] - logarithm) }
    slopes[label] -= 1
    for other in scores.indices where other != label {
      let rest = Softmax.logarithmOfSum(scores, except: other)
      loss -= rest - logarithm
      let probability = exp(scores[other] - logarithm)
      for place in scores.indices {
        slopes[place] += place == other ? probability : -probability * exp(scores[place] - rest)
      }
    }
    return loss
  }

  private func hinge(
    _ scores: UnsafeBufferPointer<Double>, _ label: Int, _ slopes: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    var rival = label == 0 ? 1 : 0
    for place in scores.indices where place != label && scores[place] > scores[rival] { rival = place }
    let loss = 1 - scores[label] + scores[rival]
    slopes.update(repeating: 0)
    guard loss > 0 else { return 0 }
    slopes[label] = -1
    slopes[rival] = 1
    return loss
  }
}
