internal import Circuits

extension Zoo {
  /// Models that exist at many sizes.
  package static let families: [ModelFamily] = inversionPaper + regressors + classifiers

  /// Known of the models of arXiv:2504.12806 are their names, encodings and kinds of gates, not their depths.
  private static let inversionPaper = [
    ModelFamily(
      name: "simple", summary: "RX encoding, 2 layers of RY and RZ without entanglement, mean Z",
      origin: "gradient inversion, arXiv:2504.12806, Simple; its depth is our reconstruction",
      sizes: [.init(1), .init(2), .init(6)], featureRange: 1...12, loss: .meanSquaredError,
      layers: {
        [reading(.angle(), $0.features, [.hardwareEfficient(layers: 2, isEntangled: false)], .meanZ)]
      }),
    ModelFamily(
      name: "simple-entangled", summary: "RX encoding, 2 layers of RY, RZ and a line of CX, mean Z",
      origin: "gradient inversion, arXiv:2504.12806, Simple (Entangled); its depth is our reconstruction",
      sizes: [.init(2), .init(6)], featureRange: 2...12, loss: .meanSquaredError,
      layers: { [reading(.angle(), $0.features, [.hardwareEfficient(layers: 2)], .meanZ)] }),
    ModelFamily(
      name: "complex", summary: "RX encoding, 4 layers of RY, RZ and a line of CX, mean Z",
      origin: "gradient inversion, arXiv:2504.12806, Complex; its depth is our reconstruction",
      sizes: [.init(2), .init(6)], featureRange: 2...12, loss: .meanSquaredError,
      layers: { [reading(.angle(), $0.features, [.hardwareEfficient(layers: 4)], .meanZ)] }),
    ModelFamily(
      name: "zz-efficient", summary: "ZZFeatureMap twice, EfficientSU2 with 3 repetitions, the parity",
      origin: "gradient inversion, arXiv:2504.12806, ZZEfficient: Qiskit's defaults; its weights there are all 1",
      sizes: [.init(2), .init(4), .init(6)], featureRange: 2...12, loss: .meanSquaredError,
      layers: { [reading(.zzFeatureMap(), $0.features, [.efficientSU2()], .productOfZ)] }),
    ModelFamily(
      name: "zz-linear", summary: "ZZFeatureMap of neighbours twice, EfficientSU2 with 3 repetitions, the parity",
      origin: "zz-efficient with the map's linear entanglement, which a line of qubits runs as it is",
      sizes: [.init(4), .init(8)], featureRange: 2...12, loss: .meanSquaredError,
      layers: { [reading(.zzFeatureMap(entanglement: .linear), $0.features, [.efficientSU2()], .productOfZ)] }),
  ]

  private static let regressors = [
    ModelFamily(
      name: "expressive-federated",
      summary: "each feature at frequencies 1 and 5, 2 layers of RY, RZ and CX, the parity",
      origin: "Kumar and others, arXiv:2309.13002, the map of frequencies 5^k with m = 2; features here in radians",
      sizes: [.init(2)], featureRange: 1...6, loss: .meanSquaredError,
      layers: { [reading(.fourierTower(levels: 2), $0.features, [.hardwareEfficient(layers: 2)], .productOfZ)] }),
    ModelFamily(
      name: "single-qubit", summary: "one qubit, 6 uploads with trainable scale and shift, Z",
      origin: "data re-uploading, Perez-Salinas and others, arXiv:1907.02085",
      sizes: [.init(1), .init(2)], featureRange: 1...64, loss: .hinge,
      layers: { [reading(.reuploading(qubits: 1, layers: 6, isScaled: true), $0.features, [], .eachZ)] }),
    ModelFamily(
      name: "re-uploading-parity",
      summary: "RY encoding 5 times between blocks of 2 layers of RY, RZ and CX, the parity",
      origin:
        "interleaved blocks as in Schuld, Sweke and Meyer, arXiv:2008.08605; each shot's parity votes for a class",
      sizes: [.init(4)], featureRange: 1...12, loss: .meanSquaredError,
      layers: {
        let encoding = Encoding.interleaved(.angle(axis: .y), .hardwareEfficient(layers: 2), uploads: 5)
        return [reading(encoding, $0.features, [.hardwareEfficient(layers: 2)], .productOfZ)]
      }),
    ModelFamily(
      name: "simple-parity", summary: "RX encoding, 1 layer of RY, RZ and a line of CX, the parity",
      origin: "the smallest classifier whose shots vote: too few weights to remember rows",
      sizes: [.init(4)], featureRange: 2...12, loss: .meanSquaredError,
      layers: { [reading(.angle(), $0.features, [.hardwareEfficient(layers: 1)], .productOfZ)] }),
    ModelFamily(
      name: "qcnn", summary: "ZFeatureMap, convolutions and pooling down to one qubit, its Z",
      origin: "Cong and others, arXiv:1810.03787, in the form of Qiskit Machine Learning's tutorial",
      sizes: [.init(8)], featureRange: 2...12, loss: .hinge,
      layers: { [reading(.zFeatureMap(), $0.features, [.convolutional], .last(.z))] }),
    ModelFamily(
      name: "pauli-rotation",
      summary: "bits as basis states, 4 layers of rotations about XX and ZX with the read-out qubit",
      origin: "Farhi and Neven, arXiv:1802.06002; which Pauli matrices take turns is our choice among theirs",
      sizes: [.init(4)], featureRange: 1...12, loss: .hinge,
      layers: {
        let circuit = CircuitLayer(
          .basis, featureCount: $0.features, [.pauliRotations(layers: 4)], extraQubits: 1, readOut: .last(.y))
        return [.circuit(circuit)]
      }),
  ]

  /// One circuit, read out as it is.
  private static func reading(
    _ encoding: Encoding, _ features: Int, _ blocks: [Ansatz], _ readOut: ReadOut
  ) -> Layer {
    .circuit(CircuitLayer(encoding, featureCount: features, blocks, readOut: readOut))
  }
}
