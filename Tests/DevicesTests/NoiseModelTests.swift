import Circuits
import Devices
import Testing

@Suite struct NoiseModelTests {
  private static let x = StandardGate.x
  private static let damping = NoiseChannel.amplitudeDamping(gamma: 0.1, excitedPopulation: 0)

  @Test("An entry for the very qubits goes before one for any, and operands become qubits")
  func gateChannels() {
    var model = NoiseModel()
    model.gateChannels[.init(Self.x)] = [PlacedChannel(.phaseDamping(lambda: 0.2), on: [0])]
    model.gateChannels[.init(Self.x, on: [3])] = [PlacedChannel(Self.damping, on: [0])]
    #expect(model.channels(after: Gate(Self.x), on: [3]) == [PlacedChannel(Self.damping, on: [3])])
    #expect(model.channels(after: Gate(Self.x), on: [1]) == [PlacedChannel(.phaseDamping(lambda: 0.2), on: [1])])
    #expect(model.channels(after: Gate(.cx), on: [3, 1]).isEmpty)
  }

  @Test("A delay relaxes the qubits that relax, for its length in seconds or ticks")
  func delays() {
    var model = NoiseModel()
    model.relaxation[2] = .init(t1InSeconds: 1e-4, t2InSeconds: 5e-5)
    #expect(model.channel(during: .init(100, .nanoseconds), on: 1) == nil)
    #expect(model.channel(during: .init(10, .deviceTicks), on: 2) == nil)
    model.tickInSeconds = 1e-8
    let expected = PlacedChannel(
      .thermalRelaxation(t1InSeconds: 1e-4, t2InSeconds: 5e-5, durationInSeconds: 1e-7, excitedPopulation: 0), on: [2])
    #expect(model.channel(during: .init(10, .deviceTicks), on: 2) == expected)
  }
}
