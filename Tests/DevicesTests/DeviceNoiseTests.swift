import Circuits
import Devices
import Testing

@Suite struct DeviceNoiseTests {
  private static let pair = Device(
    name: "pair", source: "made up",
    qubits: [
      .init(
        t1InSeconds: 131.529e-6, t2InSeconds: 102.204e-6,
        readout: .init(probabilityOfOneGivenZero: 0.02, probabilityOfZeroGivenOne: 0.05)),
      .init(
        t1InSeconds: 40e-6, t2InSeconds: 90e-6,
        readout: .init(probabilityOfOneGivenZero: 0, probabilityOfZeroGivenOne: 0)),
    ],
    gates: [
      .init(.cx, on: [0, 1], error: 0.00882771, durationInSeconds: 2.77333e-07),
      .init(.cx, on: [1, 0], error: 0.002, durationInSeconds: 2.77333e-07),
      .init(.p, on: [0], error: 0, durationInSeconds: 0),
      .init(.x, on: [0], error: 0.01),
      .init(.x, on: [1], error: nil, durationInSeconds: nil),
    ], tickInSeconds: 2e-10)

  /// The channels after a gate of two qubits as one, the first applied first.
  private static func transfer(_ channels: [PlacedChannel]) -> PauliTransferMatrix {
    channels.reduce(.identity(qubitCount: 2)) { product, placed in
      let matrix = placed.channel.pauliTransferMatrix
      switch placed.qubits {
      case [0]: return .kronecker(low: matrix, high: .identity(qubitCount: 1)) * product
      case [1]: return .kronecker(low: .identity(qubitCount: 1), high: matrix) * product
      default: return matrix * product
      }
    }
  }

  /// From Qiskit Aer 0.18.2: a `Target` with the figures of `pair`, `PTM(SuperOp(error))` of what
  /// `basic_device_gate_errors(target=target)` gives, at elements IX IX, XI XI, IZ II, ZI II, ZZ II, ZZ ZZ and XY XY.
  @Test(
    "A gate's noise is that of Qiskit Aer: depolarizing, then relaxation, T2 at most 2 T1",
    arguments: [
      (
        [0, 1], 0.9911722899999997,
        [
          0.9911898281610266, 0.9904436059134016, 0.002106309808099893, 0.006909344954710239, 1.455322104562673e-05,
          0.9849370552695118, 0.9877596566121422,
        ]
      ),
      (
        [1, 0], 0.9957338710409089,
        [
          0.9965393394368774, 0.997290154345754, 0.006909344954710406, 0.0021063098081000875, 1.4553221045654485e-05,
          0.9909988984582343, 0.9938388716386201,
        ]
      ),
    ])
  func gateNoise(qubits: [Int], fidelity: Double, elements: [Double]) throws {
    let model = NoiseModel(device: Self.pair)
    let matrix = Self.transfer(try #require(model.gateChannels[.init(.cx, on: qubits)]))
    let found = [(1, 1), (4, 4), (3, 0), (12, 0), (15, 0), (15, 15), (6, 6)].map { matrix[$0.0, $0.1] }
    #expect(abs(matrix.averageFidelity - fidelity) < 1e-12)
    #expect(zip(found, elements).allSatisfy { abs($0 - $1) < 1e-12 }, "\(found)")
  }

  @Test("A gate without duration is depolarized by its error, and a figure that is not there makes no noise")
  func partialFigures() throws {
    let model = NoiseModel(device: Self.pair)
    #expect(model.gateChannels[.init(.p, on: [0])] == nil)
    #expect(model.gateChannels[.init(.x, on: [1])] == nil)
    let alone = try #require(model.gateChannels[.init(.x, on: [0])])
    #expect(alone == [PlacedChannel(.depolarizing(probability: 0.02, qubitCount: 1), on: [0])])
    #expect(model.tickInSeconds == 2e-10)
    #expect(model.readout == [.init([0.98, 0.05, 0.02, 0.95], on: [0])])
    #expect(model.relaxation[1] == .init(t1InSeconds: 40e-6, t2InSeconds: 80e-6))
  }

  @Test("A qubit without T1 only loses phase, one without T2 only what T1 takes, one without either nothing")
  func partialTimes() {
    let device = Device(
      name: "partial", source: "made up", qubits: [.init(t2InSeconds: 5), .init(t1InSeconds: 3), .init()], gates: [])
    let model = NoiseModel(device: device)
    #expect(model.relaxation[0] == .init(t1InSeconds: .infinity, t2InSeconds: 5))
    #expect(model.relaxation[1] == .init(t1InSeconds: 3, t2InSeconds: 6))
    #expect(model.relaxation[2] == nil)
    let dephasing = model.relaxation[0]?.channel(durationInSeconds: 5).pauliTransferMatrix
    #expect(dephasing.map { [$0[3, 0], $0[3, 3]] } == [0, 1])
  }

  @Test("A reset leaves a 1 as often as published")
  func resetError() {
    let device = Device(name: "reset", source: "made up", qubits: [.init(resetError: 0.01), .init()], gates: [])
    let model = NoiseModel(device: device)
    #expect(model.channel(afterReset: 0) == PlacedChannel(.reset(probabilityOfOne: 0.01), on: [0]))
    #expect(model.channel(afterReset: 1) == nil)
  }
}
