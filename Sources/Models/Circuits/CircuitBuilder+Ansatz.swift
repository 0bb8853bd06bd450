internal import Circuits
internal import Numerics

extension CircuitBuilder {
  mutating func appendRotationsAndChain(isEntangled: Bool) {
    for qubit in qubits {
      appendTrainable(.ry, on: qubit)
      appendTrainable(.rz, on: qubit)
    }
    guard isEntangled else { return }
    for qubit in qubits.dropLast() { append(.cx, on: qubit, qubit + 1) }
  }

  mutating func appendStrongLayer(_ layer: Int) {
    for qubit in qubits {
      appendTrainable(.rz, on: qubit)
      appendTrainable(.ry, on: qubit)
      appendTrainable(.rz, on: qubit)
    }
    appendRing(range: qubitCount > 1 ? layer % (qubitCount - 1) + 1 : 1)
  }

  /// CX from each qubit to the one so many places on.
  mutating func appendRing(range: Int) {
    guard qubitCount > 1 else { return }
    for qubit in qubits { append(.cx, on: qubit, (qubit + range) % qubitCount) }
  }

  // MARK: Convolutional networks

  mutating func appendConvolutions() {
    var active = Array(qubits)
    while active.count > 1 {
      for pair in EntanglementPattern.pairwise.groups(of: 2, amongQubits: active.count) {
        appendConvolution(active[pair[0]], active[pair[1]])
      }
      // The ring closes among the pairs that start at odd places.
      if active.count % 2 == 0 { appendConvolution(active[active.count - 1], active[0]) }
      let pooled = active.count / 2
      let kept = Array(active.dropFirst(pooled))
      for place in 0..<pooled { appendPooling(active[place], kept[place]) }
      active = kept
    }
  }

  private mutating func appendConvolution(_ first: Int, _ second: Int) {
    appendPooling(first, second)
    append(.cx, on: second, first)
    append(.rz, .constant(.pi / 2), on: first)
  }

  private mutating func appendPooling(_ first: Int, _ second: Int) {
    append(.rz, .constant(-.pi / 2), on: second)
    append(.cx, on: second, first)
    appendTrainable(.rz, on: first)
    appendTrainable(.ry, on: second)
    append(.cx, on: first, second)
    appendTrainable(.ry, on: second)
  }

  // MARK: One qubit read out

  mutating func appendReadOutRotations(layers: Int) {
    guard let target = qubits.last else { return }
    append(.x, on: target)
    for layer in 0..<max(layers, 0) {
      for qubit in qubits.dropLast() { appendTrainable(layer % 2 == 0 ? .rxx : .rzx, on: qubit, target) }
    }
  }

  // MARK: Reservoirs

  mutating func appendReservoir(layers: Int, seed: UInt64) {
    var draws = RandomStream(seed: seed).substream("reservoir")
    let pairs = EntanglementPattern.full.groups(of: 2, amongQubits: qubitCount)
    let couplings = pairs.map { _ in Angle.constant((draws.uniform() - 0.5) * 2 * .pi) }
    let fields = qubits.map { _ in Angle.constant((draws.uniform() - 0.5) * 2 * .pi) }
    for _ in 0..<max(layers, 0) {
      for (pair, coupling) in zip(pairs, couplings) { append(.rzz, coupling, on: pair[0], pair[1]) }
      for (qubit, field) in fields.enumerated() { append(.rx, field, on: qubit) }
    }
  }
}
