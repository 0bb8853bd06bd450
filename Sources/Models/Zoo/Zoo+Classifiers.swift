internal import Circuits

extension Zoo {
  /// Circuits with a dense layer from what they read out to the classes' scores.
  static let classifiers = [
    ModelFamily(
      name: "re-uploading",
      summary: "RY encoding 3 times between blocks of RY, RZ and CX, Z of each qubit, dense layer",
      origin: "interleaved blocks as in Schuld, Sweke and Meyer, arXiv:2008.08605, with a classical head",
      sizes: [.init(4, 2), .init(4, 3), .init(8, 2)], featureRange: 1...12, loss: .crossEntropy,
      layers: { size in
        let encoding = Encoding.interleaved(.angle(axis: .y), .hardwareEfficient(layers: 1), uploads: 3)
        return scored(encoding, size, [.hardwareEfficient(layers: 1)])
      }),
    ModelFamily(
      name: "strongly-entangling", summary: "RX encoding, 3 strongly entangling layers, Z of each qubit, dense layer",
      origin: "circuit-centric classifier, Schuld and others, arXiv:1804.00633, in PennyLane's form",
      sizes: [.init(4, 2)], featureRange: 1...12, loss: .crossEntropy,
      layers: { scored(.angle(), $0, [.stronglyEntangling(layers: 3)]) }),
    ModelFamily(
      name: "dense-angle", summary: "two features a qubit, RealAmplitudes with 3 repetitions, dense layer",
      origin: "dense angle encoding of LaRose and Coyle, arXiv:2003.01695, with Qiskit's RealAmplitudes",
      sizes: [.init(4, 2)], featureRange: 1...24, loss: .crossEntropy,
      layers: { scored(.denseAngle(), $0, [.realAmplitudes()]) }),
    ModelFamily(
      name: "iqp", summary: "IQP encoding twice, 3 strongly entangling layers, dense layer",
      origin: "IQP encoding of arXiv:1804.11326 as in PennyLane, under its strongly entangling layers",
      sizes: [.init(4, 2)], featureRange: 1...12, loss: .crossEntropy,
      layers: { scored(.iqp(repetitions: 2), $0, [.stronglyEntangling(layers: 3)]) }),
    ModelFamily(
      name: "hamiltonian",
      summary: "exp(-iH(x)) of an Ising chain 3 times between blocks of RY, RZ and CX, dense layer",
      origin:
        "re-uploading by Hamiltonian evolution: generators as in arXiv:2008.08605, one first-order step an upload",
      sizes: [.init(4, 2)], featureRange: 1...12, loss: .crossEntropy,
      layers: { size in
        let encoding = Encoding.interleaved(.hamiltonian(layers: 1), .hardwareEfficient(layers: 1), uploads: 3)
        return scored(encoding, size, [.hardwareEfficient(layers: 1)])
      }),
    ModelFamily(
      name: "transfer", summary: "a circuit of constant weights as feature extractor, trained dense layer",
      origin: "quantum to classical transfer learning, Mari and others, arXiv:1912.08278",
      sizes: [.init(4, 3)], featureRange: 1...12, loss: .crossEntropy,
      layers: { size in
        let circuit = CircuitLayer(
          .angle(axis: .y), featureCount: size.features, [.hardwareEfficient(layers: 3)], readOut: .eachZ)
        return [.frozen(.circuit(circuit)), dense(circuit.observables.count, size)]
      }),
    ModelFamily(
      name: "parallel-hybrid", summary: "a circuit and a small net side by side, their scores fused by a learnt share",
      origin: "parallel hybrid network, Kordzanganeh and others, arXiv:2303.03227, with a learnt temperature",
      sizes: [.init(4, 3)], featureRange: 1...12, loss: .crossEntropy, layers: { parallelHybrid($0) }),
    ModelFamily(
      name: "reservoir", summary: "RY encoding, a fixed random Ising evolution, Z and ZZ, trained dense layer",
      origin: "quantum extreme learning machine after Fujii and Nakajima, arXiv:1602.08159; seed 1",
      sizes: [.init(4, 3)], featureRange: 1...12, loss: .crossEntropy,
      layers: { size in
        let circuit = CircuitLayer(
          .angle(axis: .y), featureCount: size.features, [.reservoir(layers: 4, seed: 1)], readOut: .eachZAndPair)
        return [.circuit(circuit), dense(circuit.observables.count, size)]
      }),
  ]

  /// A circuit read out by Z of each qubit, and scores from that.
  private static func scored(_ encoding: Encoding, _ size: ModelFamily.Size, _ blocks: [Ansatz]) -> [Layer] {
    let circuit = CircuitLayer(encoding, featureCount: size.features, blocks, readOut: .eachZ)
    return [.circuit(circuit), dense(circuit.observables.count, size)]
  }

  private static func dense(_ inputs: Int, _ size: ModelFamily.Size) -> Layer {
    .dense(DenseLayer(inputs, size.classes ?? 1))
  }

  private static func parallelHybrid(_ size: ModelFamily.Size) -> [Layer] {
    let hidden = 2 * size.features
    return [
      .parallel([
        .init(scored(.angle(axis: .y), size, [.hardwareEfficient(layers: 2)])),
        .init([
          .dense(DenseLayer(size.features, hidden)), .activation(.hyperbolicTangent), dense(hidden, size),
        ]),
      ]),
      .blend(Blend(count: size.classes ?? 1, isLearnt: true)),
    ]
  }
}
