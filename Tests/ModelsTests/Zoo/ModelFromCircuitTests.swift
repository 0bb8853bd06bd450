import Circuits
import Models
import Testing

@Suite struct ModelFromCircuitTests {
  private static func circuit(_ names: String...) -> Circuit {
    Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: 2)]), parameters: names.map { Parameter(name: $0) })
  }

  private static let observable = Observable([(1, PauliString(1, .z))])

  private static func error(
    _ circuit: Circuit, inputs: String = "x*", weights: String = "w*", observables: [Observable] = [observable]
  ) -> ModelCircuitError? {
    do throws(ModelCircuitError) {
      _ = try Model(name: "file", circuit: circuit, inputs: inputs, weights: weights, observables: observables)
      return nil
    } catch { return error }
  }

  @Test("every parameter is an input or a weight, by its name")
  func sortsParameters() throws {
    let model = try Model(
      name: "file", circuit: Self.circuit("w_1", "x_0", "w_0", "x_1"), inputs: "x_?", weights: "w*",
      observables: [Self.observable])
    let layer = try #require(model.leadingCircuit)
    #expect(layer.inputs == [1, 3] && layer.weights == [0, 2])
    #expect(model.summary == "2 inputs and 2 weights on 2 qubits")
  }

  @Test("what cannot be a model is refused, with the parameter and the way out")
  func refuses() {
    #expect(
      Self.error(Self.circuit("x", "y"))?.message
        == "parameter y is matched by neither --inputs 'x*' nor --weights 'w*': widen one of them, or bind the "
        + "parameter in the file")
    #expect(Self.error(Self.circuit("xw"), weights: "*w") == .bothRoles(parameter: "xw", inputs: "x*", weights: "*w"))
    #expect(Self.error(Self.circuit("w")) == .noInput(glob: "x*", parameters: ["w"]))
    #expect(Self.error(Self.circuit()) == .noInput(glob: "x*", parameters: []))
    #expect(Self.error(Self.circuit("x"), observables: []) == .noObservable)
    let wide = Observable([(1, PauliString(2, .z))])
    #expect(Self.error(Self.circuit("x"), observables: [wide]) == .observableTooWide(observable: "Z2", qubitCount: 2))
  }
}
