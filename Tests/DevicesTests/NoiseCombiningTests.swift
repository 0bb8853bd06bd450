import Circuits
import Devices
import Testing

@Suite struct NoiseCombiningTests {
  private static let damping = PlacedChannel(.phaseDamping(lambda: 0.1), on: [0])
  private static let turn = PlacedChannel(.rotation(PauliString(0, .x), angle: 0.1, qubitCount: 1), on: [0])

  @Test("Added channels follow, whether for all places of a gate or for one")
  func addsGateChannels() {
    var model = NoiseModel()
    model.gateChannels[.init(.x, on: [0])] = [Self.damping]
    var general = NoiseModel()
    general.gateChannels[.init(.x)] = [Self.turn]
    model.add(general)
    #expect(model.channels(after: Gate(.x), on: [0]).map(\.channel) == [Self.damping.channel, Self.turn.channel])
    #expect(model.channels(after: Gate(.x), on: [5]).map(\.channel) == [Self.turn.channel])
    var special = NoiseModel()
    special.gateChannels[.init(.x, on: [5])] = [Self.damping]
    model.add(special)
    #expect(model.channels(after: Gate(.x), on: [5]).map(\.channel) == [Self.turn.channel, Self.damping.channel])
    #expect(model.channels(after: Gate(.x), on: [6]).map(\.channel) == [Self.turn.channel])
  }

  @Test("An added readout of several qubits comes before that of each")
  func addsReadout() {
    var model = NoiseModel()
    model.readout = [0, 1, 2].map { .init([1, 0, 0, 1], on: [$0]) }
    var other = NoiseModel()
    other.readout = [.init([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], on: [2, 0])]
    model.add(other)
    #expect(model.readout.map(\.qubits) == [[1], [2, 0]])
  }

  @Test("Restricted to some qubits a model speaks of these by their new numbers")
  func restricts() throws {
    var model = NoiseModel()
    model.gateChannels = [.init(.x, on: [4]): [Self.damping], .init(.x, on: [5]): [Self.turn], .init(.cx): [Self.turn]]
    model.relaxation[4] = .init(t1InSeconds: 1, t2InSeconds: 1)
    model.relaxation[5] = .init(t1InSeconds: 2, t2InSeconds: 2)
    model.resetChannels[4] = .reset(probabilityOfOne: 0.1)
    let pair = PauliString([(0, .z), (1, .x)])
    model.crosstalk[.init(.x, on: [4])] = [
      PlacedChannel(.rotation(pair, angle: 0.3, qubitCount: 2), on: [5, 4]),
      PlacedChannel(.rotation(pair, angle: 0.3, qubitCount: 2), on: [4, 5]),
      PlacedChannel(.rotation(pair, angle: 0.3, qubitCount: 2), on: [2, 4]),
    ]
    let small = model.restricted(to: [2, 4])
    #expect(small.gateChannels == [.init(.x, on: [1]): [Self.damping], .init(.cx): [Self.turn]])
    #expect(small.relaxation == [1: .init(t1InSeconds: 1, t2InSeconds: 1)])
    #expect(small.resetChannels == [1: .reset(probabilityOfOne: 0.1)])
    #expect(
      small.crosstalk[.init(.x, on: [1])] == [
        PlacedChannel(.rotation(PauliString(0, .x), angle: 0.3, qubitCount: 1), on: [1]),
        PlacedChannel(.rotation(pair, angle: 0.3, qubitCount: 2), on: [0, 1]),
      ])
  }

  @Test("Of qubits that are read together, those that are not there count as 0")
  func restrictsReadout() {
    var model = NoiseModel()
    let columns: [[Double]] = [[0.5, 0.25, 0.125, 0.125], [0, 1, 0, 0], [0.5, 0, 0.25, 0.25], [0, 0, 0, 1]]
    model.readout = [.init((0..<4).flatMap { row in columns.map { $0[row] } }, on: [3, 1])]
    #expect(model.restricted(to: [1]).readout == [.init([0.75, 0.5, 0.25, 0.5], on: [0])])
    #expect(model.restricted(to: [3]).readout == [.init([0.625, 0, 0.375, 1], on: [0])])
    #expect(model.restricted(to: [3, 1]).readout == [.init(model.readout[0].probabilities, on: [0, 1])])
    #expect(model.restricted(to: [0]).readout.isEmpty)
  }
}
