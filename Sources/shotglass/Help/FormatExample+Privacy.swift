import Formats

extension FormatExample {
  /// What `accountant` prints.
  static let accountant: [FormatExample] = [
    FormatExample(
      command: "shotglass accountant training ... --delta D --orders A,B --json",
      explanation: """
        An epsilon without bound is null. 'divergences' is there where --orders is;
        'note' says why prv fell back on Renyi's bound. 'gdp' is no guarantee.
        """,
      document: [
        "schema": 1, "what": "training", "protects": "training-rows", "rate": 0.01, "steps": 1000,
        "noiseMultiplier": 1, "delta": 0.00001, "divergences": [["order": 8, "divergence": 0.6]],
        "rdp": ["epsilon": 2.1, "lowerEpsilon": nil, "order": 8, "note": nil],
        "prv": ["epsilon": 1.83, "lowerEpsilon": 1.82, "order": nil, "note": nil],
        "gdp": ["epsilon": 1.62, "isGuarantee": false], "notes": ["It protects the training rows."],
      ]),
    FormatExample(
      command: "shotglass accountant quantization --mechanism TEXT --delta D --json",
      explanation: "'probabilities' are the levels' for a number at the upper limit.",
      document: [
        "schema": 1, "what": "quantization", "protects": "shared-numbers", "steps": 10, "delta": 0.00001,
        "probabilities": [0.5, 0.5], "pure": 20,
        "rdp": ["epsilon": 9.1, "lowerEpsilon": nil, "order": 3, "note": nil],
        "prv": ["epsilon": 8.2, "lowerEpsilon": 8.1, "order": nil, "note": nil],
        "notes": ["It protects the numbers that a client shares."],
      ]),
    FormatExample(
      command: "shotglass accountant shots --probabilities P,Q --delta D --json",
      explanation: "Three epsilons: exact, by Renyi divergences, and with delta 0.",
      document: [
        "schema": 1, "what": "shots", "protects": "query", "shots": 64, "delta": 0.00001, "exact": 4.64, "rdp": 5.03,
        "pure": 14.3, "notes": ["It protects the query."],
      ]),
    FormatExample(
      command: "shotglass accountant readout --depolarize P --delta D --json",
      explanation: "'epsilon' of all shots is there for two outcomes with equal floors.",
      document: [
        "schema": 1, "what": "readout", "protects": "query", "shots": 16, "delta": 0.00001, "traceDistance": 1,
        "contraction": 0.8, "floor": 0.1, "pureOfShot": 2.2, "epsilonOfShot": 2.2, "pure": 35.2, "epsilon": 20.1,
        "notes": ["It protects the query."],
      ]),
    FormatExample(
      command: "shotglass accountant radius --probabilities P,Q --qubits N --json",
      explanation: """
        Three radii, of which the greatest holds; angles are left out where nothing is
        certified, and 'angleEach' without --qubits.
        """,
      document: [
        "schema": 1, "what": "radius", "protects": "query", "top": 0.8, "second": 0.1, "share": 0,
        "byDifference": 0.35, "byTesting": 0.38, "byPrivacy": 0, "angleLength": 0.79, "angleEach": 0.56,
        "notes": ["It protects the query."],
      ]),
    FormatExample(
      command: "shotglass accountant distance MODEL|FILE --at FILE --and FILE --json",
      explanation: "Of the states that the circuit makes of two inputs.",
      document: [
        "schema": 1, "what": "distance", "protects": "query", "traceDistance": 0.1, "fidelity": 0.99,
        "notes": ["It protects the query."],
      ]),
  ]
}
