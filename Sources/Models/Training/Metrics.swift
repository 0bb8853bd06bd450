package import Numerics

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How well outputs agree with labels.
package enum Metrics: Hashable, Sendable {
  case classification(ClassificationMetrics)
  case regression(RegressionMetrics)

  /// Outputs are [row][output], the labels in the same order.
  /// - Precondition: labels of at least one row that the loss `check`ed with so many outputs.
  package init(_ outputs: [Double], _ labels: Labels) {
    switch labels {
    case .classes(let classes, let names):
      self = .classification(ClassificationMetrics(outputs, classes, classCount: names.count))
    case .targets(let targets): self = .regression(RegressionMetrics(outputs, targets))
    }
  }

  /// One number, the greater the better: the accuracy, or R^2, which is nil where all labels are equal.
  package var score: Double? {
    switch self {
    case .classification(let metrics): metrics.accuracy.value
    case .regression(let metrics): metrics.determination
    }
  }
}

package struct ClassificationMetrics: Hashable, Sendable {
  /// Of rows whose class has the greatest output; `wilsonInterval` is its error bar.
  package let accuracy: Proportion
  /// The mean of the classes' own accuracies, of those that have rows.
  package let balancedAccuracy: Double
  /// The mean of -ln p of the row's class, with the outputs' softmax; nil where two classes share one output.
  package let logLoss: Double?
  /// How many rows of each class are taken for each: [class][taken for].
  package let confusion: [[Int]]

  init(_ outputs: [Double], _ classes: [Int], classCount: Int) {
    let predictions = Self.predictions(outputs, rowCount: classes.count)
    var confusion = Array(repeating: Array(repeating: 0, count: classCount), count: classCount)
    for (label, prediction) in zip(classes, predictions) { confusion[label][prediction] += 1 }
    self.confusion = confusion
    let hits = confusion.indices.reduce(0) { $0 + confusion[$1][$1] }
    accuracy = Proportion(successes: hits, trials: classes.count)
    let shares = confusion.indices.compactMap { place -> Double? in
      let count = confusion[place].reduce(0, +)
      return count > 0 ? Double(confusion[place][place]) / Double(count) : nil
    }
    balancedAccuracy = shares.reduce(0, +) / Double(shares.count)
    let labels = Labels.classes(classes, names: Array(repeating: "", count: classCount))
    let losses = outputs.count > classes.count ? Loss.crossEntropy.values(outputs, labels) : []
    logLoss = losses.isEmpty ? nil : losses.reduce(0, +) / Double(losses.count)
  }

  /// The class of each row: the place of its greatest output, the first of equal ones; with one output, 1 where it is
  /// positive.
  package static func predictions(_ outputs: [Double], rowCount: Int) -> [Int] {
    let width = outputs.count / max(rowCount, 1)
    return (0..<rowCount).map { row in
      guard width > 1 else { return outputs[row] > 0 ? 1 : 0 }
      var best = 0
      for place in 1..<width where outputs[row * width + place] > outputs[row * width + best] { best = place }
      return best
    }
  }
}

package struct RegressionMetrics: Hashable, Sendable {
  package let meanSquaredError: Double
  /// R^2: 1 less the ratio of the squared errors to the squared distances of the labels from their mean.
  package let determination: Double?

  init(_ outputs: [Double], _ targets: [Double]) {
    let count = Double(targets.count)
    let mean = targets.reduce(0, +) / count
    let spread = targets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = zip(outputs, targets).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    meanSquaredError = error / count
    determination = spread > 0 ? 1 - error / spread : nil
  }

  /// The error bar of R^2: 95 % of what it is for rows drawn again, with repetition.
  package static func determinationInterval(
    _ outputs: [Double], _ targets: [Double], stream: RandomStream
  ) -> ClosedRange<Double>? {
    let bootstrap = Bootstrap(observations: targets.count, stream: stream) { rows in
      RegressionMetrics(rows.map { outputs[$0] }, rows.map { targets[$0] }).determination ?? .nan
    }
    return bootstrap.percentileInterval()
  }
}
