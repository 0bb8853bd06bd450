/// How far a model's output is from a label; the mean over the rows of a batch.
package enum Loss: String, CaseIterable, Codable, Sendable {
  /// (f - y)^2, summed over outputs.
  case meanSquaredError = "mse"
  /// -ln p_y of the softmax of the outputs.
  case crossEntropy = "cross-entropy"
  /// Of the softmax p of the outputs, -sum_c [y_c ln p_c + (1 - y_c) ln(1 - p_c)] over all classes c.
  case binaryPerClass = "binary-per-class"
  /// max(0, 1 - y f) with y = -1 or 1; with several outputs, max(0, 1 - f_y + max of the others).
  case hinge
}
