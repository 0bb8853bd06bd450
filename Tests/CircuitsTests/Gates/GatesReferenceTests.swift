import Circuits
import Foundation
import Numerics
import Testing

/// The rows against matrices that Qiskit and Braket computed; the file names the command that wrote it.
@Suite struct GatesReferenceTests {
  struct Reference: CustomTestStringConvertible {
    let name: String
    let source: String
    let angles: [Double]
    let matrix: SquareMatrix

    var testDescription: String { "\(source) \(name)\(angles)" }
  }

  static let references: [Reference] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Resources/gate-matrices.json")
    guard let data = try? Data(contentsOf: file),
      let document = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let gates = document["gates"] as? [[String: Any]]
    else { return [] }
    return gates.compactMap { gate in
      guard let name = gate["name"] as? String, let source = gate["source"] as? String,
        let angles = gate["angles"] as? [NSNumber], let rows = gate["matrix"] as? [[[NSNumber]]]
      else { return nil }
      return Reference(
        name: name, source: source, angles: angles.map(\.doubleValue),
        matrix: SquareMatrix(rows: rows.map { $0.map { Complex($0[0].doubleValue, $0[1].doubleValue) } }))
    }
  }()

  /// The factor between the peers' matrix and ours where the conventions differ: the specification's U carries
  /// e^{i theta / 2}, and its u2 and u3 carry e^{-i (phi + lambda) / 2}.
  static func phase(_ reference: Reference) -> Complex {
    switch reference.name {
    case "U": .phase(reference.angles[0] / 2)
    case "u2": .phase(-(reference.angles[0] + reference.angles[1]) / 2)
    case "u3": .phase(-(reference.angles[1] + reference.angles[2]) / 2)
    default: .one
    }
  }

  @Test("The reference file is there, with both peers in it")
  func present() {
    #expect(Self.references.filter { $0.source == "qiskit" }.count >= 85)
    #expect(Self.references.filter { $0.source == "braket" }.count >= 56)
  }

  @Test("Matrices equal the peers', up to the documented phase of U, u2 and u3", arguments: references)
  func matrix(reference: Reference) throws {
    // Qiskit calls Braket's prx r.
    let name = reference.name == "r" ? "prx" : reference.name
    let row = try #require(StandardGate(anyName: name), "no row \(name)")
    let ours = row.definition.matrix(reference.angles)
    try #require(ours.size == reference.matrix.size)
    #expect(ours.distance(to: Self.phase(reference) * reference.matrix) < 1e-14)
  }

  @Test("Every row of a library or of Braket is among the references", arguments: StandardGate.all)
  func covered(row: StandardGate) {
    let inLibrary = !row.definition.libraries.isSubset(of: .language) || row.definition.braketName != nil
    guard inLibrary, row.name != "u0" else { return }
    let names = Set(Self.references.map(\.name))
    let spellings = [row.name, row.definition.braketName] + GateAlias.all.filter { $0.row == row.name }.map(\.name)
    #expect(spellings.contains { $0.map(names.contains) ?? false }, "\(row.name)")
  }
}
