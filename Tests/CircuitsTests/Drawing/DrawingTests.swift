import Circuits
import Foundation
import Testing

@Suite struct DrawingTests {
  private static func compare(_ text: String, withGolden name: String) throws {
    let golden = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Resources/Drawing/\(name).txt")
    if ProcessInfo.processInfo.environment["SHOTGLASS_RECORD"] == "1" {
      try text.write(to: golden, atomically: true, encoding: .utf8)
    }
    #expect(text == (try String(contentsOf: golden, encoding: .utf8)))
  }

  @Test("Circuits are drawn like the golden drawings", arguments: DrawnCircuit.allCases)
  func golden(drawn: DrawnCircuit) throws {
    try Self.compare(CircuitDrawing(try drawn.circuit(), width: 80).text, withGolden: drawn.rawValue)
  }

  @Test(
    "Circuits are drawn in ASCII like the golden drawings",
    arguments: [DrawnCircuit.ghz, .controls, .teleportation, .timing, .declared])
  func goldenASCII(drawn: DrawnCircuit) throws {
    let text = CircuitDrawing(try drawn.circuit(), width: 60, isUnicode: false).text
    try Self.compare(text, withGolden: drawn.rawValue + "-ascii")
    #expect(drawn == .declared || text.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test("No line is wider than asked, or than 40", arguments: DrawnCircuit.allCases, [0, 40, 57, 200])
  func width(drawn: DrawnCircuit, width: Int) throws {
    let text = CircuitDrawing(try drawn.circuit(), width: width).text
    for line in text.split(separator: "\n") {
      let wide = line.unicodeScalars.count { "信号".unicodeScalars.contains($0) }
      #expect(line.unicodeScalars.count + wide <= max(40, width))
      #expect(line.last != " ")
    }
  }

  @Test("A barrier holds back what follows on its qubits, and nothing else")
  func barrier() throws {
    var circuit = DrawnCircuit.circuit(2)
    circuit.append(try DrawnCircuit.gate("x"), qubits: [0])
    circuit.barrier([0])
    circuit.append(try DrawnCircuit.gate("y"), qubits: [0])
    circuit.append(try DrawnCircuit.gate("z"), qubits: [1])
    let expected = """
             ┌───┐   ┌───┐
      q[0]: ─┤ X ├─░─┤ Y ├─
             ├───┤   └───┘
      q[1]: ─┤ Z ├─────────
             └───┘

      """
    #expect(CircuitDrawing(circuit).text == expected)
  }

  @Test("A gate on distant qubits keeps the wires between them free")
  func distant() throws {
    var circuit = DrawnCircuit.circuit(3)
    circuit.append(try DrawnCircuit.gate("cx"), qubits: [0, 2])
    circuit.append(try DrawnCircuit.gate("h"), qubits: [1])
    let expected = """
      q[0]: ───●─────────
               │   ┌───┐
      q[1]: ───┼───┤ H ├─
             ┌─┴─┐ └───┘
      q[2]: ─┤ X ├───────
             └───┘

      """
    #expect(CircuitDrawing(circuit).text == expected)
  }

  @Test("A circuit without qubits has no drawing")
  func nothing() {
    #expect(CircuitDrawing(DrawnCircuit.circuit(0)).text == "")
  }

  @Test("Idle qubits of a large register are not drawn but counted")
  func idle() throws {
    var circuit = DrawnCircuit.circuit(1_000_000_000)
    circuit.append(try DrawnCircuit.gate("cx"), qubits: [999_999_999, 7])
    let expected = """
                     ┌───┐
              q[7]: ─┤ X ├─
                     └─┬─┘
      q[999999999]: ───●───
      (999999998 idle qubits are not drawn)

      """
    #expect(CircuitDrawing(circuit).text == expected)
  }

  @Test("Qubits of a machine on which only barriers act are drawn all the same")
  func barriersAlone() {
    var circuit = Circuit(qubits: .physical(count: 9))
    circuit.barrier([2, 5])
    #expect(CircuitDrawing(circuit).text == "$2: ─░─\n     ░\n$5: ─░─\n")
  }

  @Test("Many wires are drawn only where something happens on them")
  func manyWires() throws {
    let text = CircuitDrawing(try DrawnCircuit.ghz(60)).text
    let first = try #require(text.split(separator: "\n\n").first)
    #expect(first.contains(" q[9]: "))
    #expect(!first.contains("q[40]"))
  }

  @Test("An expression with an endless text is cut off")
  func endlessExpression() throws {
    var circuit = DrawnCircuit.circuit(1)
    circuit.parameters = [Parameter(name: "x")]
    var angle = circuit.expressions.parameter(0)
    for _ in 0..<200 { angle = circuit.expressions.combine(.multiply, angle, angle) }
    circuit.append(try DrawnCircuit.gate("rx"), angles: [angle], qubits: [0])
    let text = CircuitDrawing(circuit).text
    #expect(text.contains("…"))
    #expect(text.count < 400)
  }

  @Test("Ten thousand operations are drawn at once")
  func large() throws {
    let circuit = try DrawnCircuit.random(qubits: 20, gates: 10_000)
    var text = ""
    let time = ContinuousClock().measure { text = CircuitDrawing(circuit).text }
    #expect(text.utf8.count > 1_000_000)
    // Unoptimised and on a busy machine; a second is the goal of an optimised build.
    #expect(time < .seconds(20))
  }
}
