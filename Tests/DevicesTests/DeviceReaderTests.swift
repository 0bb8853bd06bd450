import Circuits
import Devices
import Testing

@Suite struct DeviceReaderTests {
  /// A right file, parts of which the tests replace.
  private static let right = """
    {
    "schema": 1, "name": "pair", "description": "Two.", "kind": "trapped-ion", "source": "made up",
    "date": "2026-01-31", "tickInSeconds": 1e-9, "maximumShots": 1000,
    "price": {"currency": "USD", "perTask": 0.3, "perShot": 0.01, "date": "2026-01-01", "source": "a page"},
    "qubits": [
    {"t1": 2e-4, "t2": 1e-4, "frequency": 5e9, "readout": {"oneGivenZero": 0.01, "zeroGivenOne": 0.02, "duration": 1e-6}},
    {"t1": null, "t2": null, "readout": null, "resetError": 0.125, "excitedPopulation": 0.25}
    ],
    "gates": [
    ["sx", [0], 0.001, 3e-8],
    ["sx", [1], 1, null],
    ["cz", [0, 1], 0.01, 1e-7],
    ["rz", "all", 0, 0]
    ],
    "positions": [[0, 0], [1, 0]]
    }
    """

  private static func read(_ text: String) throws -> Device {
    try Device(reading: Array(text.utf8), file: "pair.json")
  }

  @Test("Every key of a file is read")
  func readsAll() throws {
    let device = try Self.read(Self.right)
    #expect(device.name == "pair" && device.summary == "Two." && device.kind == .trappedIon)
    #expect(device.source == "made up" && device.date == "2026-01-31")
    #expect(device.tickInSeconds == 1e-9 && device.maximumShots == 1000)
    #expect(device.price?.perShot == 0.01 && device.price?.perTask == 0.3 && device.price?.perSecond == nil)
    let readout = Device.Readout(
      probabilityOfOneGivenZero: 0.01, probabilityOfZeroGivenOne: 0.02, durationInSeconds: 1e-6)
    #expect(
      device.qubits == [
        .init(t1InSeconds: 2e-4, t2InSeconds: 1e-4, frequencyInHertz: 5e9, readout: readout),
        .init(resetError: 0.125, excitedPopulation: 0.25),
      ])
    #expect(device.gates.map(\.gate.name) == ["sx", "sx", "cz", "rz", "rz"])
    #expect(device.gates.map(\.qubits) == [[0], [1], [0, 1], [0], [1]])
    #expect(
      device.gates[2] == .init(try #require(StandardGate("cz")), on: [0, 1], error: 0.01, durationInSeconds: 1e-7))
    #expect(device.positions == [.init(column: 0, row: 0), .init(column: 1, row: 0)])
    #expect(device.noise.isEmpty)
  }

  @Test("Qubits that are all alike are written once, and a gate on all of them stands on every ordered choice")
  func readsShortForms() throws {
    let device = try Self.read(
      """
      {"schema": 1, "name": "x", "source": "y", "qubits": {"count": 3, "t1": 1, "t2": null, "readout": null},
      "gates": [["cx", "all", 0.1, 1]]}
      """)
    #expect(device.qubits == Array(repeating: .init(t1InSeconds: 1), count: 3))
    #expect(device.gates.map(\.qubits) == [[0, 1], [0, 2], [1, 0], [1, 2], [2, 0], [2, 1]])
    #expect(device.isAllToAll)
  }

  /// Replacements in the right file, and the error: place and message.
  private static let mistakes: [(old: String, new: String, place: String, message: String, help: String?)] = [
    (
      "\"t1\": 2e-4, ", "", "pair.json:6:1: qubits[0].t1: ", "the key \"t1\" is missing in {\"frequency\":5000000000,",
      "write its relaxation time in seconds, or \"t1\": null where it was not published"
    ),
    ("2e-4", "-2e-4", "pair.json:6:8: qubits[0].t1: ", "must be above 0, not -0.0002", nil),
    ("2e-4", "0", "pair.json:6:8: qubits[0].t1: ", "must be above 0, not 0.0", nil),
    ("2e-4", "\"x\"", "pair.json:6:8: qubits[0].t1: ", "must be a number, not a text", nil),
    (
      ", \"readout\": null", "", "pair.json:7:1: qubits[1].readout: ", "the key \"readout\" is missing in {",
      "write its confusion, or \"readout\": null where it was not published"
    ),
    ("0.02,", "1.5,", "qubits[0].readout.zeroGivenOne: ", "must be from 0 to 1, not 1.5", nil),
    ("\"duration\": 1e-6", "\"duration\": -1e-6", "readout.duration: ", "must not be negative, but is -1e-06", nil),
    ("0.001", "1.001", "pair.json:10:13: gates[0][2]: ", "must be from 0 to 1, not 1.001", nil),
    ("3e-8", "-3e-8", "gates[0][3]: ", "must not be negative, but is -3e-08", nil),
    (", 3e-8", "", "gates[0]: ", "a gate is [name, qubits, error, duration], not 3 values", nil),
    ("\"cz\"", "\"czz\"", "gates[2][0]: ", "there is no gate \"czz\"", "did you mean \"cz\"?"),
    ("\"cz\"", "\"wobble\"", "gates[2][0]: ", "there is no gate \"wobble\"", "'shotglass help gates' lists the gates"),
    (
      "[0, 1]", "[0, 7]", "gates[2][1][1]: ", "there is no qubit 7: the device has 2", "qubits count from 0 to 1"
    ),
    ("[0, 1]", "[0, 0]", "gates[2][1][1]: ", "the qubit 0 stands there twice", nil),
    ("[0, 1]", "[0]", "gates[2][1]: ", "\"cz\" acts on 2 qubits, not 1", nil),
    ("\"all\"", "\"any\"", "gates[3][1]: ", "must be a list of qubits or \"all\", not \"any\"", nil),
    ("[\"rz\", \"all\"", "[\"sx\", [1]", "gates[3]: ", "\"sx\" on [1] is given twice", "gates[1] has it first"),
    ("\"source\": \"made up\"", "\"sourc\": \"made up\"", "pair.json:1:1: ", "the key \"source\" is missing", nil),
    ("\"tickInSeconds\"", "\"tickInSecond\"", "", "unknown key \"tickInSecond\"; did you mean \"tickInSeconds\"?", nil),
    (
      "\"kind\": \"trapped-ion\"", "\"kind\": \"traped-ion\"", "kind: ", "must be one of",
      "did you mean \"trapped-ion\"?"
    ),
    ("\"t2\": 1e-4", "\"t1\": 1e-4", "qubits[0]", "the key \"t1\" is given twice", nil),
    ("2026-01-31", "31.1.2026", "date: ", "must be a day such as \"2024-05-27\", not \"31.1.2026\"", nil),
    ("\"name\": \"pair\"", "\"name\": \"a/b\"", "name: ", "must be a name of letters, digits", "such as \"ibm_fez\""),
    ("\"schema\": 1", "\"schema\": 2", "schema: ", "must be from 1 to 1, not 2", nil),
    ("[1, 0]]", "[0, 0]]", "positions[1]: ", "the qubit 0 is there already", nil),
    (", [1, 0]]", "]", "positions: ", "must have a [column, row] for each of the 2 qubits, not 1", nil),
    ("1000,", "0,", "maximumShots: ", "must be at least 1, not 0", nil),
  ]

  @Test("A mistake in a file is told with file, line, path, value and what to write", arguments: mistakes.indices)
  func mistake(index: Int) throws {
    let (old, new, place, message, help) = Self.mistakes[index]
    let text = Self.right.replacing(old, with: new, maxReplacements: 1)
    #expect(text != Self.right)
    let error = try #require(throws: DeviceError.self) { try Self.read(text) }
    #expect(error.description.contains(place) && error.description.contains(message), "\(error)")
    #expect(error.description.hasPrefix("pair.json:"), "\(error)")
    if let help { #expect(error.help == help) }
  }

  @Test("Numbers of qubits and gates that no memory holds are refused")
  func hugeNumbers() {
    let head = "{\"schema\": 1, \"name\": \"x\", \"source\": \"y\", \"qubits\": {\"count\": "
    let tail = ", \"t1\": null, \"t2\": null, \"readout\": null}, \"gates\": [[\"cswap\", \"all\", 0, 0]]}"
    #expect(throws: DeviceError.self) { try Self.read(head + "99999999999" + tail) }
    #expect(throws: DeviceError.self) { try Self.read(head + "4096" + tail) }
    #expect(throws: Never.self) { try Self.read(head + "2" + tail) }
  }
}
