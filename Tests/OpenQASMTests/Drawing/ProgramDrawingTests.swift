import Circuits
import Foundation
import OpenQASM
import Testing

@Suite struct ProgramDrawingTests {
  private static func compare(_ text: String, withGolden name: String) throws {
    let golden = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Resources/drawings/\(name).txt")
    if ProcessInfo.processInfo.environment["SHOTGLASS_RECORD"] == "1" {
      try text.write(to: golden, atomically: true, encoding: .utf8)
    }
    #expect(text == (try String(contentsOf: golden, encoding: .utf8)))
  }

  private static func program(_ text: String) throws -> Program {
    let result = Loader.load(SourceText(path: "drawn.qasm", text: text))
    #expect(result.diagnostics.isEmpty)
    return try #require(result.program)
  }

  @Test("Programs are drawn like the golden drawings", arguments: DrawnProgram.allCases)
  func golden(drawn: DrawnProgram) throws {
    let program = try Self.program(drawn.text)
    #expect(program.staticCircuit == nil)
    try Self.compare(ProgramDrawing(program, width: 100).text, withGolden: drawn.rawValue)
  }

  @Test(
    "Programs are drawn in ASCII like the golden drawings",
    arguments: [DrawnProgram.teleportation, .loop, .range, .subroutines])
  func goldenASCII(drawn: DrawnProgram) throws {
    let text = ProgramDrawing(try Self.program(drawn.text), width: 60, isUnicode: false).text
    try Self.compare(text, withGolden: drawn.rawValue + "-ascii")
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test("No line is wider than asked, or than 40", arguments: DrawnProgram.allCases, [0, 40, 57, 200])
  func width(drawn: DrawnProgram, width: Int) throws {
    let text = ProgramDrawing(try Self.program(drawn.text), width: width).text
    for line in text.split(separator: "\n") {
      #expect(line.unicodeScalars.count <= max(40, width))
      #expect(line.last != " ")
    }
  }

  @Test("A program that is a circuit is drawn as that circuit")
  func circuit() throws {
    let program = try Self.program("include \"stdgates.inc\"; qubit[2] q; h q; cx q[0], q[1];")
    let circuit = try #require(program.staticCircuit)
    #expect(ProgramDrawing(program).text == CircuitDrawing(circuit).text)
  }

  @Test("A number that a loop changes chooses no single qubit")
  func changingNumber() throws {
    let program = try Self.program(
      """
      include "stdgates.inc"; qubit[2] q; bit c; int n = 0;
      c = measure q[0];
      while (c) { x q[n]; n += 1; c = measure q[0]; }
      """)
    let expected = """
             ┌─┐ while (c) { ┌───┐ ┌─┐ }
      q[0]: ─┤M├─╫───────────┤   ├─┤M├─╫─
             └╥┘ ║           │ X │ └╥┘ ║
      q[1]: ──╫──╫───────────┤   ├──╫──╫─
              ║  ║           └───┘  ║  ║
         c: ══╩══╬══════════════════╩══╬═

      """
    #expect(ProgramDrawing(program).text == expected)
  }

  @Test("Of a large register only what is used is drawn")
  func largeRegister() throws {
    let program = try Self.program(
      """
      include "stdgates.inc"; qubit[1000000] q; bit c; int n = 0;
      c = measure q[5];
      if (c) { n = 7; }
      x q[n];
      """)
    let text = ProgramDrawing(program).text
    #expect(text.contains("(999997 idle qubits are not drawn)"))
    #expect(text.split(separator: "\n").count < 20)
  }
}
