import Devices
import Formats
import Foundation
import Numerics
import Testing

@Suite struct DeviceSchemaTests {
  private static func bytes(of name: String) throws -> [UInt8] {
    let backends = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("backends")
    return Array(try Data(contentsOf: backends.appendingPathComponent("\(name).json")))
  }

  @Test("Every shipped device obeys the schema", arguments: DeviceLibrary.compiledInNames)
  func obeys(name: String) throws {
    let schema = try JSONSchema(parsing: DeviceLibrary.schema())
    let document = JSON(try JSONNode(parsing: try Self.bytes(of: name)))
    #expect(schema.complaints(about: document).isEmpty, "\(schema.complaints(about: document).prefix(3))")
  }

  private static let head = "\"schema\": 1, \"name\": \"x\", \"source\": \"y\""
  private static let qubits = "\"qubits\": {\"count\": 2, \"t1\": 1, \"t2\": 1, \"readout\": null}"

  /// Noise with every key and every channel.
  private static let noise = """
    "noise": {"gates": [
    {"gate": "x", "channel": {"kind": "depolarizing", "probability": 0.1}},
    {"gate": "x", "channel": {"kind": "pauli", "strings": [{"string": "X0", "probability": 0.1}]}},
    {"gate": "x", "channel": {"kind": "amplitudeDamping", "gamma": 0.1, "excitedPopulation": 0}},
    {"gate": "x", "channel": {"kind": "phaseDamping", "lambda": 0.1}},
    {"gate": "x", "channel": {"kind": "thermalRelaxation", "t1": 1, "t2": 2, "duration": 0}},
    {"gate": "x", "on": [0], "operands": [0], "channel": {"kind": "rotation", "string": "X0", "angle": 0.1}},
    {"gate": "x", "on": [0], "qubits": [1], "channel": {"kind": "reset", "probabilityOfOne": 0.1}},
    {"gate": "x", "channel": {"kind": "kraus", "operators": [[[0, [0, -1]], [[0, 1], 0]]]}}],
    "idle": [{"on": [0], "t1": 1, "t2": 1, "excitedPopulation": 0.5}],
    "resets": [{"on": [0], "channel": {"kind": "reset", "probabilityOfOne": 0}}],
    "readout": [{"on": [0], "probabilities": [[1, 0], [0, 1]]}], "tickInSeconds": 1e-9}
    """

  @Test("What the schema allows is read, and what it refuses is refused")
  func agreesWithReader() throws {
    let schema = try JSONSchema(parsing: DeviceLibrary.schema())
    let gates = "\"gates\": [[\"x\", \"all\", 0, null]]"
    let cases: [(text: String, isRight: Bool)] = [
      ("{\(Self.head), \(Self.qubits), \(gates)}", true),
      ("{\(Self.head), \(Self.qubits), \(gates), \(Self.noise)}", true),
      (
        "{\(Self.head), \(Self.qubits), \(gates), \"positions\": [[0, 0], [1, 0]], \"date\": null, \"price\": null}",
        true
      ),
      ("{\(Self.head), \(Self.qubits), \(gates), \"positions\": [[0, 0], [1, 256]]}", false),
      ("{\(Self.head), \(Self.qubits), \(gates), \"gatse\": []}", false),
      ("{\(Self.head), \(Self.qubits), \"gates\": [[\"x\", [0], 1.5, 0]]}", false),
      ("{\(Self.head), \(Self.qubits), \"gates\": [[\"x\", [0], 0, -1]]}", false),
      ("{\(Self.head), \(Self.qubits), \"gates\": [[\"x\", [0], 0]]}", false),
      ("{\(Self.head), \"qubits\": [{\"t2\": 1, \"readout\": null}], \(gates)}", false),
      ("{\(Self.head), \"qubits\": [{\"t1\": 0, \"t2\": 1, \"readout\": null}], \(gates)}", false),
      ("{\(Self.head), \"qubits\": [], \(gates)}", false),
      ("{\(Self.head), \(Self.qubits), \(gates), \"noise\": {\"gates\": [{\"gate\": \"x\", \"channel\": {}}]}}", false),
    ]
    for (text, isRight) in cases {
      let complaints = schema.complaints(about: JSON(try JSONNode(parsing: text)))
      #expect(complaints.isEmpty == isRight, "\(text): \(complaints)")
      #expect(((try? Device(reading: Array(text.utf8), file: "x.json")) != nil) == isRight, "\(text)")
    }
  }

  @Test("A file with random damage is read or refused, and nothing else happens", arguments: 0..<20)
  func survivesDamage(seed: Int) throws {
    var random = RandomStream(seed: UInt64(seed)).substream("damage")
    let whole = try Self.bytes(of: "ibm_manila")
    let pieces = ["-", "1e999", "null", "[", "]", "{", "}", "\"", ",", "9223372036854775808", "0", "\"all\"", "1e-320"]
    for _ in 0..<40 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let start = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, start + Int.random(in: 0...12, using: &random))
        let piece = pieces.randomElement(using: &random) ?? ""
        bytes.replaceSubrange(start..<end, with: Array(piece.utf8))
      }
      guard let device = try? Device(reading: bytes, file: "damaged.json") else { continue }
      _ = NoiseModel(device: device)
      _ = device.drawnPositions
    }
  }
}
