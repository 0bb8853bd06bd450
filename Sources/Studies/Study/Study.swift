package import Formats

/// What is asked: which model on which data, analysed in which ways, over which grid.
package struct Study: Sendable {
  package var name: String
  package var title: String?
  package var question: String?
  package var seed: UInt64
  package var data: DataChoice?
  package var model: ModelChoice?
  package var training: TrainingChoice?
  package var analyses: [any Analysis]
  /// The values of each axis that an analysis has.
  package var grid: [Axis: [AxisValue]]
  package var budget: Budget
  /// Whether the raw results of simulations are kept too, which can be run again.
  package var keepsAcquisitions: Bool

  /// Where rows come from, as the command line names it.
  package struct DataChoice: Hashable, Sendable {
    package var source: String
    package var labels: String?
    package var classes: [String]?
    package var preparation: String?
    /// So many rows, drawn at random; all where it is nil.
    package var rows: Int?
  }

  package enum ModelChoice: Hashable, Sendable {
    /// What the grid calls the study's own model, beside others of the zoo.
    static let own = "study"

    case zoo(String)
    case file(String, observables: String, inputs: String, weights: String)
  }

  /// How each model of a study is trained before it is analysed.
  package struct TrainingChoice: Hashable, Sendable {
    package var epochs: Int
    package var rate: Double
    package var batchSize: Int
  }

  /// What a run may spend at most; nil where there is no bound.
  package struct Budget: Hashable, Sendable {
    package var shots: Int?
    package var seconds: Double?
    package var cost: Double?
  }

  /// What its folder and its records call it: changes with everything that changes a result.
  package var id: String { ContentID.of(resolved(isIdentity: true)) }

  /// The study with all that was left out, as `study.json` holds it.
  package var resolved: JSON { resolved(isIdentity: false) }

  private func resolved(isIdentity: Bool) -> JSON {
    var members: [String: JSON] = [
      "schema": 1, "name": .string(name), "seed": .string("\(seed)"), "data": data?.json ?? .null,
      "model": model?.json ?? .null, "training": training?.json ?? .null,
      "analyses": .array(analyses.map(\.json)),
      "grid": .object(
        Dictionary(uniqueKeysWithValues: grid.map { ($0.key.key, .array($0.value.map(\.json))) })),
    ]
    if !isIdentity {
      members["title"] = JSON(title)
      members["question"] = JSON(question)
      members["acquisitions"] = .string(keepsAcquisitions ? "keep" : "recompute")
      members["budget"] = [
        "shots": JSON(budget.shots), "seconds": JSON(budget.seconds), "cost": JSON(budget.cost),
      ]
    }
    return .object(members)
  }
}

extension Study {
  /// Those of one analysis.
  package func records(of analysis: any Analysis, among records: [Record]) -> [Record] {
    records.filter { $0.analysis == type(of: analysis).kind && $0.options == analysis.options && $0.status == .done }
  }

  /// The main numbers, in the order of the analyses.
  package func statements(of records: [Record]) -> [Statement] {
    analyses.flatMap { type(of: $0).statements(of: self.records(of: $0, among: records)) }
  }
}

extension Study.DataChoice {
  var json: JSON {
    [
      "source": .string(source), "labels": JSON(labels),
      "classes": classes.map { .array($0.map { .string($0) }) } ?? .null, "prepare": JSON(preparation),
      "rows": JSON(rows),
    ]
  }
}

extension Study.ModelChoice {
  var json: JSON {
    switch self {
    case .zoo(let name): ["name": .string(name)]
    case .file(let path, let observables, let inputs, let weights):
      [
        "file": .string(path), "observables": .string(observables), "inputs": .string(inputs),
        "weights": .string(weights),
      ]
    }
  }

  package var name: String {
    switch self {
    case .zoo(let name), .file(let name, _, _, _): name
    }
  }
}

extension Study.TrainingChoice {
  var json: JSON { ["epochs": .integer(epochs), "rate": .number(rate), "batchSize": .integer(batchSize)] }
}

extension Analysis {
  /// As records have it.
  package var options: JSON { .object(parameters) }

  /// As a study file has it, with nothing left out.
  var json: JSON {
    .object(parameters.merging(["kind": .string(Self.kind)]) { _, kind in kind })
  }
}
