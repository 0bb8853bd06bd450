package import Models
internal import Numerics

/// The rows that a model is judged by after it has forgotten some.
package struct UnlearningParts: Sendable {
  package let retained: Examples
  package let forgotten: Examples
  /// Rows that no model was trained on.
  package let test: Examples
  /// Places of the test rows that are like the forgotten ones: those of their class where a class is forgotten, else
  /// all. Only these tell what a forgotten row would look like if it had never been seen.
  package let alike: [Int]
  /// Places of the other test rows.
  package let others: [Int]

  package init(_ task: UnlearningTask, test: Examples) throws(DefenceError) {
    guard case .classes(let classes, _) = test.labels else {
      throw .unsupported(
        "unlearning is judged by accuracies, and the labels are numbers", help: "use data whose labels are classes")
    }
    let loss = task.loss
    (retained, forgotten) = try UnlearningTask.passing { () throws(ModelError) in
      try task.model.check(test, loss: loss)
      return (try task.retained, try task.forgotten)
    }
    self.test = test
    let forgottenClass = task.split.forgottenClass
    alike = classes.indices.filter { forgottenClass == nil || classes[$0] == forgottenClass }
    others = classes.indices.filter { forgottenClass != nil && classes[$0] != forgottenClass }
    guard alike.count >= 2 else {
      throw .misuse(
        "\(alike.count) test rows are of the forgotten class: nothing tells what it looks like unseen",
        help: "keep more rows for the test, such as --test-share 0.5")
    }
  }
}

/// What a model answers about some rows.
struct ModelAnswers {
  /// [row][class]
  let probabilities: [[Double]]
  let labels: [Int]
  let losses: [Double]
  /// ln p_y - ln sum over the other classes: what likelihood-ratio attacks score by.
  let logits: [Double]
  let predictions: [Int]

  init(
    _ model: UnlearnedModel, of compiled: CompiledModel, _ examples: Examples, loss: Loss, stream: RandomStream
  ) throws(ModelError) {
    let outputs = try model.outputs(of: compiled, examples.features, stream: stream)
    guard case .classes(let classes, _) = examples.labels else {
      throw .labels(reason: "the labels are numbers", help: "use data whose labels are classes")
    }
    labels = classes
    losses = loss.values(outputs, examples.labels)
    predictions = ClassificationMetrics.predictions(outputs, rowCount: examples.rowCount)
    let rows = Probabilities.rows(outputs, width: compiled.outputCount)
    probabilities = rows
    logits = zip(rows, classes).map { row, label in
      let others = row.indices.reduce(0) { $1 == label ? $0 : $0 + row[$1] }
      return Probabilities.logarithm(row[label]) - Probabilities.logarithm(others)
    }
  }

  func accuracy(_ rows: [Int]? = nil) -> Proportion? {
    let rows = rows ?? Array(labels.indices)
    guard !rows.isEmpty else { return nil }
    return Proportion(successes: rows.count { predictions[$0] == labels[$0] }, trials: rows.count)
  }
}

extension Probabilities {
  /// [row][class] of outputs; one output f means (1 - f) / 2 and (1 + f) / 2.
  static func rows(_ outputs: [Double], width: Int) -> [[Double]] {
    guard width > 1 else {
      return outputs.map { output in
        let second = min(max((1 + output) / 2, 0), 1)
        return [1 - second, second]
      }
    }
    let shares = softmax(outputs, width: width)
    return stride(from: 0, to: shares.count, by: width).map { Array(shares[$0..<$0 + width]) }
  }
}
