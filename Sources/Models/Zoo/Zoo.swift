package import Circuits

/// The models that come with the tool.
package enum Zoo {
  /// Every model at its usual sizes.
  package static let all: [Model] =
    families.flatMap { family in family.sizes.map { family.model($0) } } + Zoo.fixed

  /// Classifiers by a kernel, which have no weights: what is exported of them is the circuit that measures the kernel.
  package static let kernels = [
    KernelModel(
      name: "quantum-kernel-4", summary: "support vectors on the fidelity of ZZFeatureMap states of 4 features",
      origin: "Havlicek and others, arXiv:1804.11326; the circuit U(y)^-1 U(x), whose zeros are the kernel",
      kernel: FidelityKernel(.zzFeatureMap(), featureCount: 4))
  ]

  /// The model of a name: one of `all`, one of a family at another size (`zz-efficient-5`, `re-uploading-8-2`), or a
  /// control of one of these (`hybrid-qnn-reduced-linear`).
  package static func model(named name: String) -> Model? {
    if let model = all.first(where: { $0.name == name }) { return model }
    if let sized = families.lazy.compactMap({ $0.model(named: name) }).first { return sized }
    return Control.allCases.lazy.compactMap { control in
      guard name.hasSuffix("-" + control.rawValue) else { return nil }
      return model(named: String(name.dropLast(control.rawValue.count + 1))).flatMap { control.model(for: $0) }
    }.first
  }

  /// What is exported: the circuit of each model that has just one, in front of its other layers or behind them, and
  /// the kernels'.
  package static var circuits: [ZooCircuit] {
    all.compactMap { ZooCircuit(of: $0) } + kernels.map { ZooCircuit(of: $0) }
  }

  /// The circuit of a model or of a kernel by its name; nil where there is none of that name, or not just one circuit.
  package static func circuit(named name: String) -> ZooCircuit? {
    if let kernel = kernels.first(where: { $0.name == name }) { return ZooCircuit(of: kernel) }
    return model(named: name).flatMap { ZooCircuit(of: $0) }
  }
}

/// A circuit of the zoo as it is exported.
package struct ZooCircuit: Sendable {
  package let name: String
  package let summary: String
  package let origin: String
  /// Without measurements.
  package let circuit: Circuit
  package let observables: [Observable]

  /// Nil where the model has not just one circuit.
  fileprivate init?(of model: Model) {
    let layers = model.layers.flatMap(\.circuits)
    guard layers.count == 1, let layer = layers.first else { return nil }
    (name, summary, origin) = (model.name, model.summary, model.origin)
    (circuit, observables) = (layer.circuit, layer.observables)
  }

  fileprivate init(of model: KernelModel) {
    (name, summary, origin) = (model.name, model.summary, model.origin)
    (circuit, observables) = (model.kernel.circuit, [model.kernel.zeros])
  }
}

/// A classifier of the zoo that is fitted to a kernel rather than trained.
package struct KernelModel: Sendable {
  package let name: String
  package let summary: String
  package let origin: String
  package let kernel: FidelityKernel
}

extension Layer {
  /// The circuits of a layer, in order.
  package var circuits: [CircuitLayer] {
    switch self {
    case .circuit(let layer): [layer]
    case .parallel(let branches): branches.flatMap { $0.layers.flatMap(\.circuits) }
    case .frozen(let layer): layer.circuits
    case .dense, .convolution, .maximumPooling, .activation, .unitLength, .blend: []
    }
  }
}
