import Formats

/// One JSON document that a verb prints, as an example that is also a test.
struct FormatExample: Sendable {
  /// The command line that prints it.
  let command: String
  /// What the members mean.
  let explanation: String
  let document: JSON

  /// The documents that 'help formats' shows.
  static let all: [FormatExample] =
    [
      FormatExample(
        command: "shotglass doctor --json",
        explanation: "One element a check. 'fix' is null where 'passed' is true.",
        document: [
          "schema": 1, "passed": false,
          "checks": [["name": "libcurl", "passed": true, "detail": "8.5.0 with OpenSSL/3.0.13", "fix": nil]],
        ]),
      FormatExample(
        command: "shotglass VERB --show-config --json",
        explanation: "'value' is null where there is none.",
        document: [
          "schema": 1, "verb": "run",
          "values": [["name": "shots", "origin": "environment SHOTGLASS_SHOTS", "value": 1000]],
        ]),
      FormatExample(
        command: "shotglass help|man|completions|format|draw|export --json",
        explanation: "The text that is printed without --json; so do -h and --version.",
        document: ["schema": 1, "text": "shotglass 0.1.0\n"]),
      FormatExample(
        command: "shotglass format FILE --check --json",
        explanation: "Whether the file is as 'format' would print it.",
        document: ["schema": 1, "canonical": false]),
      FormatExample(
        command: "shotglass run FILE --amplitudes --json",
        explanation: """
          One pair a basis state, real and imaginary part, in the order of the states'
          numbers; qubit 0 is the lowest bit.
          """,
        document: ["schema": 1, "amplitudes": [[0.7071, 0], [0, 0.7071]]]),
    ] + devices + models + studies + jobs + [emulation]

  private static let emulation = FormatExample(
    command: "shotglass emulate --protocol NAME --device NAME --json",
    explanation: "One line, as soon as it serves. 'settings' are for the vendor's own client.",
    document: [
      "schema": 1, "address": "http://127.0.0.1:8080", "settings": [["name": "IONQ_API_KEY", "value": "FAKE-ionq"]],
    ])

  private static let devices: [FormatExample] = [
    FormatExample(
      command: "shotglass devices --json",
      explanation: """
        One element a device, of 'devices refresh' one that was refreshed. Errors are
        medians over what is not broken, or null.
        """,
      document: [
        "schema": 1,
        "devices": [
          [
            "name": "ibm_manila", "description": "5 transmons in a line, with cx.", "qubits": 5,
            "gates": ["cx", "id", "rz", "sx", "x"], "date": "2024-05-27", "origin": "compiled in",
            "medianOneQubitError": 0.00026, "medianTwoQubitError": 0.01, "medianReadoutError": 0.022,
          ]
        ],
      ]),
    FormatExample(
      command: "shotglass devices show NAME --json",
      explanation: """
        Times in seconds, frequencies in hertz; null was not published. 'figures' leaves
        out what is broken. 'positions' are [column, row] in the drawing, or null.
        """,
      document: [
        "schema": 1, "name": "ibm_manila", "description": "5 transmons in a line, with cx.",
        "kind": "superconducting", "source": "public calibration snapshot of ibm_manila", "date": "2024-05-27",
        "origin": "compiled in", "tickInSeconds": 2.2e-10, "maximumShots": nil, "price": nil, "hasNoise": false,
        "qubits": [
          [
            "t1": 0.00013, "t2": 0.0001, "frequency": 4_962_360_000,
            "readout": ["oneGivenZero": 0.016, "zeroGivenOne": 0.055, "duration": 5.4e-06],
            "resetError": nil, "excitedPopulation": nil, "broken": false,
          ]
        ],
        "gates": [["gate": "cx", "qubits": [0, 1], "error": 0.0088, "duration": 2.8e-07, "broken": false]],
        "couplings": [["qubits": [0, 1], "bestGate": "cx", "error": 0.0088, "broken": false]],
        "positions": [[0, 0]],
        "figures": [
          ["name": "t1", "unit": "s", "median": 0.00014, "best": 0.00018, "worst": 0.00012, "worstAt": [1]]
        ],
      ]),
  ]
}
