import Formats

extension FormatExample {
  /// What the verbs of models print.
  static let models: [FormatExample] =
    [
      gradient, remote, loss, list, training, frugalTraining, privateTraining, validation, inversion, membership, audit,
      unlearning,
    ] + accountant

  private static let gradient = FormatExample(
    command: "shotglass gradient FILE --observable Z0 --at POINT --json",
    explanation: """
      'value' is the observable's mean. Rows and columns of 'covariance' are in the
      order of 'names'; above 256 names there is 'variances' instead. 'shots' counts
      all circuits together; exact gradients have null.
      """,
    document: [
      "schema": 1, "value": 0.85, "valueVariance": 0.0003, "names": ["theta_0"], "gradient": [-0.22],
      "covariance": [[0.0004]], "shots": 3072, "circuits": 3,
    ])

  private static let remote = FormatExample(
    command: "shotglass gradient FILE ... --shots 1024 --backend emulated-ibm_fez --json",
    explanation: """
      From a machine elsewhere there is 'provider' beside the rest, in 'invert' and
      'membership' too: what it ran, in jobs that it calls so, and what it saw. 'cost'
      is null while a bill is missing; 'knownBy' is what attacks simulate in place of
      the machine; 'verbatim' is whether Braket ran what was compiled on this side.
      'study run' has a list, 'providers', of their like.
      """,
    document: [
      "schema": 1, "value": 0.85, "valueVariance": 0.0003, "names": ["theta_0"], "gradient": [-0.22],
      "covariance": [[0.0004]], "shots": 3072, "circuits": 3,
      "provider": [
        "name": "IBM", "backend": "emulated-ibm_fez", "emulated": true, "circuits": 3, "shots": 3072,
        "jobs": ["d519799ede03d614fd37"], "cost": ["amount": 0, "unit": "USD"], "sees": "nothing: ...",
        "knownBy": nil, "verbatim": false,
      ],
    ])

  private static let loss = FormatExample(
    command: "shotglass gradient MODEL --data NAME --rows 0..3 --local-steps 2 --json",
    explanation: """
      'value' is the loss before the first step, 'update' how far the steps move each
      weight. Without --local-steps there is 'gradient' in its place.
      """,
    document: [
      "schema": 1, "value": 0.4, "valueVariance": 0.0002, "names": ["theta_0"], "update": [0.02],
      "covariance": [[0.0001]], "shots": 30720, "circuits": 240,
    ])

  private static let list = FormatExample(
    command: "shotglass models --json",
    explanation: """
      'models show NAME --json' prints one element alone. 'periods' are those of the
      inputs, null where there is none; 'trainedWeights' leaves out frozen ones.
      """,
    document: [
      "schema": 1,
      "models": [
        [
          "name": "simple-1", "summary": "RX encoding, mean Z", "origin": "arXiv:2504.12806", "features": 1,
          "outputs": 1, "weights": 4, "trainedWeights": 4, "loss": "mse", "layers": ["circuit of 1 qubit"],
          "circuits": [
            [
              "qubits": 1, "gates": 5, "inputs": ["x_0"], "weights": ["theta_0"], "observables": ["Z0"],
              "periods": [6.283185307179586],
            ]
          ],
        ]
      ],
    ])

  private static let training = FormatExample(
    command: "shotglass train MODEL --data NAME --json",
    explanation: "'end' says what ended it.",
    document: [
      "schema": 1, "model": "re-uploading-4-3", "data": "iris", "preparation": "range:0..pi", "epochs": 50,
      "end": "epochs", "shots": nil, "privacy": nil,
      "curve": [["epoch": 1, "loss": 1.1, "validationLoss": nil, "validationScore": nil]],
      "training": trainingPart, "test": trainingPart,
    ])

  private static let frugalTraining = FormatExample(
    command: "shotglass train MODEL --data cosine --optimiser icans --json",
    explanation: """
      For labels that are numbers, 'training' and 'test' hold determination (R2) and
      mean squared error. 'shots' is there where icans or gcans chose them: 'schedule'
      has a row a step, a number a weight; 'spent' is what a step's circuits took.
      """,
    document: [
      "schema": 1, "model": "simple-2", "data": "cosine:rows=40", "preparation": "range:0..pi", "epochs": 50,
      "end": "epochs", "shots": ["spent": [2592], "schedule": [[16, 18]]], "privacy": nil,
      "curve": [["epoch": 1, "loss": 1.1, "validationLoss": nil, "validationScore": nil]],
      "training": ["rows": 32, "loss": 0.1, "determination": 0.8, "meanSquaredError": 0.1],
      "test": ["rows": 8, "loss": 0.1, "determination": 0.8, "meanSquaredError": 0.1],
    ])

  private static let privateTraining = FormatExample(
    command: "shotglass train MODEL --data NAME --dp-noise S --dp-delta D --json",
    explanation: """
      'privacy' has both accountants' bounds; 'epsilon' is that of 'accountant', null
      where there is none. 'note' says why prv fell back on Renyi's bound.
      """,
    document: [
      "schema": 1, "model": "re-uploading-4-3", "data": "iris", "preparation": "range:0..pi", "epochs": 50,
      "end": "epochs", "shots": nil,
      "privacy": [
        "protects": "training-rows", "epsilon": 2.99, "delta": 0.001, "accountant": "prv", "clippingNorm": 1,
        "noiseMultiplier": 3.4, "rows": 120, "samplingRate": 0.26, "steps": 200,
        "rdp": ["epsilon": 3.41, "lowerEpsilon": nil, "order": 5.2, "note": nil],
        "prv": ["epsilon": 2.99, "lowerEpsilon": 2.97, "order": nil, "note": nil],
        "gdp": ["epsilon": 2.98, "isGuarantee": false], "warnings": ["choosing settings is not accounted for"],
      ],
      "curve": [["epoch": 1, "loss": 1.1, "validationLoss": nil, "validationScore": nil]],
      "training": trainingPart, "test": trainingPart,
    ])

  private static let trainingPart: JSON = [
    "rows": 120, "loss": 0.1, "accuracy": 0.97, "accuracyInterval": [0.92, 0.99], "balancedAccuracy": 0.97,
    "logLoss": 0.1, "confusion": [[40, 0], [1, 39]],
  ]

  private static let validation = FormatExample(
    command: "shotglass train MODEL --data NAME --folds 5 --json",
    explanation: "'scores' has a row a repeat, a number a fold; 'metric' is accuracy or R2.",
    document: [
      "schema": 1, "model": "re-uploading-4-3", "data": "iris", "preparation": "range:0..pi", "metric": "accuracy",
      "mean": 0.95, "interval": [0.93, 0.97], "scores": [[0.93, 0.97]],
    ])

  private static let inversion = FormatExample(
    command: "shotglass invert MODEL --data NAME --row I --shots N --json",
    explanation: """
      Rows of 'recovered', 'solutions', 'standardError' and 'truth' are the batch's.
      'truth' and 'meanSquaredError' are there where the gradient was made from data.
      Of a whole family that matches, 'recovered' is null and 'solutions' has two.
      Without shots 'chiSquared', 'pValue', 'standardError' and 'bound' are null.
      """,
    document: [
      "schema": 1, "attack": "least-squares", "inputs": ["x_0", "x_1"], "recovered": [[2.99, 1.37]], "labels": [1],
      "certified": true, "solutions": [[[2.99, 1.37]]], "gradientLoss": 0.0006, "chiSquared": 7.2,
      "degreesOfFreedom": 14, "pValue": 0.93, "standardError": [[0.017, 0.024]], "starts": 256, "startsConverged": 256,
      "evaluations": 4785,
      "identifiability": [
        "equations": 14, "rank": 8, "unknowns": 2, "condition": 1.4, "distinctSolutions": 1, "largestBatch": 3,
      ],
      "bound": ["kind": "cramer-rao", "at": "estimate", "meanSquaredError": 0.00044],
      "message": "the only inputs that explain the values within their errors", "truth": [[2.98, 1.36]],
      "meanSquaredError": 0.00004,
    ])
}
