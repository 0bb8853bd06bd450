internal import Defences
package import Formats
internal import Gradients
internal import Membership

/// What a study's grid varies.
package enum Axis: String, CaseIterable, Sendable {
  case seed, weights, input, model, labelNoise, backend, shots, batchSize, qubits, depth, attack, defence, encoding
  case method, queries

  /// The key of its list in a study file.
  var key: String {
    switch self {
    case .shots, .qubits, .weights, .labelNoise, .queries: rawValue
    default: rawValue + "s"
    }
  }

  /// How a report calls it.
  package var title: String {
    switch self {
    case .seed: "model"
    case .weights: "weights"
    case .input: "input"
    case .model: "architecture"
    case .labelNoise: "changed labels (%)"
    case .backend: "backend"
    case .shots: "shots"
    case .batchSize: "batch size"
    case .qubits: "qubits"
    case .depth: "depth"
    case .attack: "attack"
    case .defence: "defence"
    case .encoding: "encoding"
    case .method: "method"
    case .queries: "queries"
    }
  }

  /// Of an axis whose values are drawn from many that could be, not chosen: how deep such draws are nested, the
  /// independent ones 0, and how a report calls several of them.
  package var nesting: (depth: Int, plural: String)? {
    switch self {
    case .seed: (0, "models")
    case .input: (1, "inputs")
    case .weights, .model, .labelNoise, .backend, .shots, .batchSize, .qubits, .depth, .attack, .defence, .encoding,
      .method, .queries:
      nil
    }
  }

  /// What a grid has where it does not say; empty where it must.
  var defaults: [AxisValue] {
    switch self {
    case .seed, .input, .labelNoise: [.number(0)]
    case .weights, .model: [.name(Study.ModelChoice.own)]
    case .attack: [.name("least-squares")]
    case .backend: [.name("ideal")]
    case .batchSize, .queries: [.number(1)]
    case .defence: [.name("none")]
    case .encoding: [.name("tower-5"), .name("single")]
    case .method: UnlearningChoice.usual.map { .name($0.name) }
    case .shots, .qubits, .depth: []
    }
  }

  /// Numbers that the axis may have; nil where it has names.
  var range: ClosedRange<Int>? {
    switch self {
    case .seed, .input: 0...999_999
    case .shots: 1...1_000_000_000
    case .labelNoise: 0...100
    case .batchSize: 1...1_000_000
    case .queries: 1...AuditExperiment.mostQueries
    case .qubits: 1...20
    case .depth: 1...1000
    case .weights, .model, .backend, .attack, .defence, .encoding, .method: nil
    }
  }

  /// Names that the axis may have; nil where others decide.
  private var names: [String]? {
    switch self {
    case .weights: GradientInversion.WeightsChoice.allCases.map(\.rawValue)
    case .attack: AnalysisTable.attackNames
    case .encoding: PrivacyScaling.EncodingChoice.allCases.map(\.rawValue)
    case .method: UnlearningChoice.names
    case .seed, .input, .model, .labelNoise, .backend, .shots, .batchSize, .qubits, .depth, .defence, .queries: nil
    }
  }

  /// Reads a list, or one value; of models and inputs a number says how many there are.
  func read(_ reader: JSONReader) throws(FormatError) -> [AxisValue] {
    let isList = if case .array = reader.node.value { true } else { false }
    if nesting != nil, !isList {
      return (0..<(try reader.integer(in: 1...10_000))).map { .number($0) }
    }
    var values: [AxisValue] = []
    for element in isList ? try reader.array() : [reader] {
      let value: AxisValue =
        if let range { .number(try element.integer(in: range)) } else { .name(try element.string()) }
      if let names, !names.contains("\(value)") {
        throw element.error(
          "there is no \(title) \(quotedText("\(value)"))",
          help: NearestMatch.find("\(value)", among: names).map { "did you mean \"\($0)\"?" }
            ?? "use \(names.joined(separator: ", "))")
      }
      if case .defence = self {
        do { _ = try ClientDefence("\(value)") } catch { throw element.error(error.message, help: error.help) }
      }
      guard !values.contains(value) else { throw element.error("\(value) stands twice in the list") }
      values.append(value)
    }
    guard !values.isEmpty else { throw reader.error("the list is empty", help: "leave it out, or give it a value") }
    return values
  }
}

/// One value of an axis.
package enum AxisValue: Hashable, Comparable, Sendable, CustomStringConvertible {
  case number(Int)
  case name(String)

  package var description: String {
    switch self {
    case .number(let value): "\(value)"
    case .name(let value): value
    }
  }

  package var json: JSON {
    switch self {
    case .number(let value): .integer(value)
    case .name(let value): .string(value)
    }
  }

  /// The kind of a name such as `clip:1+gaussian:0.05`: the same without its settings.
  package var family: String {
    description.split(separator: "+").map { $0.prefix { $0 != ":" } }.joined(separator: "+")
  }
}

/// A place in the grid: a value of each axis that an analysis has.
package struct GridPoint: Hashable, Sendable {
  package var values: [Axis: AxisValue] = [:]

  package init(_ values: [Axis: AxisValue] = [:]) { self.values = values }

  package func number(_ axis: Axis) -> Int? {
    guard case .number(let value)? = values[axis] else { return nil }
    return value
  }

  package func name(_ axis: Axis) -> String? {
    guard case .name(let value)? = values[axis] else { return nil }
    return value
  }

  /// The same place but for an axis.
  package func without(_ axis: Axis) -> GridPoint {
    var result = self
    result.values[axis] = nil
    return result
  }

  package var json: JSON {
    .object(Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value.json) }))
  }

  /// In words, for messages: `backend ideal, shots 64`.
  package var text: String {
    Axis.allCases.compactMap { axis in values[axis].map { "\(axis.rawValue) \($0)" } }.joined(separator: ", ")
  }
}
