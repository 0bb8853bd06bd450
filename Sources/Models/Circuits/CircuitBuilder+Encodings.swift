internal import Circuits

extension CircuitBuilder {
  mutating func appendRotations(of features: [Angle], axis: Pauli, scale: Double) {
    for (qubit, feature) in features.enumerated() {
      if axis == .z { append(.h, on: qubit) }
      append(.rotation(about: axis), multiple(scale, feature), on: qubit)
    }
  }

  mutating func appendDenseAngles(of features: [Angle], scale: Double) {
    for (place, feature) in features.enumerated() {
      append(place % 2 == 0 ? .ry : .p, multiple(scale, feature), on: place / 2)
    }
  }

  /// A feature's multiples by powers of a base.
  mutating func appendTower(of features: [Angle], levels: Int, scale: Double, base: Double) {
    for (place, feature) in features.enumerated() {
      var factor = scale
      for level in 0..<max(levels, 0) {
        append(.rx, multiple(factor, feature), on: place * levels + level)
        factor *= base
      }
    }
  }

  mutating func appendReuploading(of features: [Angle], qubits: Int, layers: Int, isScaled: Bool) {
    for layer in 0..<max(layers, 0) {
      if layer > 0 {
        for pair in EntanglementPattern.circular.groups(of: 2, amongQubits: qubits) {
          append(.cz, on: pair[0], pair[1])
        }
      }
      for qubit in 0..<qubits {
        for start in stride(from: 0, to: features.count, by: 3) {
          for (gate, offset) in [(StandardGate.rz, 2), (.ry, 0), (.rz, 1)] {
            let place = start + offset
            append(gate, shifted(features.indices.contains(place) ? features[place] : nil, isScaled), on: qubit)
          }
        }
      }
    }
  }

  /// A weight, plus a feature, which another weight multiplies where it is scaled.
  private mutating func shifted(_ feature: Angle?, _ isScaled: Bool) -> Angle {
    guard let feature else { return weight() }
    let scaled = isScaled ? combine(.multiply, weight(), feature) : feature
    return combine(.add, scaled, weight())
  }

  mutating func appendEvolution(of features: [Angle], layers: Int, steps: Int, coupling: Double) {
    let length = 2 / Double(steps)
    for _ in 0..<max(layers, 0) {
      for _ in 0..<steps {
        for (qubit, feature) in features.enumerated() { append(.rx, multiple(length, feature), on: qubit) }
        for qubit in features.indices.dropLast() {
          append(.rzz, .constant(length * coupling), on: qubit, qubit + 1)
        }
      }
    }
  }

  mutating func appendPolynomialLayer(of features: [Angle]) {
    for qubit in features.indices { append(.h, on: qubit) }
    for (qubit, feature) in features.enumerated() { append(.rz, feature, on: qubit) }
    for pair in EntanglementPattern.full.groups(of: 2, amongQubits: features.count) {
      append(.rzz, combine(.multiply, features[pair[0]], features[pair[1]]), on: pair[0], pair[1])
    }
  }

  // MARK: Pauli feature maps

  mutating func appendPauliLayer(
    of features: [Angle], _ strings: [[Pauli]], _ entanglement: EntanglementPattern, scale: Double, repetition: Int
  ) {
    for qubit in features.indices { append(.h, on: qubit) }
    for string in strings {
      for qubits in entanglement.groups(of: string.count, amongQubits: features.count, repetition: repetition) {
        append(string, on: qubits, phase: phase(of: qubits.map { features[$0] }, scale: scale))
      }
    }
  }

  /// scale x, or scale (pi - x) (pi - y) ...
  private mutating func phase(of features: [Angle], scale: Double) -> Angle {
    guard features.count > 1 else { return features.first.map { multiple(scale, $0) } ?? .constant(0) }
    var product = Angle.constant(scale)
    for feature in features { product = combine(.multiply, product, combine(.subtract, .constant(.pi), feature)) }
    return product
  }

  /// exp(-i phase P / 2) up to its phase: to the basis of Z, the parity into the last qubit, and back.
  private mutating func append(_ string: [Pauli], on qubits: [Int], phase: Angle) {
    func turn(_ builder: inout CircuitBuilder, _ sign: Double) {
      for (pauli, qubit) in zip(string, qubits) {
        switch pauli {
        case .x: builder.append(.h, on: qubit)
        case .y: builder.append(.rx, .constant(sign * .pi / 2), on: qubit)
        case .z: break
        }
      }
    }
    turn(&self, 1)
    for (control, target) in zip(qubits, qubits.dropFirst()) { append(.cx, on: control, target) }
    if let last = qubits.last { append(.p, phase, on: last) }
    for (control, target) in zip(qubits, qubits.dropFirst()).reversed() { append(.cx, on: control, target) }
    turn(&self, -1)
  }
}
