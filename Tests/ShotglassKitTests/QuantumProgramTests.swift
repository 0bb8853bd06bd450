import ShotglassKit
import Testing

/// The example of the README, line for line.
private func example() throws -> [String: Int] {
  let program = try QuantumProgram(
    openQASM: """
      include "stdgates.inc";
      input float x_0;
      qubit[2] q;
      ry(2 * x_0) q[0];
      cx q[0], q[1];
      bit[2] c = measure q;
      """)
  return try program.sample(shots: 1000, seed: 7, inputs: ["x_0": 0.5])
}

@Suite("The library's front door")
struct QuantumProgramTests {
  @Test("the README's example runs")
  func readme() throws {
    let counts = try example()
    #expect(Set(counts.keys) == ["00", "11"])
    // sin(0.5)^2 of 1000 shots, give or take five standard deviations.
    #expect(abs((counts["11"] ?? 0) - 230) < 67)
  }

  @Test("errors show the line")
  func errors() throws {
    let error = try #require(throws: ProgramError.self) { try QuantumProgram(openQASM: "qubit q;\nh q;") }
    #expect(error.description.contains("program.qasm:2:1"))
    #expect(error.description.contains("include \"stdgates.inc\";"))
  }

  @Test("text for every dialect reads back as the same state", arguments: TextDialect.allCases)
  func dialects(_ dialect: TextDialect) throws {
    let program = try QuantumProgram(openQASM: "include \"stdgates.inc\"; qubit[2] q; h q[0]; cx q[0], q[1];")
    let text = try program.text(for: dialect)
    guard dialect != .braket else { return #expect(text.contains("cnot q[0], q[1];")) }
    let again = try QuantumProgram(openQASM: text)
    let overlap = zip(try program.amplitudes(), try again.amplitudes()).reduce((0.0, 0.0)) { sum, pair in
      let (first, second) = pair
      return (
        sum.0 + first.real * second.real + first.imaginary * second.imaginary,
        sum.1 + first.real * second.imaginary - first.imaginary * second.real
      )
    }
    #expect(abs(overlap.0 * overlap.0 + overlap.1 * overlap.1 - 1) < 1e-12)
  }

  @Test("programs with control flow are written, or refused at their place")
  func controlFlow() throws {
    let program = try QuantumProgram(
      openQASM: "include \"stdgates.inc\"; qubit q; bit c; c = measure q; while (c) { x q; c = measure q; }")
    #expect(try program.text().contains("while (c) {\n  x q;\n"))
    let error = try #require(throws: ProgramError.self) { try program.text(for: .openQASM2) }
    #expect(error.description.contains("program.qasm:1:"))
    #expect(throws: ProgramError.self) { try program.amplitudes() }
  }

  @Test("names of a gate's operands that OpenQASM 2 cannot have are replaced")
  func operandNames() throws {
    let program = try QuantumProgram(
      openQASM: "gate mine(_a) _b, c { U(_a, 0, 0) _b; ctrl @ U(0, 0, _a) _b, c; } qubit[2] q; mine(1) q[0], q[1];")
    let text = try program.text(for: .openQASM2)
    #expect(text.contains("gate mine(p0) q0, q1 {"))
    #expect(try QuantumProgram(openQASM: text).qubitCount == 2)
  }

  @Test("inputs must be there and known")
  func inputs() throws {
    let program = try QuantumProgram(openQASM: "input float a; qubit q; U(a, 0, 0) q;")
    #expect(program.inputs == ["a"])
    #expect(throws: ProgramError.self) { try program.amplitudes() }
    #expect(throws: ProgramError.self) { try program.amplitudes(inputs: ["a": 1, "b": 2]) }
    #expect(throws: ProgramError.self) { try program.sample(shots: -1, inputs: ["a": 1]) }
    #expect(throws: ProgramError.self) { try program.sample(shots: 1, inputs: ["a": .infinity]) }
  }
}
