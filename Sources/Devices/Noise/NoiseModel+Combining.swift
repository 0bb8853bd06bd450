internal import Circuits

extension NoiseModel {
  /// Adds another model's noise to this one's: its channels follow those of the same gate, and what it says of a
  /// qubit's idling, reset or readout comes before what was said.
  package mutating func add(_ other: NoiseModel) {
    let own = gateChannels
    for place in Set(own.keys).union(other.gateChannels.keys) {
      let general = GatePlace(place.gate)
      gateChannels[place] =
        (own[place] ?? own[general] ?? []) + (other.gateChannels[place] ?? other.gateChannels[general] ?? [])
    }
    for (place, channels) in other.crosstalk { crosstalk[place, default: []] += channels }
    relaxation.merge(other.relaxation) { $1 }
    resetChannels.merge(other.resetChannels) { $1 }
    let read = Set(other.readout.flatMap(\.qubits))
    readout = readout.filter { read.isDisjoint(with: $0.qubits) } + other.readout
    tickInSeconds = other.tickInSeconds ?? tickInSeconds
  }

  /// The noise of a circuit on some of the qubits: its qubit i is this model's qubit `qubits[i]`.
  ///
  /// Of a group read together, qubits that are not there are summed over as 0, which they are. A rotation in which a
  /// missing qubit has a Z turns the others alone; other crosstalk with missing qubits is left out.
  package func restricted(to qubits: [Int]) -> NoiseModel {
    let places = Dictionary(qubits.enumerated().map { ($1, $0) }) { first, _ in first }
    var result = NoiseModel()
    result.tickInSeconds = tickInSeconds
    for (place, channels) in gateChannels {
      guard let moved = place.moved(places) else { continue }
      result.gateChannels[moved] = channels
    }
    for (place, channels) in crosstalk {
      guard let moved = place.moved(places) else { continue }
      let kept = channels.compactMap { $0.restricted(to: places) }
      if !kept.isEmpty { result.crosstalk[moved] = kept }
    }
    for (old, new) in places {
      result.relaxation[new] = relaxation[old]
      result.resetChannels[new] = resetChannels[old]
    }
    result.readout = readout.compactMap { $0.restricted(to: places) }
    return result
  }
}

extension NoiseModel.GatePlace {
  /// The place under new numbers; nil where a qubit has none.
  fileprivate func moved(_ places: [Int: Int]) -> NoiseModel.GatePlace? {
    guard let qubits else { return self }
    let moved = qubits.compactMap { places[$0] }
    return moved.count == qubits.count ? NoiseModel.GatePlace(gate, on: moved) : nil
  }
}

extension PlacedChannel {
  /// The channel under new numbers, as `NoiseModel.restricted(to:)` says; nil where nothing remains of it.
  fileprivate func restricted(to places: [Int: Int]) -> PlacedChannel? {
    let there = qubits.indices.filter { places[qubits[$0]] != nil }
    let moved = qubits.compactMap { places[$0] }
    if there.count == qubits.count { return PlacedChannel(channel, on: moved) }
    guard case .rotation(let string, let angle, _) = channel else { return nil }
    var kept: [(qubit: Int, pauli: Pauli)] = []
    for (operand, pauli) in string.factors {
      if let place = there.firstIndex(of: operand) {
        kept.append((place, pauli))
      } else if pauli != .z {
        return nil
      }
    }
    guard !kept.isEmpty else { return nil }
    return PlacedChannel(.rotation(PauliString(kept), angle: angle, qubitCount: moved.count), on: moved)
  }
}

extension NoiseModel.Confusion {
  /// The confusion of those of the qubits that have a new number; nil where there are none.
  fileprivate func restricted(to places: [Int: Int]) -> NoiseModel.Confusion? {
    let there = qubits.indices.filter { places[qubits[$0]] != nil }
    guard !there.isEmpty else { return nil }
    let (size, kept) = (1 << qubits.count, 1 << there.count)
    func small(_ index: Int) -> Int { there.enumerated().reduce(0) { $0 | ((index >> $1.1) & 1) << $1.0 } }
    let present = there.reduce(0) { $0 | 1 << $1 }
    var sums = Array(repeating: 0.0, count: kept * kept)
    for row in 0..<size {
      for column in 0..<size where column & ~present == 0 {
        sums[small(row) * kept + small(column)] += probabilities[row * size + column]
      }
    }
    return NoiseModel.Confusion(sums, on: qubits.compactMap { places[$0] })
  }
}
