import Circuits
import Models
import Numerics
import Simulation
import Testing

@Suite struct ZooTests {
  @Test("names are unique, lower case and say where the model is from, on one line")
  func namesModels() {
    let names = Zoo.all.map(\.name) + Zoo.kernels.map(\.name)
    #expect(Set(names).count == names.count)
    for name in names { #expect(name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }, "\(name)") }
    for model in Zoo.all {
      #expect(!model.origin.isEmpty && !model.summary.isEmpty)
      #expect(!(model.origin + model.summary).contains("\n"))
      #expect(model.origin.count < 120 && model.summary.count < 120, "\(model.name)")
    }
  }

  @Test("a leading circuit has an input for each feature", arguments: Zoo.all.map(\.name))
  func hasInputs(_ name: String) throws {
    let model = try #require(Zoo.model(named: name))
    guard let circuit = model.leadingCircuit else { return }
    #expect(circuit.inputs.count == model.featureCount)
    #expect(circuit.inputs == Array(0..<model.featureCount))
    #expect(!circuit.observables.isEmpty)
  }

  @Test(
    "models have the weights that their papers count",
    arguments: [
      ("zz-efficient-2", 16), ("simple-entangled-2", 8), ("complex-6", 48), ("qcnn-8", 63), ("basic-qnn", 240),
      ("hybrid-qnn", 24), ("basic-qnn-reduced", 180), ("reservoir-4-3", 0), ("expressive-federated-2", 16),
      ("single-qubit-2", 30),
    ])
  func countsWeights(_ name: String, _ count: Int) throws {
    let model = try #require(Zoo.model(named: name))
    let circuits = Zoo.circuits.filter { $0.name == model.name }
    #expect(circuits.first?.circuit.parameters.count { $0.role == .weight } == count)
  }

  @Test("a family is built at other sizes by name, within its range")
  func sizesFamilies() throws {
    let model = try #require(Zoo.model(named: "zz-efficient-5"))
    #expect(model.featureCount == 5)
    #expect(Zoo.model(named: "re-uploading-6-10")?.featureCount == 6)
    for name in [
      "zz-efficient", "zz-efficient-", "zz-efficient-0", "zz-efficient-05", "zz-efficient-99999999999999999999",
      "zz-efficient-4-2", "re-uploading-4", "re-uploading-4-1", "re-uploading-4-2-2", "-4", "", "linear", "-linear",
      "zz-efficient--2",
    ] {
      #expect(Zoo.model(named: name) == nil, "\(name)")
    }
  }

  @Test("every circuit of the zoo runs at a point, and means of its observables are within their range")
  func runs() throws {
    for entry in Zoo.circuits where entry.circuit.qubitCount <= 6 {
      let function = try CircuitFunction(entry.circuit, observables: entry.observables)
      let values = try function.values(at: Self.point(of: entry.circuit))
      #expect(values.count == entry.observables.count)
      #expect(values.allSatisfy { abs($0) <= 1 + 1e-9 }, "\(entry.name)")
    }
  }

  @Test("a quanvolution applies one circuit to every patch")
  func quanvolves() throws {
    guard case .parallel(let branches)? = Zoo.model(named: "quanvolution")?.layers.first else {
      Issue.record("the model begins with its patches")
      return
    }
    #expect(branches.count == 16)
    var image = Array(repeating: 0.0, count: 64)
    for (place, value) in [0.1, 0.7, 0.4, 0.9].enumerated() {
      image[place / 2 * 8 + place % 2] = value
      image[6 * 8 + 4 + place / 2 * 8 + place % 2] = value
    }
    func values(_ patch: Int) throws -> [Double] {
      guard case .circuit(let layer)? = branches[patch].layers.first else { return [] }
      return try CircuitFunction(layer.circuit, observables: layer.observables).values(at: image)
    }
    #expect(try values(0) == values(14))
    #expect(try values(0) != values(1))
  }

  static func point(of circuit: Circuit) -> [Double] {
    var draws = RandomStream(seed: 11).substream("point")
    return circuit.parameters.map { _ in draws.uniform() * 2 - 0.5 }
  }
}
