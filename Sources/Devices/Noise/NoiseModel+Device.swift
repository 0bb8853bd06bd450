extension NoiseModel {
  /// The noise that a device's calibration tells of.
  ///
  /// After a gate, its qubits are depolarized together, then each relaxes for the gate's duration. The strength of the
  /// first is what makes the average infidelity of both the gate's published error; it is nothing where relaxation
  /// alone is worse. A figure that was not published makes no noise. Measurement errs by its confusion alone, and
  /// an idle qubit relaxes only during delays. These are the rules of Qiskit Aer's `NoiseModel.from_backend`. What the
  /// device says by hand (`Device.noise`) is added.
  package init(device: Device) {
    self.init()
    tickInSeconds = device.tickInSeconds
    for (index, qubit) in device.qubits.enumerated() {
      relaxation[index] = qubit.relaxation
      if let error = qubit.resetError, error > 0 { resetChannels[index] = .reset(probabilityOfOne: error) }
      if let confusion = qubit.readout?.confusion(of: index) { readout.append(confusion) }
    }
    for gate in device.gates {
      let channels = Self.channels(of: gate, relaxation: relaxation)
      if !channels.isEmpty { gateChannels[GatePlace(gate.gate, on: gate.qubits)] = channels }
    }
    add(device.noise)
  }

  private static func channels(of gate: Device.NativeGate, relaxation: [Int: Relaxation]) -> [PlacedChannel] {
    var decays: [PlacedChannel] = []
    if let duration = gate.durationInSeconds, duration > 0 {
      decays = gate.qubits.enumerated().compactMap { operand, qubit in
        relaxation[qubit].map { PlacedChannel($0.channel(durationInSeconds: duration), on: [operand]) }
      }
    }
    let count = gate.qubits.count
    let strength = depolarizingStrength(error: gate.error ?? 0, qubitCount: count, after: decays)
    guard strength > 0 else { return decays }
    return [PlacedChannel(.depolarizing(probability: strength, qubitCount: count), on: Array(0..<count))] + decays
  }

  /// The p with which depolarizing and the decays together have the average fidelity 1 - error: where the decays alone
  /// have F, both have (1 - p) F + p / d with the dimension d. Strengths end where depolarizing is no channel any more.
  private static func depolarizingStrength(
    error: Double, qubitCount: Int, after decays: [PlacedChannel]
  ) -> Double {
    let dimension = Double(1 << qubitCount)
    var trace = dimension * dimension
    for decay in decays { trace *= decay.channel.pauliTransferMatrix.trace / 4 }
    let fidelity = PauliTransferMatrix.averageFidelity(trace: trace, qubitCount: qubitCount)
    let excess = min(error, dimension / (dimension + 1)) - (1 - fidelity)
    guard excess > 0 else { return 0 }
    let square = dimension * dimension
    return min(dimension * excess / (dimension * fidelity - 1), square / (square - 1))
  }
}

extension NoiseModel.Relaxation {
  /// What it does in a time.
  package func channel(durationInSeconds: Double) -> NoiseChannel {
    .thermalRelaxation(
      t1InSeconds: t1InSeconds, t2InSeconds: t2InSeconds, durationInSeconds: durationInSeconds,
      excitedPopulation: excitedPopulation)
  }
}

extension Device.Qubit {
  /// How the qubit decays: a T2 that was not published, or was measured beyond it, counts as the longest there can
  /// be, 2 T1; nil where neither time was published.
  package var relaxation: NoiseModel.Relaxation? {
    guard t1InSeconds != nil || t2InSeconds != nil else { return nil }
    let t1 = t1InSeconds ?? .infinity
    return NoiseModel.Relaxation(
      t1InSeconds: t1, t2InSeconds: min(t2InSeconds ?? .infinity, 2 * t1), excitedPopulation: excitedPopulation ?? 0)
  }
}

extension Device.Readout {
  /// The confusion of a qubit that is read so; nil where it is read without error.
  fileprivate func confusion(of qubit: Int) -> NoiseModel.Confusion? {
    guard probabilityOfOneGivenZero > 0 || probabilityOfZeroGivenOne > 0 else { return nil }
    return NoiseModel.Confusion(
      [
        1 - probabilityOfOneGivenZero, probabilityOfZeroGivenOne, probabilityOfOneGivenZero,
        1 - probabilityOfZeroGivenOne,
      ], on: [qubit])
  }
}
