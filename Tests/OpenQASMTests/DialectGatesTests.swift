import Circuits
import OpenQASM
import Testing

/// Gates that are there without an include, as in Braket's dialect.
@Suite struct DialectGatesTests {
  private func load(_ text: String, _ libraries: GateLibrary) -> LoadResult {
    Loader.load(SourceText(path: "-", text: text), libraries: libraries)
  }

  @Test("A dialect's gates are there under its names, and only where it is asked for")
  func names() {
    let text = "OPENQASM 3.0; qubit[2] q; h q[0]; cnot q[0], q[1]; prx(0.1, 0.2) q[0]; si q[1]; phaseshift(1) q[0];"
    #expect(load(text, []).circuit == nil)
    let circuit = load(text, .braket).circuit
    let rows = circuit?.gates.compactMap { gate in
      if case .standard(let row) = gate.target { row.name } else { nil }
    }
    #expect(rows == ["h", "cx", "prx", "sdg", "p"])
  }

  @Test("Their names may be given to anything else, once")
  func shadowing() {
    let text = "OPENQASM 3.0; bit[2] v; qubit[2] t; gate h a { x a; } h t[0]; v = measure t;"
    #expect(load(text, .braket).circuit?.bitRegisters.map(\.name) == ["v"])
    #expect(load("OPENQASM 3.0; bit t; bit t;", .braket).diagnostics.map(\.code) == [.declaredTwice])
    #expect(load("OPENQASM 3.0; bit U;", .braket).diagnostics.map(\.code) == [.declaredTwice])
  }
}
