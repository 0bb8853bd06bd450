import Circuits
import Devices
import Numerics
import Testing

@Suite struct NoiseReaderTests {
  private static func read(_ members: String) throws -> NoiseModel {
    try NoiseModel(reading: Array("{\"schema\": 1, \(members)}".utf8), file: "noise.json")
  }

  private static func channel(_ text: String, operands: String = "[0]") throws -> NoiseChannel? {
    let model = try read("\"gates\": [{\"gate\": \"cx\", \"operands\": \(operands), \"channel\": {\(text)}}]")
    return model.gateChannels[.init(.cx)]?.first?.channel
  }

  @Test(
    "Every kind of channel is read",
    arguments: [
      ("\"kind\": \"depolarizing\", \"probability\": 0.1", .depolarizing(probability: 0.1, qubitCount: 1)),
      (
        "\"kind\": \"pauli\", \"strings\": [{\"string\": \"X0\", \"probability\": 0.1}]",
        .pauli([.init(PauliString(0, .x), probability: 0.1)], qubitCount: 1)
      ),
      ("\"kind\": \"amplitudeDamping\", \"gamma\": 0.1", .amplitudeDamping(gamma: 0.1, excitedPopulation: 0)),
      ("\"kind\": \"phaseDamping\", \"lambda\": 0.1", .phaseDamping(lambda: 0.1)),
      (
        "\"kind\": \"thermalRelaxation\", \"t1\": 1, \"t2\": 2, \"duration\": 3, \"excitedPopulation\": 0.5",
        .thermalRelaxation(t1InSeconds: 1, t2InSeconds: 2, durationInSeconds: 3, excitedPopulation: 0.5)
      ),
      (
        "\"kind\": \"rotation\", \"string\": \"Z0\", \"angle\": 0.1",
        .rotation(PauliString(0, .z), angle: 0.1, qubitCount: 1)
      ),
      ("\"kind\": \"reset\", \"probabilityOfOne\": 0.1", .reset(probabilityOfOne: 0.1)),
      (
        "\"kind\": \"kraus\", \"operators\": [[[0, [0, -1]], [[0, 1], 0]]]",
        .kraus([SquareMatrix(rows: [[.zero, -.i], [.i, .zero]])])
      ),
    ] as [(String, NoiseChannel)])
  func readsChannels(text: String, expected: NoiseChannel) throws {
    #expect(try Self.channel(text) == expected)
  }

  @Test("Gates, crosstalk, idling, resets and readout are read")
  func readsAll() throws {
    let model = try Self.read(
      """
      "gates": [
        {"gate": "cx", "channel": {"kind": "rotation", "string": "Z0*Z1", "angle": 0.2}},
        {"gate": "cx", "on": [2, 1], "operands": [1], "channel": {"kind": "phaseDamping", "lambda": 0.1}},
        {"gate": "cx", "on": [2, 1], "qubits": [1, 0], "channel": {"kind": "rotation", "string": "Z0*Z1", "angle": 0.3}}
      ],
      "idle": [{"on": [0, 2], "t1": 1, "t2": 2, "excitedPopulation": 0.1}],
      "resets": [{"on": [1], "channel": {"kind": "reset", "probabilityOfOne": 0.25}}],
      "readout": [{"on": [1, 0], "probabilities": [[0.9, 0, 0, 0], [0.1, 1, 0, 0], [0, 0, 1, 0.5], [0, 0, 0, 0.5]]}],
      "tickInSeconds": 1e-9
      """)
    let pair = PauliString([(0, .z), (1, .z)])
    let turn = PlacedChannel(.rotation(pair, angle: 0.2, qubitCount: 2), on: [7, 8])
    #expect(model.channels(after: Gate(.cx), on: [7, 8]) == [turn])
    #expect(
      model.channels(after: Gate(.cx), on: [2, 1]) == [
        PlacedChannel(.phaseDamping(lambda: 0.1), on: [1]),
        PlacedChannel(.rotation(pair, angle: 0.3, qubitCount: 2), on: [1, 0]),
      ])
    #expect(
      model.relaxation
        == [0, 2].reduce(into: [:]) { $0[$1] = .init(t1InSeconds: 1, t2InSeconds: 2, excitedPopulation: 0.1) })
    #expect(model.resetChannels == [1: .reset(probabilityOfOne: 0.25)])
    #expect(model.readout.map(\.qubits) == [[1, 0]] && model.readout[0].probabilities[4] == 0.1)
    #expect(model.tickInSeconds == 1e-9)
  }

  /// A member of the noise, and the error.
  private static let mistakes: [(members: String, error: String)] = [
    (
      "\"gates\": [{\"gate\": \"cxx\", \"channel\": {}}]",
      "noise.json:1:34: gates[0].gate: there is no gate \"cxx\""
    ),
    ("\"gates\": [{\"gate\": \"cx\", \"on\": [1], \"channel\": {}}]", "gates[0].on: \"cx\" acts on 2 qubits, not 1"),
    (
      "\"gates\": [{\"gate\": \"cx\", \"channel\": {\"kind\": \"depolarising\"}}]",
      "gates[0].channel.kind: must be one of depolarizing, pauli,"
    ),
    (
      "\"gates\": [{\"gate\": \"x\", \"channel\": {\"kind\": \"depolarizing\", \"probability\": 1.5}}]",
      "gates[0].channel.probability: must be from 0.0 to 1.3333333333333333, not 1.5"
    ),
    (
      "\"gates\": [{\"gate\": \"x\", \"channel\": {\"kind\": \"thermalRelaxation\", \"t1\": 1, \"t2\": 3, \"duration\": 1}}]",
      "gates[0].channel.t2: T2 is at most twice T1, but 3.0 is longer than 2 * 1.0"
    ),
    (
      "\"gates\": [{\"gate\": \"x\", \"channel\": {\"kind\": \"kraus\", \"operators\": [[[1, 0], [0, 0.5]]]}}]",
      "gates[0].channel.operators: the operators are not complete: the sum of K†K differs from the identity by 0.75"
    ),
    (
      "\"gates\": [{\"gate\": \"x\", \"channel\": {\"kind\": \"kraus\", \"operators\": [[[1, 0], [0, 1]], [[1]]]}}]",
      "gates[0].channel.operators[1]: the size must be 2, 4, 8 or 16, not 1"
    ),
    (
      "\"gates\": [{\"gate\": \"x\", \"channel\": {\"kind\": \"kraus\", \"operators\": [[[1, 0], [0]]]}}]",
      "gates[0].channel.operators[0][1]: must have 2 elements, as there are rows, not 1"
    ),
    (
      "\"gates\": [{\"gate\": \"cx\", \"channel\": {\"kind\": \"kraus\", \"operators\": [[[1, 0], [0, 1]]]}}]",
      "gates[0].channel.kind: the channel acts on 1 qubits, but stands where there are 2"
    ),
    (
      "\"gates\": [{\"gate\": \"x\", \"channel\": {\"kind\": \"rotation\", \"string\": \"Z1\", \"angle\": 1}}]",
      "gates[0].channel.string: \"Z1\" is no Pauli string: there is no qubit 1"
    ),
    (
      "\"gates\": [{\"gate\": \"x\", \"channel\": {\"kind\": \"rotation\", \"string\": \"2*Z0\", \"angle\": 1}}]",
      "gates[0].channel.string: must be one product of Pauli matrices, not \"2*Z0\""
    ),
    (
      "\"gates\": [{\"gate\": \"x\", \"qubits\": [3], \"channel\": {\"kind\": \"reset\", \"probabilityOfOne\": 0}}]",
      "gates[0].qubits: goes with \"on\" and without \"operands\""
    ),
    ("\"idle\": [{\"on\": [0], \"t1\": 1, \"t2\": 2.5}]", "idle[0].t2: T2 is at most twice T1, but 2.5 is longer"),
    ("\"idle\": [{\"on\": [0], \"t2\": 2.5}]", "idle[0]: the key \"t1\" is missing"),
    (
      "\"readout\": [{\"on\": [0], \"probabilities\": [[0.9, 0], [0.2, 1]]}]",
      "readout[0].probabilities: column 0 adds up to 1.1"
    ),
    ("\"readout\": [{\"on\": [0], \"probabilities\": [[1, 0]]}]", "readout[0].probabilities: must have 2 rows, not 1"),
    (
      "\"readout\": [{\"on\": [0], \"probabilities\": [[1.5, 0], [-0.5, 1]]}]",
      "readout[0].probabilities[0][0]: must be from 0 to 1, not 1.5"
    ),
    (
      "\"readout\": [{\"on\": [0, 1, 2, 3, 4, 5, 6], \"probabilities\": []}]",
      "readout[0].on: 1 to 6 qubits are read together, not 7"
    ),
    ("\"gatse\": []", "unknown key \"gatse\"; did you mean \"gates\"?"),
  ]

  @Test("A mistake in noise is told with file, path and value", arguments: mistakes.indices)
  func mistake(index: Int) throws {
    let error = try #require(throws: DeviceError.self) { try Self.read(Self.mistakes[index].members) }
    #expect(error.description.hasPrefix("noise.json:1:"))
    #expect(error.description.contains(Self.mistakes[index].error), "\(error)")
  }

  private static func device(noise: String) throws -> Device {
    let text = """
      {"schema": 1, "name": "x", "source": "y", "qubits": {"count": 3, "t1": 1, "t2": 1, "readout": null},
      "gates": [["cx", [0, 1], 0.1, null], ["x", "all", 0, 0]], "noise": {\(noise)}}
      """
    return try Device(reading: Array(text.utf8), file: "x.json")
  }

  @Test("Noise in a device's file joins that of its calibration")
  func joinsCalibration() throws {
    let device = try Self.device(
      noise: """
        "gates": [{"gate": "cx", "channel": {"kind": "rotation", "string": "X1", "angle": 0.1}}],
        "idle": [{"on": [1], "t1": 5, "t2": 5}]
        """)
    let model = NoiseModel(device: device)
    let channels = model.channels(after: Gate(.cx), on: [0, 1])
    #expect(channels.count == 2 && channels.last?.channel == .rotation(PauliString(1, .x), angle: 0.1, qubitCount: 2))
    #expect(model.relaxation[1]?.t1InSeconds == 5 && model.relaxation[0]?.t1InSeconds == 1)
  }

  @Test("Noise of gates that the device does not have is refused")
  func gatesOffTheDevice() throws {
    let channel = "\"channel\": {\"kind\": \"rotation\", \"string\": \"X0\", \"angle\": 0.1}}]"
    for (place, message) in [
      ("\"gate\": \"cx\", \"on\": [1, 0], ", "gates[0].on: the device has no gate \"cx\" on [1, 0]"),
      ("\"gate\": \"cz\", ", "gates[0].gate: the device has no gate \"cz\""),
      ("\"gate\": \"x\", \"on\": [3], ", "gates[0].on[0]: there is no qubit 3: the device has 3"),
    ] {
      let error = try #require(throws: DeviceError.self) {
        try Self.device(noise: "\"gates\": [{" + place + channel)
      }
      #expect(error.description.contains(message), "\(error)")
    }
  }
}
