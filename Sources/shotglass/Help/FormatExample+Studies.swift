import Formats

extension FormatExample {
  static let studies: [FormatExample] = [
    FormatExample(
      command: "shotglass study plan FILE --json",
      explanation: """
        One line for each analysis and backend, null where nothing is run on one.
        Seconds are a guess, of one core; cost is by the machines' price lists, null
        where those do not say, and 0 for what is simulated here.
        """,
      document: [
        "schema": 1, "study": "shot-budget", "id": "5e0c...", "folder": "runs/shot-budget-5e0c1f27", "cells": 12,
        "circuits": 3168, "shots": 811_008, "seconds": 0.4, "cost": 0,
        "currency": nil,
        "lines": [
          [
            "analysis": "gradient-quality", "backend": "ideal", "cells": 12, "circuits": 3168, "shots": 811_008,
            "seconds": 0.4, "cost": 0, "currency": nil,
          ]
        ],
        "parties": [["name": "server", "sees": "the model and each gradient"]],
      ]),
    FormatExample(
      command: "shotglass study run|resume|status|merge FILE --json",
      explanation: """
        'evaluated' is how many cells this run worked on; status and merge leave it
        out. Until every cell is there 'records' is null and 'statements' empty.
        """,
      document: [
        "schema": 1, "study": "shot-budget", "id": "5e0c...", "folder": "runs/shot-budget-5e0c1f27", "planned": 12,
        "done": 12, "failed": 0, "unsupported": 0, "missing": 0, "evaluated": 12,
        "records": "runs/shot-budget-5e0c1f27/records.jsonl",
        "statements": [
          ["label": "Shots at which the gradient rises", "value": "37", "meaning": "..."]
        ],
      ]),
    FormatExample(
      command: "a line of records.jsonl",
      explanation: """
        'value' and 'interval' hold what the analysis found; intervals hold 95 % of
        the time. 'point' has the analysis's axes. 'repetitions' holds each number
        of what was measured again and again, where there are 2 to 128 of them; else
        it is left out. No times, hosts or threads.
        """,
      document: [
        "schema": 1, "cell": "0a7b...", "study": "5e0c...", "analysis": "gradient-quality", "algorithm": 2,
        "point": ["seed": 0, "backend": "ideal", "shots": 64, "batchSize": 1, "defence": "none"], "seed": "7",
        "acquisitions": ["91fe..."], "shotsRequested": 67_584, "shotsReceived": 67_584, "backend": "ideal",
        "calibrationSha256": nil, "calibrationDate": nil,
        "options": ["rule": "parameter-shift", "repetitions": 2], "kernel": "avx2",
        "value": [
          "error": 0.21, "predictedError": 0.2, "shotNoise": 0.2, "bias": 0, "gradientNorm": 0.6, "cosine": 0.94,
          "signalToNoise": 8.2, "predictedSignalToNoise": 9, "shownSignalToNoise": 9, "errorOverPrediction": 1.1,
          "covarianceOverPrediction": 0.98,
        ],
        "interval": [
          "error": [0.19, 0.23], "cosine": [0.91, 0.97], "errorOverPrediction": [0.9, 1.3],
          "covarianceOverPrediction": [0.95, 1.01],
        ],
        "repetitions": ["squaredError": [0.04, 0.05], "covarianceOverPrediction": [0.97, 0.99]], "status": "done",
        "message": nil,
      ]),
    FormatExample(
      command: "shotglass report DIR --format json",
      explanation: """
        The page's text and what it draws: every figure with the numbers behind it.
        'summary' holds the statements, 'provenance' what ran where, 'methods' how it
        was measured. A column's 'unit' is null where it has none.
        """,
      document: [
        "schema": 1, "title": "shot-budget", "question": "How many shots ...?",
        "summary": [["label": "Shots at which the gradient rises", "value": "37", "meaning": "..."]],
        "sections": [
          [
            "id": "gradient-quality", "title": "Gradient quality", "paragraphs": ["..."], "tables": [],
            "figures": [
              [
                "id": "gradient-quality-1", "title": "Error against shots", "caption": "...", "kind": "line",
                "intervalNote": "95 % intervals",
                "data": [
                  "title": "Error against shots", "note": nil, "rows": [[64, 0.21, 0.19, 0.23]],
                  "columns": [["title": "shots", "unit": nil]],
                ],
              ]
            ],
          ]
        ],
        "methods": ["..."], "assumptions": ["..."], "parties": [["party": "server", "sees": "each gradient"]],
        "citations": [["text": "...", "address": "https://arxiv.org/abs/1811.11184", "bibTeX": "@article{...}"]],
        "provenance": [["name": "study", "value": "5e0c..."]],
      ]),
  ]
}
