import Formats

extension FormatExample {
  /// What `unlearn` prints.
  static let unlearning = FormatExample(
    command: "shotglass unlearn MODEL --checkpoint FILE --forget WHAT --data NAME --json",
    explanation: """
      'before' is the trained model, 'oracle' one that never saw the rows. An area
      'againstAlike' of one half says that nothing is remembered; 'againstAllTest' is
      the published comparison, which the oracle fails as well. 'published' are shares
      taken for members by the published attack: as published ('compatible'), trained
      on other rows, and trained anew. 'likelihood' holds what --models finds,
      'spread' what --repeats finds; 'states' is null without exactly one circuit.
      """,
    document: [
      "schema": 1, "model": "dense-angle-4-3", "data": "iris", "preparation": "range:0..pi", "forgotten": 40,
      "retained": 80, "test": 30, "testLikeForgotten": 10, "before": .object(modelReading(["likelihood": nil])),
      "oracle": .object(modelReading(["relearning": ["epochs": 20, "limit": 50]])),
      "methods": [
        .object(
          modelReading([
            "method": "gradient-ascent", "sees": "U", "gap": 0.11,
            "cost": [
              "gradients": 1200, "outputs": 0, "secondDerivatives": 0, "circuits": 20400, "shots": nil,
            ],
            "distanceOnForgotten": distance, "distanceOnTest": distance,
            "relearning": ["epochs": 2, "limit": 50], "likelihood": nil, "spread": nil,
            "notes": ["ended by its bound after 4 whole epochs"],
          ]))
      ],
    ])

  private static let distance: JSON = [
    "softmax": 0.17, "kullbackLeibler": 0.07, "jensenShannon": 0.02, "agreement": 0.87, "weights": 1.3,
    "states": ["fidelity": 0.93, "traceDistance": 0.26, "totalVariation": 0.08],
  ]

  private static func modelReading(_ others: [String: JSON]) -> [String: JSON] {
    let share: JSON = ["value": 0.95, "rows": 40, "interval": [0.83, 0.99]]
    let rates: JSON = ["0.1": 0.05, "0.01": 0, "0.001": 0]
    let intervals: JSON = ["0.1": [0, 0.14], "0.01": [0, 0.08], "0.001": [0, 0.06]]
    let score: JSON = [
      "auc": 0.49, "aucInterval": [0.34, 0.64], "truePositiveRateAt": rates, "truePositiveRateIntervals": intervals,
      "smallestResolvableFalsePositiveRate": 0.1,
    ]
    let shares: JSON = ["forgotten": 0.05, "retained": 0.7, "test": 0.67, "testLikeForgotten": 0]
    let own: [String: JSON] = [
      "accuracy": [
        "forgotten": share, "retained": share, "test": share, "testLikeForgotten": share, "otherTest": share,
      ],
      "forgottenLoss": 0.61, "againstAlike": score, "againstAllTest": score,
      "published": ["compatible": 0.68, "frozen": shares, "adapted": shares],
    ]
    return own.merging(others) { own, _ in own }
  }
}
