package import Circuits

extension CircuitLayer {
  /// An encoding of all features, then ansatz blocks on its qubits and `extraQubits` more, then what is read out.
  package init(
    _ encoding: Encoding, featureCount: Int, _ blocks: [Ansatz], extraQubits: Int = 0, readOut: ReadOut
  ) {
    let qubits = encoding.qubitCount(featureCount: featureCount) + extraQubits
    var builder = CircuitBuilder(qubits: qubits, featureCount: featureCount)
    encoding.append(builder.features, to: &builder)
    for block in blocks { block.append(to: &builder) }
    self.init(builder.circuit, observables: readOut.observables(qubits: qubits), encoding: encoding)
  }
}

extension Circuit {
  /// The circuit with all qubits measured at its end, qubit i into bit i, so that it can be run as a program.
  package func measuringAll() -> Circuit {
    var result = self
    result.bitRegisters = [Register(name: "c", start: 0, count: qubitCount)]
    for qubit in 0..<qubitCount { result.measure(qubit, into: qubit) }
    return result
  }
}

extension Layer {
  /// A quanvolutional layer, arXiv:1904.04767: one fixed random circuit on each square of `side` x `side` pixels of an
  /// image of one channel, rotated by `scale` times a pixel about Y on a qubit of its own. Each gives Z of its qubits.
  ///
  /// Every patch's circuit has the whole image as inputs and uses those of its square.
  package static func quanvolution(
    height: Int, width: Int, side: Int, scale: Double = .pi, layers: Int = 2, seed: UInt64
  ) -> Layer {
    let side = max(side, 1)
    let corners = stride(from: 0, through: height - side, by: side).flatMap { row in
      stride(from: 0, through: width - side, by: side).map { column in row * width + column }
    }
    return .parallel(
      corners.map { corner in
        let pixels = (0..<side * side).map { corner + $0 / side * width + $0 % side }
        var builder = CircuitBuilder(qubits: side * side, featureCount: height * width)
        Encoding.angle(axis: .y, scale: scale).append(pixels.map { builder.features[$0] }, to: &builder)
        Ansatz.reservoir(layers: layers, seed: seed).append(to: &builder)
        let observables = ReadOut.eachZ.observables(qubits: side * side)
        return Branch([.circuit(CircuitLayer(builder.circuit, observables: observables))])
      })
  }
}
