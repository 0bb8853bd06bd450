import Circuits
import Foundation
import Models
import OpenQASM
import Simulation
import Testing

/// The files in qasm/models are the zoo's circuits: `SHOTGLASS_RECORD=1 swift test --filter ZooExportTests` writes
/// them.
@Suite struct ZooExportTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("qasm/models")

  /// All but those with hundreds of features as amplitudes: in symbols that is two megabytes of text, which
  /// `shotglass export` writes when asked. Their reduced forms are here.
  private static let entries = Zoo.circuits.filter { entry in
    entry.circuit.parameters.count { $0.role == .input } <= 64
  }

  /// The circuit with all its qubits measured at the end, so that the file runs as it is; peers that want a state drop
  /// measurements that nothing follows.
  private static func text(of entry: ZooCircuit) throws -> String {
    let observables = entry.observables.map(\.description)
    let shown = observables.prefix(8).joined(separator: ", ") + (observables.count > 8 ? ", ..." : "")
    return """
      // \(entry.name): \(entry.summary)
      // From: \(entry.origin)
      // Read out: \(shown.count < 100 ? shown : "the probability of all zeros")

      """ + (try Exporter().string(of: entry.circuit.measuringAll()))
  }

  @Test("every file is the zoo's circuit, byte for byte, and no other file is there")
  func matchesFiles() throws {
    let entries = Self.entries
    let isRecording = ProcessInfo.processInfo.environment["SHOTGLASS_RECORD"] == "1"
    if isRecording { try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true) }
    for entry in entries {
      let file = Self.folder.appendingPathComponent(entry.name + ".qasm")
      let text = try Self.text(of: entry)
      if isRecording { try Data(text.utf8).write(to: file) }
      #expect((try? String(contentsOf: file, encoding: .utf8)) == text, "\(entry.name).qasm")
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(files.filter { $0.hasSuffix(".qasm") }) == Set(entries.map { $0.name + ".qasm" }))
  }

  /// Two points of a circuit and its means there, as the peers that read the file are asked for them.
  private static func sidecar(of entry: ZooCircuit) throws -> Sidecar {
    let function = try CircuitFunction(entry.circuit, observables: entry.observables)
    let names = entry.circuit.parameters.map(\.name)
    let points = try (0..<2).map { place in
      let values = names.indices.map { Double(($0 * 7 + place * 5) % 11 + 1) / 8 }
      return Sidecar.Point(
        values: Dictionary(uniqueKeysWithValues: zip(names, values)), expectations: try function.values(at: values))
    }
    return Sidecar(observables: entry.observables.map(\.description), points: points)
  }

  private struct Sidecar: Codable {
    struct Point: Codable {
      let values: [String: Double]
      let expectations: [Double]
    }

    let observables: [String]
    let points: [Point]
  }

  @Test("beside every file stand points with the model's means")
  func matchesSidecars() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    for entry in Self.entries {
      let file = Self.folder.appendingPathComponent(entry.name + ".json")
      let own = try Self.sidecar(of: entry)
      if ProcessInfo.processInfo.environment["SHOTGLASS_RECORD"] == "1" { try encoder.encode(own).write(to: file) }
      let filed = try JSONDecoder().decode(Sidecar.self, from: Data(contentsOf: file))
      #expect(filed.observables == own.observables, "\(entry.name)")
      for (mine, theirs) in zip(own.points, filed.points) {
        #expect(mine.values == theirs.values)
        for (mean, value) in zip(mine.expectations, theirs.expectations) { #expect(abs(mean - value) < 1e-12) }
      }
    }
  }

  @Test("a file reads back as the circuit, with the means that the model gives")
  func readsBack() throws {
    for entry in Self.entries {
      let result = Loader.load(SourceText(path: entry.name, text: try Self.text(of: entry)))
      let circuit = try #require(result.circuit, "\(entry.name)")
      #expect(circuit == entry.circuit.measuringAll(), "\(entry.name)")
    }
  }

  @Test("bound, amplitude encoding is rotations about Y and CX gates alone, with the same means")
  func bindsAmplitudes() throws {
    let layer = CircuitLayer(.amplitude, featureCount: 7, [.rotationRing(layers: 1)], readOut: .eachZ)
    let point = ZooTests.point(of: layer.circuit)
    let bound = layer.circuit.bound(to: point)
    let names = bound.gates.map { bound.name(of: $0) }
    #expect(Set(names) == ["ry", "cx", "u3"])
    let means = try CircuitFunction(layer.circuit, observables: layer.observables).values(at: point)
    let own = try CircuitFunction(bound, observables: layer.observables).values(at: [])
    for (mean, value) in zip(means, own) { #expect(abs(mean - value) < 1e-12) }
  }

  @Test("a circuit read from text with its roles by pattern is the model again")
  func readsModel() throws {
    let entry = try #require(Zoo.circuits.first { $0.name == "zz-efficient-2" })
    let text = try Self.text(of: entry)
    let circuit = try #require(Loader.load(SourceText(path: "file", text: text)).circuit)
    let model = try Model(
      name: "file", circuit: circuit, inputs: "x*", weights: "theta*", observables: entry.observables)
    #expect(model.featureCount == 2)
    let layer = try #require(model.leadingCircuit)
    #expect(layer.inputs == [0, 1] && layer.weights == Array(2..<18))
    let point = ZooTests.point(of: circuit)
    let own = try CircuitFunction(entry.circuit, observables: entry.observables).values(at: point)
    #expect(try CircuitFunction(layer.circuit, observables: layer.observables).values(at: point) == own)
  }
}
