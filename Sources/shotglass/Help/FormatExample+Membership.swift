import Formats

extension FormatExample {
  /// What `membership` prints with a truth to score by.
  static let membership = FormatExample(
    command: "shotglass membership --evidence FILE --score FILE --json",
    explanation: """
      'scores' has a number an example, higher for members. What follows from the
      truth, from 'advantage' on but for those of the attack, is there with --score
      alone. Rates are keyed by the false positive rate. The first threshold of
      'roc', above all scores, is null. 'power' is what could have been seen.
      """,
    document: [
      "schema": 1, "attack": "counts", "scores": [1.7, -0.4], "calibrated": true,
      "message": "queries show no drift (p = 0.41)", "citation": "Shotglass", "assumptions": "References are ...",
      "threatModel": "raw-counts", "references": 8, "queries": 1, "shots": 64,
      "auc": 0.77, "aucInterval": [0.72, 0.81], "advantage": 0.42,
      "truePositiveRateAt": ["0.1": 0.38, "0.01": 0.15, "0.001": 0.06],
      "truePositiveRateIntervals": ["0.1": [0.31, 0.45], "0.01": [0.07, 0.24], "0.001": [0, 0.2]],
      "smallestResolvableFalsePositiveRate": 0.005, "power": ["detectableArea": 0.58, "detectableAdvantage": 0.14],
      "roc": ["falsePositiveRate": [0, 0.5], "truePositiveRate": [0.5, 1], "threshold": [nil, 1.7]],
    ])
}
