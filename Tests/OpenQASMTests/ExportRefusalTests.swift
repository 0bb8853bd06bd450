import Circuits
import OpenQASM
import Testing

@Suite("Refusals of exports") struct ExportRefusalTests {
  private let samples = ExportSamples.self

  // MARK: Names

  @Test(
    "A name that means something else already is refused, with the name and another one",
    arguments: [
      ("h", "a gate"), ("U", "a gate"), ("u3", "a gate"), ("CX", "a gate"), ("cphase", "a gate"),
      ("measure", "a keyword"), ("qubit", "a keyword"), ("gphase", "a keyword"), ("nop", "a keyword"),
      ("im", "a keyword"), ("pi", "a constant"), ("π", "a constant"), ("euler", "a constant"), ("ℇ", "a constant"),
      ("sin", "a constant or function"), ("popcount", "a constant or function"),
    ])
  func takenNames(name: String, meaning: String) throws {
    let register = Circuit(qubits: .registers([Register(name: name, start: 0, count: 1)]))
    let bits = Circuit(qubits: .registers([]), bitRegisters: [Register(name: name, start: 0, count: 1)])
    let input = samples.circuit(qubits: 1, parameters: [Parameter(name: name)])
    var gate = samples.circuit(qubits: 1)
    gate.declarations = [GateDeclaration(name: name, angleNames: [], qubitNames: ["a"], body: GateBody())]
    for circuit in [register, bits, input, gate] {
      let error = try samples.refusal(of: circuit)
      #expect(error.code.name == "Q801")
      #expect(error.message.contains("`\(name)`") && error.message.contains(meaning))
      #expect(error.help?.contains("\(name.lowercased())_") == true)
    }
  }

  @Test("Two things of one name are refused, whatever they are")
  func duplicates() throws {
    let twoRegisters = Circuit(
      qubits: .registers([Register(name: "a", start: 0, count: 1)]),
      bitRegisters: [Register(name: "a", start: 0, count: 1)])
    let inputAndRegister = samples.circuit(qubits: 1, parameters: [Parameter(name: "q")])
    var gateAndRegister = samples.circuit(qubits: 1)
    gateAndRegister.declarations = [GateDeclaration(name: "q", angleNames: [], qubitNames: ["a"], body: GateBody())]
    var rowAndRegister = Circuit(qubits: .registers([Register(name: "rzz", start: 0, count: 2)]))
    rowAndRegister.append(try samples.gate("rzz"), angles: [.constant(1)], qubits: [0, 1])
    for circuit in [twoRegisters, inputAndRegister, gateAndRegister, rowAndRegister] {
      #expect(try samples.refusal(of: circuit).code.name == "Q801")
    }
  }

  @Test("A register may have the name of a gate that the text does not declare")
  func unusedRowName() throws {
    let circuit = Circuit(qubits: .registers([Register(name: "rzz", start: 0, count: 2)]))
    #expect(try Exporter().string(of: circuit).contains("qubit[2] rzz;"))
  }

  @Test("What is no identifier is refused", arguments: ["", "1q", "a b", "q-1", "$0", "a.b", "😀", "q\n"])
  func invalidNames(name: String) throws {
    let circuit = Circuit(qubits: .registers([Register(name: name, start: 0, count: 1)]))
    #expect(try samples.refusal(of: circuit).code.name == "Q802")
  }

  @Test("Letters of any script make names", arguments: ["θ", "_", "q_1", "Ünï", "量子", "ª"])
  func validNames(name: String) throws {
    let circuit = Circuit(qubits: .registers([Register(name: name, start: 0, count: 1)]))
    let text = try Exporter().string(of: circuit)
    #expect(Loader.load(SourceText(path: "-", text: text)).circuit == circuit)
  }

  @Test("Angles and operands may hide what stands outside, but not what their gate uses")
  func localNames() throws {
    var circuit = samples.circuit(qubits: 2, parameters: [Parameter(name: "x_0")])
    let step = GateBody.Step(try samples.gate("cx"), qubits: [0, 1])
    let body = GateBody(steps: [step])
    circuit.declarations = [GateDeclaration(name: "mine", angleNames: ["x_0"], qubitNames: ["q", "t"], body: body)]
    #expect(try Exporter().string(of: circuit).contains("gate mine(x_0) q, t {"))
    for names in [["cx", "b"], ["a", "a"], ["pi", "b"], ["a", "gate"], ["a", "2"]] {
      circuit.declarations = [GateDeclaration(name: "mine", angleNames: [], qubitNames: names, body: body)]
      #expect(["Q801", "Q802"].contains(try samples.refusal(of: circuit).code.name))
    }
  }

  @Test("OpenQASM 2 names begin with a small letter", arguments: ["Q", "_q", "θ", "1", "creg", "ln", "u3", "U"])
  func version2Names(name: String) throws {
    let circuit = Circuit(qubits: .registers([Register(name: name, start: 0, count: 1)]))
    #expect(["Q801", "Q802"].contains(try samples.refusal(of: circuit, dialect: .openQASM2).code.name))
  }

  @Test("OpenQASM 2 says what its names are, of registers and gates", arguments: ["MAJ", "_q"])
  func version2NameMessages(name: String) throws {
    let register = Circuit(qubits: .registers([Register(name: name, start: 0, count: 1)]))
    var gate = samples.circuit(qubits: 1)
    gate.declarations = [
      GateDeclaration(
        name: name, angleNames: [], qubitNames: ["a"],
        body: GateBody(steps: [GateBody.Step(try samples.gate("x"), qubits: [0])]))
    ]
    for (circuit, owner) in [(register, "qubit register"), (gate, "gate")] {
      let error = try samples.refusal(of: circuit, dialect: .openQASM2)
      #expect(error.message == "the \(owner) is called `\(name)`, which is no name in OpenQASM 2")
      #expect(error.help?.contains("a lower-case letter, then letters") == true)
    }
  }

  // MARK: Circuits that are none

  @Test("Infinity and not-a-number are refused with their operation", arguments: [Double.infinity, .nan, -.infinity])
  func notFinite(value: Double) throws {
    var constant = samples.circuit(qubits: 1)
    constant.reset(0)
    constant.append(try samples.gate("rx"), angles: [.constant(value)], qubits: [0])
    var expression = samples.circuit(qubits: 1, parameters: [Parameter(name: "v")])
    var arena = ExpressionArena()
    let angle = arena.combine(.multiply, arena.parameter(0), .constant(value))
    expression.expressions = arena
    expression.reset(0)
    expression.append(try samples.gate("rx"), angles: [angle], qubits: [0])
    for circuit in [constant, expression] {
      let error = try samples.refusal(of: circuit)
      #expect(error.code.name == "Q804" && error.operation == 1 && error.message.contains("`rx`"))
    }
    var delay = samples.circuit(qubits: 1)
    delay.delay(Duration(value, .seconds), [0])
    #expect(try samples.refusal(of: delay).operation == 0)
    var gate = samples.circuit(qubits: 1)
    gate.append(try samples.gate("x", powers: [value]), qubits: [0])
    #expect(try samples.refusal(of: gate).code.name == "Q804")
  }

  @Test("Boxes that do not match are refused")
  func boxes() throws {
    var closed = samples.circuit(qubits: 1)
    closed.endBox()
    var open = samples.circuit(qubits: 1)
    open.reset(0)
    open.startBox(nil)
    #expect(try samples.refusal(of: closed).operation == 0)
    #expect(try samples.refusal(of: open).operation == 1)
  }

  @Test("A gate that is declared later, or not at all, is refused")
  func forwardReference() throws {
    let later = GateBody(steps: [GateBody.Step(Gate(.declared(1)), qubits: [0])])
    var circuit = samples.circuit(qubits: 1)
    circuit.declarations = [
      GateDeclaration(name: "first", angleNames: [], qubitNames: ["a"], body: later),
      GateDeclaration(name: "second", angleNames: [], qubitNames: ["a"], body: GateBody()),
    ]
    #expect(try samples.refusal(of: circuit).code.name == "Q809")
    circuit.declarations = []
    circuit.append(Gate(.declared(7)), qubits: [0])
    #expect(try samples.refusal(of: circuit).code.name == "Q809")
  }

  @Test("A gate with too few or too many angles or qubits is refused")
  func operandCounts() throws {
    for (angles, qubits) in [(0, 1), (2, 1), (1, 0), (1, 2)] {
      var circuit = samples.circuit(qubits: 2)
      circuit.append(
        try samples.gate("rx"), angles: Array(repeating: .constant(1), count: angles), qubits: Array(0..<qubits))
      #expect(try samples.refusal(of: circuit).code.name == "Q809")
    }
  }

  @Test("A gate that acts on nothing is refused")
  func gateWithoutQubits() throws {
    var circuit = samples.circuit(qubits: 1)
    circuit.declarations = [GateDeclaration(name: "none", angleNames: [], qubitNames: [], body: GateBody())]
    #expect(try samples.refusal(of: circuit).code.name == "Q809")
  }

  @Test("An opaque gate has no OpenQASM 3")
  func opaque() throws {
    var circuit = samples.circuit(qubits: 1)
    circuit.declarations = [GateDeclaration(name: "magic", angleNames: [], qubitNames: ["a"], body: nil)]
    let error = try samples.refusal(of: circuit)
    #expect(error.code.name == "Q803" && error.code.severity == .unsupported && error.message.contains("`magic`"))
  }

  @Test("A remark that would not read back is refused")
  func remarks() throws {
    for remark in [
      Remark(.pragma, text: "two\nlines", operation: 0), Remark(.annotation, text: "a\rb", operation: 0),
      Remark(.annotation, text: "", operation: 0), Remark(.annotation, text: "1st", operation: 0),
      Remark(.annotation, text: "late", operation: 4),
    ] {
      var circuit = try samples.bell()
      circuit.remarks = [remark]
      #expect(try samples.refusal(of: circuit).code.name == "Q808")
    }
  }

  @Test("A circuit whose text would never end is refused at once")
  func endlessText() throws {
    var circuit = samples.circuit(qubits: 1, parameters: [Parameter(name: "v")])
    var arena = ExpressionArena()
    var angle = arena.parameter(0)
    for _ in 0..<100 { angle = arena.combine(.multiply, angle, angle) }
    circuit.expressions = arena
    circuit.append(try samples.gate("rx"), angles: [angle], qubits: [0])
    #expect(try samples.refusal(of: circuit).code.name == "Q811")
  }

  // MARK: Errors

  @Test("Every code is of the export's hundred, once, and explains itself")
  func codes() {
    let codes = DiagnosticCode.exportCodes
    #expect(Set(codes.map(\.name)).count == codes.count)
    for code in codes {
      #expect(code.name.hasPrefix("Q8") && code.name.count == 4)
      #expect(!code.title.hasSuffix(".") && code.explanation.hasSuffix("."))
    }
  }

  @Test("An error says which operation, and becomes a diagnostic at its place")
  func errorText() throws {
    var circuit = samples.circuit(qubits: 1)
    circuit.delay(Duration(5, .nanoseconds), [0])
    let error = try samples.refusal(of: circuit, dialect: .openQASM2)
    #expect(error.description == "Q806: operation 1: OpenQASM 2 has no delay\nhelp: remove the delay")
    let range = SourceRange(file: 0, start: 3, end: 9)
    #expect(error.diagnostic(at: range).range == range && error.diagnostic(at: range).severity == .unsupported)
  }
}
