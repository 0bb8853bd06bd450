import Circuits
import Formats
import Models

/// What is printed of a model.
struct ModelPresentation {
  private let model: Model
  private let compiled: CompiledModel?

  init(_ model: Model) {
    self.model = model
    compiled = try? CompiledModel(model)
  }

  static let listHeads = ["name", "features", "outputs", "weights", "qubits", "what it is"]

  var listRow: [String] {
    [
      model.name, "\(model.featureCount)", "\(compiled?.outputCount ?? 0)", "\(compiled?.weightCount ?? 0)",
      circuits.isEmpty ? "-" : circuits.map { "\($0.circuit.qubitCount)" }.joined(separator: "+"), model.summary,
    ]
  }

  var json: [String: JSON] {
    [
      "name": .string(model.name), "summary": .string(model.summary), "origin": .string(model.origin),
      "features": .integer(model.featureCount), "outputs": .integer(compiled?.outputCount ?? 0),
      "weights": .integer(compiled?.weightCount ?? 0), "trainedWeights": .integer(compiled?.trained.count ?? 0),
      "loss": .string(model.loss.rawValue), "layers": .array(model.layers.map { .string($0.text) }),
      "circuits": .array(circuits.map { .object(json(of: $0)) }),
    ]
  }

  private func json(of layer: CircuitLayer) -> [String: JSON] {
    [
      "qubits": .integer(layer.circuit.qubitCount), "gates": .integer(layer.circuit.operations.count),
      "inputs": .array(layer.inputs.map { .string(layer.circuit.parameters[$0].name) }),
      "weights": .array(layer.weights.map { .string(layer.circuit.parameters[$0].name) }),
      "observables": .array(layer.observables.map { .string($0.description) }),
      "periods": .array(periods(of: layer).map { $0.map { .number($0) } ?? .null }),
    ]
  }

  var page: String {
    var text = "\(model.name): \(model.summary)\nfrom: \(model.origin)\n"
    text += "loss: \(model.loss.rawValue)\n"
    text += "weights: \(compiled?.weightCount ?? 0), of which \(compiled?.trained.count ?? 0) are trained\n"
    text += "layers:\n" + model.layers.map { "  \($0.text)\n" }.joined()
    for layer in circuits {
      let observables = layer.observables.prefix(8).map(\.description).joined(separator: ", ")
      text += "read-out: \(observables)\(layer.observables.count > 8 ? ", ..." : "")\n"
      let periods = Set(periods(of: layer).map { $0.map { "\($0 / .pi) pi" } ?? "none" }).sorted()
      if !periods.isEmpty { text += "period in each feature: \(periods.joined(separator: ", "))\n" }
    }
    return text
  }

  /// The features' periods, of encodings built here.
  private func periods(of layer: CircuitLayer) -> [Double?] {
    guard let encoding = layer.encoding else { return [] }
    let count = layer.inputs.count
    return (0..<count).map { encoding.period(of: $0, featureCount: count) }
  }

  private var circuits: [CircuitLayer] { model.layers.flatMap(\.circuits) }
}

extension Layer {
  /// The layer in a few words.
  fileprivate var text: String {
    switch self {
    case .circuit(let layer):
      "circuit: \(layer.inputs.count) inputs, \(layer.circuit.qubitCount) qubits, \(layer.weights.count) weights, "
        + "\(layer.observables.count) read out"
    case .dense(let layer): "dense: \(layer.inputCount) to \(layer.outputCount)\(layer.hasBias ? "" : ", no bias")"
    case .convolution(let layer):
      "convolution: \(layer.outputChannels) kernels of \(layer.kernelSize) x \(layer.kernelSize) on \(layer.height) x "
        + "\(layer.width)"
    case .maximumPooling(let layer): "maximum of each \(layer.size) x \(layer.size)"
    case .activation(let activation): activation.text
    case .unitLength: "divided by its length"
    case .parallel(let branches):
      "side by side: "
        + branches.map { "(\($0.layers.map(\.text).joined(separator: "; ")))" }.joined(separator: " and ")
    case .blend(let blend): "weighted mean of two times \(blend.count)\(blend.isLearnt ? ", the weight learnt" : "")"
    case .frozen(let layer): "not trained: \(layer.text)"
    }
  }
}

extension Activation {
  fileprivate var text: String {
    switch self {
    case .rectified: "max(0, x)"
    case .leakyRectified(let slope): "max(0, x) + \(slope) min(0, x)"
    case .hyperbolicTangent: "tanh"
    case .logistic: "logistic"
    case .softmax: "softmax"
    }
  }
}
