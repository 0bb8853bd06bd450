internal import Circuits

extension Zoo {
  /// Models of one size: those that see images.
  static let fixed = [
    basicNetwork(
      name: "basic-qnn", features: 256, layers: 10,
      summary: "256 amplitudes on 8 qubits, 10 layers of U3 and a ring of CX",
      form: "28 x 28 pixels brought to 256 by principal components"),
    basicNetwork(
      name: "basic-qnn-reduced", features: 64, layers: 10,
      summary: "64 amplitudes on 6 qubits, 10 layers of U3 and a ring of CX",
      form: "reduced: the 64 pixels of an 8 x 8 image as they are"),
    hybridNetwork(
      name: "hybrid-qnn", side: 28, features: 256, summary: "convolution and dense layer to 256 amplitudes on 8 qubits",
      form: "28 x 28 pixels"),
    hybridNetwork(
      name: "hybrid-qnn-reduced", side: 8, features: 64,
      summary: "convolution and dense layer to 64 amplitudes on 6 qubits", form: "reduced: 8 x 8 pixels"),
    Model(
      name: "quanvolution", summary: "a random circuit on each 2 x 2 patch of an 8 x 8 image, trained dense layer",
      origin: "Henderson and others, arXiv:1904.04767; seed 1", featureCount: 64,
      layers: [
        .quanvolution(height: 8, width: 8, side: 2, seed: 1), .dense(DenseLayer(64, 10)),
      ], loss: .crossEntropy),
  ]

  private static let membershipPaper = "membership privacy and unlearning, arXiv:2509.06086"

  private static func basicNetwork(
    name: String, features: Int, layers: Int, summary: String, form: String
  ) -> Model {
    let circuit = amplitudeCircuit(features: features, layers: layers)
    return Model(
      name: name, summary: summary, origin: "\(membershipPaper), basic QNN; \(form)", featureCount: features,
      layers: [.circuit(circuit), .dense(DenseLayer(circuit.observables.count, 10))], loss: .binaryPerClass)
  }

  private static func hybridNetwork(
    name: String, side: Int, features: Int, summary: String, form: String
  ) -> Model {
    let circuit = amplitudeCircuit(features: features, layers: 1)
    let channels = 5
    return Model(
      name: name, summary: summary, origin: "\(membershipPaper), hybrid QNN; \(form)", featureCount: side * side,
      layers: [
        .convolution(
          ConvolutionLayer(
            inputChannels: 1, outputChannels: channels, height: side, width: side, kernelSize: 5, padding: 2)),
        .activation(.rectified),
        .maximumPooling(PoolingLayer(channels: channels, height: side, width: side, size: 2)),
        .dense(DenseLayer(channels * (side / 2) * (side / 2), features)),
        .activation(.leakyRectified(slope: 0.01)),
        .unitLength,
        .circuit(circuit),
        .dense(DenseLayer(circuit.observables.count, 10)),
      ], loss: .crossEntropy)
  }

  private static func amplitudeCircuit(features: Int, layers: Int) -> CircuitLayer {
    CircuitLayer(.amplitude, featureCount: features, [.rotationRing(layers: layers)], readOut: .eachZ)
  }
}
