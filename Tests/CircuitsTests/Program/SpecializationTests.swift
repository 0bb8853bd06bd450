import Numerics
import Testing

@testable import Circuits

private let x = Gate(.x)
private let phase = Gate(.p)

private func int(_ value: Int) -> Value { .integer(Int64(value), width: 64) }

private func circuit(bits: Int = 3, output: Int = 0) -> Circuit {
  var registers = [Register(name: "c", start: 0, count: bits)]
  if output > 0 { registers.append(Register(name: "out", start: bits, count: output, isOutput: true)) }
  return Circuit(qubits: .registers([Register(name: "q", start: 0, count: 3)]), bitRegisters: registers)
}

/// The operations of a circuit, one word each.
private func words(_ circuit: Circuit) -> [String] {
  circuit.operations.indices.map { index in
    let operands = circuit.operands(of: index).map { $0 == Operation.noBit ? "-" : "\($0)" }.joined(separator: ",")
    let angles = circuit.angles(of: index).compactMap { $0.constantValue }
    return "\(circuit.operations[index].kind) \(operands)" + (angles.isEmpty ? "" : " \(angles)")
  }
}

extension Specialization {
  fileprivate var circuit: Circuit? {
    if case .circuit(let circuit, _) = self { circuit } else { nil }
  }

  fileprivate var isDynamic: Bool {
    if case .dynamic = self { true } else { false }
  }
}

/// `for i in [0:2] body`, with i in slot 0 and the body's code behind the test at 5.
private func loop(_ body: [Instruction], upTo last: Int = 2) -> [Instruction] {
  let end = 5 + body.count + 3
  return [
    .load(.global(0), int(0)), .load(.global(1), int(last)), .load(.global(2), int(1)),
    .binary(.global(3), .lessOrEqual, .global(0), .global(1)), .branch(.global(3), otherwise: end - 1),
  ] + body + [.binary(.global(0), .add, .global(0), .global(2)), .jump(to: 3), .end]
}

@Suite("Programs that are circuits once they are run ahead")
struct SpecializationTests {
  @Test("a loop that measures into one bit after the other is so many measurements")
  func measuringLoop() throws {
    let code = loop([
      .load(.global(4), .qubits([0, 1, 2])), .select(.global(5), from: .global(4), [[.at(.global(0))]]),
      .gate(x, angles: [], qubits: [.single(.global(5))]), .measure(.single(.global(5)), into: .global(6)),
      .readBits(.global(7), 0..<3), .store(into: .global(7), [[.at(.global(0))]], .global(6)),
      .writeBits(0..<3, from: .global(7)),
    ])
    guard
      case .circuit(let circuit, let origins) = Program(circuit: circuit(), code: code, globalCount: 8).specialized()
    else {
      Issue.record("nothing in it depends on an outcome")
      return
    }
    #expect(words(circuit) == ["gate 0", "measure 0,0", "gate 1", "measure 1,1", "gate 2", "measure 2,2"])
    #expect(origins == [7, 8, 7, 8, 7, 8].map { .instruction($0) })
  }

  @Test("a subroutine may return an outcome, and change a string of them")
  func outcomesFromSubroutines() throws {
    let code: [Instruction] = [
      .load(.global(0), .qubits([1])), .load(.global(2), .bits(BitString(0b101, width: 3))),
      .call(
        routine: 0, arguments: [.global(0), .global(2)], result: .global(1),
        writeBacks: [WriteBack(parameter: 1, slot: .global(2))]),
      .writeBits(0..<3, from: .global(2)), .convert(.global(1), from: .global(1), to: .bool),
      .writeBits(0..<1, from: .global(1)), .end,
      .measure(.single(.local(0)), into: .local(2)), .measure(.fixed(2), into: .local(3)), .load(.local(4), int(1)),
      .store(into: .local(1), [[.at(.local(4))]], .local(3)), .return(.local(2)),
    ]
    let program = Program(
      circuit: circuit(), code: code, globalCount: 3, routines: [Routine(name: "f", entry: 7, localCount: 5)])
    let circuit = try #require(program.specialized().circuit)
    #expect(words(circuit) == ["measure 1,0", "measure 2,1"])
    #expect(circuit.bitRegisters[0].initialValue?.description == "100")
  }

  @Test("a secret string drives gates")
  func secret() throws {
    let code = loop([
      .load(.global(4), .bits(BitString(0b101, width: 3))),
      .select(.global(5), from: .global(4), [[.at(.global(0))]]), .branch(.global(5), otherwise: 11),
      .load(.global(6), .qubits([0, 1, 2])), .select(.global(7), from: .global(6), [[.at(.global(0))]]),
      .gate(x, angles: [], qubits: [.single(.global(7))]),
    ])
    let program = Program(circuit: circuit(), code: code, globalCount: 8)
    #expect(words(try #require(program.specialized().circuit)) == ["gate 0", "gate 2"])
  }

  @Test("operations keep their marks, boxes and bits, an overwritten outcome has none")
  func copiedOperations() throws {
    var source = circuit()
    source.startBox(Duration(5, .nanoseconds))
    source.measure(0, into: 1)
    source.endBox()
    source.delay(Duration(7, .deviceTicks), [0, 1])
    source.remarks = [
      Remark(.pragma, text: "first", operation: 0), Remark(.annotation, text: "keep", operation: 1),
      Remark(.pragma, text: "last", operation: 4),
    ]
    let program = Program(circuit: source, code: [.operations(0..<3), .operations(0..<4), .end])
    guard case .circuit(let circuit, let origins) = program.specialized() else {
      Issue.record("there is no control flow")
      return
    }
    #expect(
      words(circuit) == [
        "boxStart ", "measure 0,-", "boxEnd ", "boxStart ", "measure 0,1", "boxEnd ", "delay 0,1",
      ])
    #expect(circuit.duration(at: circuit.operations[3].index) == Duration(5, .nanoseconds))
    #expect(circuit.remarks.map { "\($0.text) \($0.operation)" } == ["first 0", "keep 1", "keep 4", "last 7"])
    #expect(origins == [0, 1, 2, 0, 1, 2, 3].map { .operation($0) })
  }

  @Test("angles over parameters stay expressions, or become numbers with the parameters")
  func parameters() throws {
    var source = circuit()
    source.parameters = [Parameter(name: "a"), Parameter(name: "n", kind: .integer(width: nil))]
    let (a, n) = (source.expressions.parameter(0), source.expressions.parameter(1))
    let code: [Instruction] = [
      .evaluate(.global(0), a, as: .float(nil)), .load(.global(1), .float(2)),
      .binary(.global(0), .multiply, .global(0), .global(1)), .function(.global(0), .sin, [.global(0)]),
      .evaluate(.global(2), n, as: .int(nil)), .convert(.global(2), from: .global(2), to: .float(nil)),
      .binary(.global(0), .add, .global(0), .global(2)), .gate(phase, angles: [.global(0)], qubits: [.fixed(1)]), .end,
    ]
    let program = Program(circuit: source, code: code, globalCount: 3)
    let symbolic = try #require(program.specialized().circuit)
    #expect(
      AngleText(arena: symbolic.expressions, parameterNames: ["a", "n"]).text(symbolic.angles[0]) == "sin(a*2) + n")
    let bound = try #require(program.specialized(parameters: [0.25, 3]).circuit)
    #expect(bound.parameters.isEmpty)
    #expect(bound == symbolic.bound(to: [0.25, 3]))
    let branching = Program(circuit: source, code: [code[4], .branch(.global(2), otherwise: 0)], globalCount: 3)
    #expect(branching.specialized().isDynamic)
    #expect(branching.specialized(parameters: [0, 1]).circuit?.operations.isEmpty == true)
  }

  @Test("unreported registers may hold what is no outcome, reported ones not")
  func outputs() throws {
    let code: [Instruction] = [
      .measure(.fixed(0), into: .global(0)), .writeBits(0..<1, from: .global(0)),
      .writeBits(3..<4, from: .global(0)), .unary(.global(1), .not, .global(0)), .writeBits(1..<2, from: .global(1)),
      .end,
    ]
    let reported = Program(circuit: circuit(output: 1), code: code, globalCount: 2)
    #expect(words(try #require(reported.specialized().circuit)) == ["measure 0,3"])
    #expect(Program(circuit: circuit(bits: 4), code: code, globalCount: 2).specialized().isDynamic)
  }

  @Test(
    "what depends on an outcome or an input is no circuit",
    arguments: [
      [.branch(.global(0), otherwise: 0)],
      [.unary(.global(0), .not, .global(0)), .writeBits(0..<1, from: .global(0))],
      [.writeBits(0..<1, from: .global(0)), .writeBits(1..<2, from: .global(0))],
      [.load(.global(1), .qubits([0, 1])), .select(.global(2), from: .global(1), [[.at(.global(0))]])],
      [
        .convert(.global(2), from: .global(0), to: .float(nil)),
        .gate(phase, angles: [.global(2)], qubits: [.fixed(0)]),
      ],
      [.convert(.global(2), from: .global(0), to: .int(nil)), .binary(.global(2), .divide, .global(2), .global(2))],
      [.input(.global(1), 0), .branch(.global(1), otherwise: 0)],
      [.rangeCount(.global(1), first: .global(0), step: nil, last: .global(0))], [.jump(to: 0)],
    ] as [[Instruction]])
  func dynamic(_ code: [Instruction]) {
    let program = Program(
      circuit: circuit(), code: [.measure(.fixed(0), into: .global(0))] + code + [.end], globalCount: 3,
      inputs: [InputVariable(name: "n", type: .bool)])
    #expect(program.specialized(stepLimit: 1000).isDynamic)
  }

  @Test("limits and outputs that are no bits make a program dynamic, given inputs do not")
  func limits() throws {
    let code = loop([.gate(x, angles: [], qubits: [.fixed(0)])], upTo: 99)
    let program = Program(circuit: circuit(), code: code, globalCount: 4)
    #expect(program.specialized().circuit?.operations.count == 100)
    #expect(program.specialized(stepLimit: 50).isDynamic)
    #expect(program.specialized(operationLimit: 99).isDynamic)
    var other = program
    other.outputs = [OutputVariable(name: "i", type: .int(nil), slot: .global(0))]
    #expect(other.specialized().isDynamic)
    let input = Program(
      circuit: circuit(), code: [.input(.global(0), 0), .writeBits(0..<1, from: .global(0))], globalCount: 1,
      inputs: [InputVariable(name: "b", type: .bit)])
    #expect(input.specialized().isDynamic)
    #expect(input.specialized(inputs: [.bool(true)]).circuit?.bitRegisters[0].initialValue?.description == "001")
  }

  @Test("a fault on the way that the program always takes is found, with its place")
  func faults() {
    let program = Program(
      circuit: circuit(),
      code: [
        .measure(.fixed(0), into: .global(0)), .load(.global(1), int(0)),
        .binary(.global(1), .divide, .global(1), .global(1)), .end,
      ], globalCount: 2)
    guard case .fault(.divisionByZero, at: .instruction(2)) = program.specialized() else {
      Issue.record("0 / 0 does not depend on the outcome")
      return
    }
  }

  @Test("an outcome divided by zero is a fault whatever it is", arguments: [BinaryOperator.divide, .remainder])
  func dividedOutcomes(_ operation: BinaryOperator) {
    let program = Program(
      circuit: circuit(),
      code: [
        .measure(.fixed(0), into: .global(0)), .convert(.global(0), from: .global(0), to: .int(nil)),
        .load(.global(1), int(0)), .binary(.global(2), operation, .global(0), .global(1)), .end,
      ], globalCount: 3)
    guard case .fault(.divisionByZero, at: .instruction(3)) = program.specialized() else {
      Issue.record("no outcome can be divided by zero")
      return
    }
  }

  @Test("an outcome that is stored where nothing is, is a fault")
  func storedOutcomes() {
    let program = Program(
      circuit: circuit(),
      code: [
        .measure(.fixed(0), into: .global(0)), .load(.global(1), .integer(0, width: 4)), .load(.global(2), int(7)),
        .store(into: .global(1), [[.at(.global(2))]], .global(0)), .end,
      ], globalCount: 3)
    guard case .fault(.indexOutOfRange(index: 7, count: 4), at: .instruction(3)) = program.specialized() else {
      Issue.record("an int[4] has no bit 7")
      return
    }
  }

  @Test("a circuit is what it was")
  func circuits() throws {
    var source = circuit()
    source.append(x, qubits: [2])
    source.measure(2, into: 0)
    source.measure(1, into: 0)
    guard case .circuit(let same, let origins) = Program(source).specialized() else {
      Issue.record("a circuit is no dynamic program")
      return
    }
    #expect(same == source)
    #expect(origins == [.operation(0), .operation(1), .operation(2)])
  }
}
