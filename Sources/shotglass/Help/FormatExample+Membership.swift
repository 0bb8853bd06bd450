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

  /// What `membership` prints of models that it trained.
  static let audit = FormatExample(
    command: "shotglass membership MODEL --data NAME --attack label-noise --json",
    explanation: """
      'scores' and 'truth' have a row a target, a number an audited row.
      'vulnerability' has how often a target with the row scores it above one
      without, null where there is none. 'curve' is empty but for attacks that ask
      for decisions. 'exactAuc' has no shot noise; 'limit' is that of any attack on
      these shots, null where it cannot be told. 'epsilonLowerBound' is of the first
      target's training.
      """,
    document: [
      "schema": 1, "attack": "label-noise", "citation": "...", "assumptions": "...", "message": "...",
      "calibrated": false, "model": "dense-angle-4-3", "data": "iris", "preparation": "range:0..pi",
      "backend": "ideal", "threatModel": "label-only", "shots": 64, "queries": 64, "circuits": 800,
      "auc": 0.6, "aucInterval": [0.55, 0.65], "exactAuc": 0.62, "exactAucInterval": [0.57, 0.67],
      "shuffledAuc": 0.5, "limit": nil, "memberAccuracy": 0.99, "otherAccuracy": 0.93,
      "truePositiveRateAt": ["0.1": 0.2, "0.01": 0.03, "0.001": 0.01],
      "truePositiveRateIntervals": ["0.1": [0.1, 0.3], "0.01": [0, 0.1], "0.001": [0, 0.1]],
      "smallestResolvableFalsePositiveRate": 0.0025, "power": ["detectableArea": 0.56, "detectableAdvantage": 0.1],
      "curve": [["queries": 1, "shots": 64, "auc": 0.52]], "vulnerability": [0.7, nil], "epsilonLowerBound": 0,
      "auditedRows": [0, 3], "scores": [[0.4, 0.1]], "truth": [[true, false]],
      "manifest": [
        "schema": 1, "changedLabels": [], "overlap": "declared: ...",
        "design": ["members": 50, "references": 4, "referenceRows": "audited", "population": 0, "labelNoise": 0],
        "references": [["hash": "48756e63b18d7a56", "rows": [0]]],
        "targets": [["hash": "ccd26435ec99ff4e", "rows": [3]]],
        "split": [
          "schema": 1, "seed": 0, "data": ["name": "iris", "rows": 150, "hash": "99012f681f1a0b17"],
          "parts": [["name": "audited", "rows": [0, 3], "hash": "75108507c7ea4bff"]],
        ],
      ],
    ])
}
