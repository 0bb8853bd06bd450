import Circuits
import Devices
import Formats
import Numerics
import OpenQASM
import Testing
import Transpilation

@testable import CloudBackends

/// Calibrations as no provider should send them.
@Suite struct CalibrationReadingTests {
  private static func braket(qubits: Int, graph: String = "{}", isWhole: Bool = true) -> String {
    """
    {"paradigm": {"qubitCount": \(qubits), "nativeGateSet": ["CZ", "RX", "RZ"],
      "connectivity": {"fullyConnected": \(isWhole), "connectivityGraph": \(graph)}}}
    """
  }

  @Test("machines that would fill the memory, and labels that are none, are refused")
  func refusals() throws {
    let many = (0..<5000).map { "\"\($0)\": []" }.joined(separator: ", ")
    let wide = (0..<5000).map { "\"\(2 * $0)\": [\"\(2 * $0 + 1)\"]" }.joined(separator: ", ")
    for (text, reason) in [
      (Self.braket(qubits: 4096), "too many"), (Self.braket(qubits: 1_000_000_000), "qubitCount"),
      (Self.braket(qubits: 2, graph: "{\(wide)}"), "too many"),
      (Self.braket(qubits: 2, graph: "{\"x\": []}"), "number"),
      (Self.braket(qubits: 2, graph: "{\"0\": [\"0\"]}", isWhole: false), "other qubit"),
      (Self.braket(qubits: 2, graph: "{\"0\": [\"-1\"]}", isWhole: false), "other qubit"), ("{}", "paradigm"),
    ] {
      let error = try #require(throws: FormatError.self) { try BraketCalibration(text, of: "m").device(named: "m") }
      #expect(error.description.contains(reason), "\(error)")
    }
    // Labels without couplings name no qubit.
    #expect(
      try BraketCalibration(Self.braket(qubits: 2, graph: "{\(many)}"), of: "m").device(named: "m").qubits.count == 2)
  }

  @Test("qubits are called as the machine calls them, and those that it has not are broken")
  func labels() throws {
    let text = Self.braket(qubits: 3, graph: "{\"12\": [\"7\"], \"7\": [\"30\", \"12\"]}", isWhole: false)
    let device = try BraketCalibration(text, of: "m").device(named: "m")
    #expect(device.qubits.count == 31 && device.source.contains("7 12 30"))
    #expect(
      Set(device.gates.filter { $0.qubits.count == 2 }.map(\.qubits)) == [[12, 7], [7, 12], [7, 30], [30, 7]])
    #expect((0...30).filter { !device.isBroken($0) } == [7, 12, 30])
    // Nothing is compiled to what is not there.
    let program = "include \"stdgates.inc\"; qubit[3] q; h q[0]; cx q[0], q[1]; cx q[1], q[2];"
    let source = SourceText(path: "program.qasm", bytes: Array(program.utf8))
    let circuit = try #require(Loader.load(source, includes: .none).program?.staticCircuit)
    let compiled = try Transpiler(device: device).compile(circuit).circuit
    let used = compiled.operations.indices.flatMap { compiled.operands(of: $0).map { Int($0) } }
    #expect(Set(used) == [7, 12, 30])
  }

  @Test("nothing is compiled to IBM's rzz, whose angle the service bounds; its other gates are all there")
  func fractionalGates() throws {
    let gates = ["rzz", "cz", "ecr", "cx"].map { "{\"gate\": \"\($0)\", \"qubits\": [0, 1], \"parameters\": []}" }
    let device = try IBMCalibration(
      configuration: JSONReader(parsing: Array(#"{"n_qubits": 2}"#.utf8)),
      properties: JSONReader(
        parsing: Array("{\"qubits\": [[], []], \"gates\": [\(gates.joined(separator: ","))]}".utf8))
    ).device(named: "m")
    #expect(device.nativeGates.map(\.name).sorted() == ["cx", "cz", "ecr"])
  }

  @Test("no text that is broken somewhere stops the reader")
  func brokenTexts() throws {
    let configuration = #"{"n_qubits": 2, "dt": 4.0, "max_shots": 10}"#
    let properties = """
      {"qubits": [[{"name": "T1", "unit": "us", "value": 1}], [{"name": "readout_error", "unit": "", "value": 0.1}]],
       "gates": [{"gate": "cz", "qubits": [0, 1], "parameters": [{"name": "gate_error", "unit": "", "value": 2}]}]}
      """
    let whole = try IBMCalibration(
      configuration: JSONReader(parsing: Array(configuration.utf8)),
      properties: JSONReader(parsing: Array(properties.utf8))
    ).device(named: "m")
    #expect(whole.gates.map(\.error) == [1] && whole.qubits[0].t1InSeconds == 1e-6)
    #expect(whole.price?.perSecond == 1.6)
    var stream = RandomStream(seed: 3).substream("broken")
    var refused = 0
    for _ in 0..<400 {
      var bytes = Array(properties.utf8)
      for _ in 0..<3 { bytes[Int(stream.uniform() * Double(bytes.count))] = UInt8(32 + stream.uniform() * 95) }
      do {
        _ = try IBMCalibration(
          configuration: JSONReader(parsing: Array(configuration.utf8)), properties: JSONReader(parsing: bytes)
        ).device(named: "m")
      } catch { refused += 1 }
    }
    #expect(refused > 200)
  }
}
