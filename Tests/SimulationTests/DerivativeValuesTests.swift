import Circuits
import Foundation
import Formats
import OpenQASM
import Simulation
import Testing

/// Judges derivatives by those that JAX and PennyLane gave for random circuits with nonlinear angles; the file says
/// with which command.
@Suite struct DerivativeValuesTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Resources/derivatives")

  struct Case: CustomTestStringConvertible, Sendable {
    let program: String
    let point: [Double]
    let observable: Observable
    let value: Double
    let gradient: [Double]
    /// [row][column]
    let secondDerivatives: [Double]

    var testDescription: String { program }

    init(_ reader: JSONReader) throws {
      var object = try reader.object()
      program = try object.required("program").string()
      point = try Self.numbers(try object.required("point"))
      value = try object.required("value").double()
      gradient = try Self.numbers(try object.required("gradient"))
      secondDerivatives = try object.required("secondDerivatives").array().flatMap { try Self.numbers($0) }
      let terms = try object.required("observable").array().map { try Self.term($0) }
      observable = Observable(terms)
    }

    private static func numbers(_ reader: JSONReader) throws -> [Double] {
      try reader.array().map { (element) throws in try element.double() }
    }

    private static func term(_ reader: JSONReader) throws -> (coefficient: Double, string: PauliString) {
      var object = try reader.object()
      let qubits = try object.required("qubits").array().map { (element) throws in try element.integer() }
      let letters = try object.required("letters").string().map { try #require(["X": Pauli.x, "Y": .y, "Z": .z][$0]) }
      return (try object.required("coefficient").double(), PauliString(zip(qubits, letters).map { ($0, $1) }))
    }
  }

  private static func cases() throws -> [Case] {
    let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent("values.json")))
    var document = try JSONReader(parsing: bytes).object()
    return try document.required("cases").array().map { try Case($0) }
  }

  private static func function(of stored: Case, _ precision: CircuitFunction.Precision) throws -> CircuitFunction {
    let path = folder.appendingPathComponent(stored.program)
    let source = SourceText(path: path.path, bytes: [UInt8](try Data(contentsOf: path)))
    let circuit = try #require(Loader.load(source).circuit)
    return try CircuitFunction(circuit, observables: [stored.observable], precision: precision)
  }

  private func distance(_ ours: [Double], _ theirs: [Double]) -> Double {
    guard ours.count == theirs.count else { return .infinity }
    return zip(ours, theirs).map { abs($0 - $1) }.max() ?? 0
  }

  @Test("Twenty circuits and more are stored")
  func storesEnough() throws {
    #expect(try Self.cases().count >= 20)
  }

  @Test("Values, gradients and second derivatives are those of PennyLane and JAX", arguments: try Self.cases())
  func agrees(stored: Case) throws {
    let function = try Self.function(of: stored, .double)
    let all = Array(stored.point.indices)
    let found = try function.derivatives(rows: all, columns: all).mixedDerivatives(at: stored.point)
    #expect(abs(found.values[0] - stored.value) < 1e-11)
    #expect(distance(found.gradients, stored.gradient) < 1e-10)
    #expect(distance(found.mixed, stored.secondDerivatives) < 1e-9)
    let gradients = try function.gradients(at: stored.point, withRespectTo: all)
    #expect(distance(gradients.gradients, stored.gradient) < 1e-10)
  }

  @Test("Single precision is as near as it can be", arguments: try Self.cases())
  func agreesInSinglePrecision(stored: Case) throws {
    let all = Array(stored.point.indices)
    let found = try Self.function(of: stored, .single).gradients(at: stored.point, withRespectTo: all)
    let scale = 1 + (stored.gradient.map(abs).max() ?? 0)
    #expect(distance(found.gradients, stored.gradient) < 1e-4 * scale)
  }
}
