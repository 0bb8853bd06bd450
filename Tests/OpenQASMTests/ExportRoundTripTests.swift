import Circuits
import Foundation
import OpenQASM
import Testing

@Suite("Exports read back") struct ExportRoundTripTests {
  private func read(_ text: String) throws -> Circuit {
    let result = Loader.load(SourceText(path: "-", text: text))
    try #require(result.diagnostics.isEmpty, "\(result.diagnostics.map(\.message)) in\n\(text)")
    return try #require(result.circuit)
  }

  /// Equal, and with the same bits in every number.
  private func expectSame(_ circuit: Circuit, _ text: String) throws {
    let read = try read(text)
    #expect(read == circuit, "\(text)")
    let bits = { (circuit: Circuit) in circuit.angles.map { $0.constantValue?.bitPattern } }
    #expect(bits(read) == bits(circuit), "\(text)")
  }

  @Test("Random circuits with everything in them come back unchanged", arguments: UInt64(0)..<8)
  func everything(seed: UInt64) throws {
    var random = RandomCircuits(seed: seed)
    for _ in 0..<60 {
      let circuit = random.next()
      try expectSame(circuit, try Exporter().string(of: circuit))
    }
  }

  @Test("Larger random circuits come back unchanged", arguments: UInt64(100)..<104)
  func larger(seed: UInt64) throws {
    var random = RandomCircuits(seed: seed, qubitCounts: 20...60, lengths: 300...600)
    let circuit = random.next()
    try expectSame(circuit, try Exporter().string(of: circuit))
  }

  @Test("Every gate of the table comes back under every kind of modifier", arguments: StandardGate.all)
  func rows(row: StandardGate) throws {
    let definition = row.definition
    let angles = definition.angleNames.indices.map { Angle.constant(0.3 + Double($0)) }
    let normalization = ControlNormalization(declarations: [])
    let controls: [[Bool]] =
      normalization.hasUnsettledPhase(.standard(row)) ? [[]] : [[], [true], [false], [true, true, false]]
    var circuit = Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: definition.qubitCount + 3)]))
    for powers in [[], [-1], [0.5], [2], [2, 0.5]] {
      for polarities in controls {
        let gate = Gate(.standard(row), powers: powers, controls: polarities)
        circuit.append(gate, angles: angles, qubits: Array(0..<(definition.qubitCount + polarities.count)))
      }
    }
    try expectSame(circuit, try Exporter().string(of: circuit))
  }

  @Test("What is read from any text prints as a text that prints as itself", arguments: UInt64(200)..<204)
  func fixedPoint(seed: UInt64) throws {
    var random = RandomCircuits(seed: seed)
    for _ in 0..<30 {
      let text = try Exporter().string(of: random.next())
      #expect(try Exporter().string(of: read(text)) == text)
    }
  }

  @Test("The example programs load, and their canonical text is the same circuit", arguments: ExamplePrograms.all)
  func examples(path: String) throws {
    let text = try String(contentsOf: ExamplePrograms.folder.appending(path: path), encoding: .utf8)
    let circuit = try read(text)
    try expectSame(circuit, try Exporter().string(of: circuit))
    #expect(
      text.hasPrefix("// ") && text.contains("//   shotglass "), "an example says what it shows and how to run it")
  }

  @Test(
    "A physical qubit that no operation names in the end is none",
    arguments: [
      ("def flip() { x $4; }\nx $1;", 2), ("for int i in [0:-1] { x $4; }\nx $1;", 2), ("let a = $4;\nx $1;", 2),
      ("box { nop $4; }", 0), ("x $4;\nmeasure $1;", 5),
    ])
  func unusedPhysicalQubits(statements: String, count: Int) throws {
    let circuit = try read("OPENQASM 3.0;\ninclude \"stdgates.inc\";\n" + statements)
    #expect(circuit.qubitCount == count)
    try expectSame(circuit, String(decoding: try Exporter().text(of: circuit), as: UTF8.self))
  }

  @Test("There are at least ten example programs")
  func exampleCount() { #expect(ExamplePrograms.all.count >= 10) }

  @Test("Twenty thousand gates come back unchanged")
  func long() throws {
    var random = RandomCircuits(
      seed: 5, contents: .measurements, qubitCounts: 12...12, lengths: 20_000...20_000,
      rows: ["rz", "ry", "h", "cx"].compactMap { StandardGate($0) })
    let circuit = random.next()
    #expect(circuit.operations.count > 15_000)
    try expectSame(circuit, try Exporter().string(of: circuit))
  }
}

/// The hand-written programs of `qasm/`.
private enum ExamplePrograms {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../qasm").standardized

  static let all: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".qasm") }.sorted()
}
