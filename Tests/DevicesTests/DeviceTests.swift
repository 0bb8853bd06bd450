import Circuits
import Devices
import Testing

@Suite struct DeviceTests {
  private static let cz = StandardGate("cz")

  private static func device() throws -> Device {
    let cz = try #require(cz)
    return Device(
      name: "x", source: "y",
      qubits: Array(
        repeating: .init(readout: .init(probabilityOfOneGivenZero: 0.1, probabilityOfZeroGivenOne: 0.3)), count: 4),
      gates: [
        .init(.cx, on: [0, 1], error: 0.02), .init(.cx, on: [1, 0], error: 0.01), .init(cz, on: [1, 0], error: 0.015),
        .init(.cx, on: [1, 2], error: 1), .init(.cx, on: [2, 3], error: 0.1), .init(.x, on: [3], error: 1),
        .init(.x, on: [0], error: 0.002), .init(.p, on: [0], error: 0),
      ])
  }

  @Test("A pair counts once, with its best gate, and broken gates and qubits couple nothing")
  func couplings() throws {
    let device = try Self.device()
    #expect(device.couplings.map(\.low) == [0, 1, 2] && device.couplings.map(\.high) == [1, 2, 3])
    #expect(device.couplings[0].gate == .init(.cx, on: [1, 0], error: 0.01))
    #expect(device.couplings.map(\.isBroken) == [false, true, true])
    #expect(device.brokenQubits == [3] && device.isBroken(3) && !device.isBroken(0))
    #expect((0..<5).map { device.neighbours(of: $0) } == [[1], [0], [], [], []])
    #expect(!device.isAllToAll)
  }

  @Test("Figures are found by gate and qubits")
  func figures() throws {
    var device = try Self.device()
    #expect(device.gate(.cx, on: [0, 1])?.error == 0.02 && device.gate(.cx, on: [0, 2]) == nil)
    #expect(device.nativeGates == [.cx, try #require(Self.cz), .x, .p])
    #expect(device.singleQubitError(of: 0) == 0.002 && device.singleQubitError(of: 1) == nil)
    #expect(device.estimatedSuccess(of: .cx, on: [1, 0]) == 0.99)
    #expect(device.estimatedSuccess(of: .cx, on: [3, 0]) == 0)
    #expect(device.estimatedReadoutSuccess(of: 2) == 0.8 && device.estimatedReadoutSuccess(of: 9) == 1)
    device.gates.removeFirst(2)
    #expect(device.gate(.cx, on: [0, 1]) == nil && device.couplings[0].gate.gate == Self.cz)
  }
}
