import Circuits
import Execution
import Numerics
import Simulation
import Testing

@Suite struct FunctionRefusalTests {
  private func rotated() throws -> Circuit {
    var circuit = FunctionCircuits.empty(2, parameters: 1)
    circuit.append(try FunctionCircuits.gate("rx"), angles: [circuit.expressions.parameter(0)], qubits: [0])
    return circuit
  }

  @Test("Measurements at the end change nothing, and a reset of a fresh qubit neither")
  func measurements() throws {
    let plain = try rotated()
    var circuit = FunctionCircuits.empty(2, parameters: 1)
    circuit.reset(0)
    circuit.append(try FunctionCircuits.gate("rx"), angles: [circuit.expressions.parameter(0)], qubits: [0])
    circuit.measure(0, into: 0)
    circuit.measure(1, into: 1)
    let observables = [try FunctionCircuits.observable("Z0"), try FunctionCircuits.observable("Y0")]
    let values = try CircuitFunction(circuit, observables: observables).values(at: [0.4])
    #expect(values == (try CircuitFunction(plain, observables: observables).values(at: [0.4])))
  }

  @Test("What has no one final state is refused")
  func noFinalState() throws {
    var measured = try rotated()
    measured.measure(0, into: 0)
    measured.append(try FunctionCircuits.gate("x"), qubits: [0])
    #expect(throws: SimulationError.measuredTooEarly(qubit: 0)) { try CircuitFunction(measured, observables: []) }
    var reset = try rotated()
    reset.reset(0)
    #expect(throws: SimulationError.resetInBetween(qubit: 0)) { try CircuitFunction(reset, observables: []) }
  }

  @Test("A fractional power of a symbolic gate is refused, never differentiated wrongly")
  func symbolicPower() throws {
    var circuit = FunctionCircuits.empty(1, parameters: 1)
    circuit.append(
      try FunctionCircuits.gate("rx", powers: [0.5]), angles: [circuit.expressions.parameter(0)], qubits: [0])
    #expect(throws: SimulationError.circuit(.symbolicPower(gate: "rx", exponent: 0.5))) {
      try CircuitFunction(circuit, observables: [])
    }
  }

  @Test("Angles that are no numbers name their gate")
  func notFinite() throws {
    let function = try CircuitFunction(try rotated(), observables: [try FunctionCircuits.observable("Z0")])
    for value in [Double.infinity, -.infinity] {
      #expect(throws: SimulationError.angleNotFinite(gate: "rx", value: value)) {
        try function.values(at: [0, 1, value])
      }
    }
    #expect(throws: SimulationError.self) { try function.gradients(at: [Double.nan], withRespectTo: [0]) }
    var circuit = FunctionCircuits.empty(1, parameters: 1)
    circuit.append(try FunctionCircuits.gate("ry"), angles: [.constant(.infinity)], qubits: [0])
    #expect(throws: SimulationError.angleNotFinite(gate: "ry", value: .infinity)) {
      try CircuitFunction(circuit, observables: [])
    }
  }

  @Test("Wrong numbers of values, parameters and qubits that are not there are refused")
  func counts() throws {
    let circuit = FunctionCircuits.empty(2, parameters: 2)
    let function = try CircuitFunction(circuit, observables: [try FunctionCircuits.observable("Z1")])
    #expect(throws: SimulationError.self) { try function.values(at: [1, 2, 3]) }
    #expect(throws: SimulationError.self) { try function.gradients(at: [1, 2], withRespectTo: [2]) }
    #expect(throws: SimulationError.self) { try function.gradients(at: [1, 2], withRespectTo: [-1]) }
    #expect(throws: SimulationError.self) { try function.probabilities(at: [1, 2], of: [2]) }
    #expect(throws: SimulationError.noSuchQubit(2, count: 2)) {
      try CircuitFunction(circuit, observables: [try FunctionCircuits.observable("Z2")])
    }
    let derivatives = try function.derivatives(rows: [0], columns: [1])
    #expect(throws: SimulationError.self) { try derivatives.distances(at: [1, 2], to: [1, 2]) }
    #expect(try function.values(at: [Double]()) == [])
    #expect(throws: SimulationError.self) {
      try function.values(at: CircuitPoints(base: [1], varying: [0], values: [1]))
    }
    for parameter in [-1, 2] {
      #expect(throws: SimulationError.self) {
        try function.values(at: CircuitPoints(base: [1, 2], varying: [parameter], values: [1]))
      }
    }
  }

  @Test("Circuits without parameters, gates or observables evaluate")
  func empty() throws {
    let circuit = FunctionCircuits.empty(3, parameters: 0)
    #expect(
      try CircuitFunction(circuit, observables: [try FunctionCircuits.observable("Z0 - 2")]).values(at: [Double]()) == [
        -1
      ])
    #expect(try CircuitFunction(circuit, observables: []).values(at: [Double]()) == [])
    #expect(try CircuitFunction(circuit, observables: []).probabilities(at: [Double]()) == [1, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test("A declared width quantises the angle before it is used")
  func quantised() throws {
    var circuit = Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: 1)]),
      parameters: [Parameter(name: "a", kind: .angle(width: 4))])
    circuit.append(try FunctionCircuits.gate("ry"), angles: [circuit.expressions.parameter(0)], qubits: [0])
    let value = try CircuitFunction(circuit, observables: [try FunctionCircuits.observable("Z0")]).values(at: [0.8])[0]
    #expect(abs(value - Complex.phase(.pi / 4).real) < 1e-14)
  }
}
