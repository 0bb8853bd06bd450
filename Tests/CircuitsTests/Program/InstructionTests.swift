import Numerics
import Testing

@testable import Circuits

private let x = Gate(.x)
private let cx = Gate(.cx)

private func int(_ value: Int) -> Value { .integer(Int64(value), width: 64) }

private func circuit(qubits: Int = 4, bits: Int = 4) -> Circuit {
  Circuit(
    qubits: .registers([Register(name: "q", start: 0, count: qubits)]),
    bitRegisters: [Register(name: "c", start: 0, count: bits)])
}

/// Runs code over slots 0 to 19 and gives what one of them holds at the end.
private func result(_ slot: Int, _ code: [Instruction], inputs: [Value] = []) throws -> Value {
  let program = Program(
    circuit: circuit(), code: code, globalCount: 20,
    inputs: [InputVariable(name: "n", type: .int(8)), InputVariable(name: "m", type: .int(8))])
  return try trace(program, inputs: inputs).execution.value(of: .global(slot))
}

@Suite("Single instructions")
struct InstructionTests {
  @Test("a gate on registers is repeated qubit by qubit, single qubits with each")
  func broadcasting() throws {
    func requests(_ first: [Int], _ second: [Int]) throws -> [String] {
      try trace(
        Program(
          circuit: circuit(),
          code: [
            .load(.global(0), .qubits(first)), .load(.global(1), .qubits(second)),
            .gate(cx, angles: [], qubits: [.register(.global(0)), .register(.global(1))]),
            .gate(cx, angles: [], qubits: [.fixed(3), .register(.global(0))]),
          ], globalCount: 2)
      ).requests
    }
    #expect(try requests([0, 1], [2, 3]) == ["[][][][0, 2]", "[][][][1, 3]", "[][][][3, 0]", "[][][][3, 1]"])
    #expect(throws: ProgramFault.sizeMismatch(expected: 2, found: 1)) { try requests([0, 1], [2]) }
    #expect(throws: ProgramFault.repeatedQubit(1)) { try requests([0, 1], [2, 1]) }
    #expect(throws: ProgramFault.malformed("there is no qubit 7")) { try requests([7], [1]) }
  }

  @Test("measuring a register gives a string of its outcomes")
  func measuringRegisters() throws {
    let (requests, execution) = try trace(
      Program(
        circuit: circuit(),
        code: [
          .load(.global(0), .qubits([3, 1, 0])), .measure(.register(.global(0)), into: .global(1)),
          .writeBits(1..<4, from: .global(1)), .load(.global(0), .qubits([])),
          .measure(.register(.global(0)), into: .global(1)), .measure(.fixed(2), into: .global(0)), .end,
        ], globalCount: 2), outcomes: [true, false, true, true])
    #expect(requests == ["measure 3", "measure 1", "measure 0", "measure 2"])
    #expect(execution.bits.description == "1010")
    #expect(execution.value(of: .global(0)) == .bool(true))
    #expect(execution.value(of: .global(1)) == .bits(BitString(width: 0)))
  }

  @Test("resets, barriers and delays take qubits from slots")
  func otherOperations() throws {
    let code: [Instruction] = [
      .load(.global(0), .qubits([2, 0])), .load(.global(1), .duration(Duration(20, .nanoseconds))),
      .reset(.register(.global(0))), .barrier([.register(.global(0)), .fixed(2), .fixed(1)]),
      .delay(.global(1), [.fixed(3)]), .unary(.global(1), .negate, .global(1)), .delay(.global(1), [.fixed(3)]),
    ]
    let program = Program(circuit: circuit(), code: code.dropLast(), globalCount: 2)
    #expect(try trace(program).requests == ["reset 2", "reset 0", "barrier [2, 0, 1]", "delay 20ns [3]"])
    #expect(throws: ProgramFault.notDefined(operation: "a delay of -20ns")) {
      try trace(Program(circuit: circuit(), code: code, globalCount: 2))
    }
  }

  @Test("registers start with their initial values, bits are read one by one or together")
  func registers() throws {
    var circuit = circuit()
    circuit.bitRegisters[0].initialValue = BitString(0b1010, width: 4)
    let (_, execution) = try trace(
      Program(circuit: circuit, code: [.readBit(.global(0), 3), .readBits(.global(1), 0..<3)], globalCount: 2))
    #expect(execution.value(of: .global(0)) == .bool(true))
    #expect(execution.value(of: .global(1)) == .bits(BitString(0b010, width: 3)))
    #expect(execution.bits.description == "1010")
  }

  @Test("an expression over parameters and an input become values of their types")
  func inputs() throws {
    var circuit = circuit()
    circuit.parameters = [Parameter(name: "x", kind: .angle(width: 2))]
    let angle = circuit.expressions.parameter(0)
    let program = Program(circuit: circuit, code: [.evaluate(.global(0), angle, as: .angle(4))], globalCount: 1)
    let (_, execution) = try trace(program, parameters: [1.7])
    #expect(execution.value(of: .global(0)) == .angle(4, width: 4))
    #expect(throws: ProgramFault.notRepresentable("nan as angle[4]")) { try trace(program) }
    #expect(try result(0, [.input(.global(0), 1)], inputs: [int(1), int(300)]) == .integer(44, width: 8))
    #expect(throws: ProgramFault.missingInput(name: "m")) { try result(0, [.input(.global(0), 1)], inputs: [int(1)]) }
  }

  @Test("values are put together in their order, the first bits at the lowest indices")
  func collections() throws {
    let code: [Instruction] = [
      .load(.global(0), .bits(BitString([true, false]))), .load(.global(1), .bool(true)),
      .concatenate(.global(2), [.global(0), .global(1)]), .collect(.global(3), [.global(1), .global(0)]),
      .concatenate(.global(4), [.global(3), .global(3)]), .function(.global(5), .popcount, [.global(2)]),
    ]
    #expect(try result(2, code).text == "101")
    #expect(try result(4, code).text == "{true, 01, true, 01}")
    #expect(try result(5, code) == .unsigned(2, width: 64))
  }

  @Test(
    "a range counts its values, both ends included",
    arguments: [
      (0, 1, 3, 4), (3, 1, 0, 0), (3, -1, 0, 4), (0, 2, 5, 3), (5, 1, 5, 1), (.min, 1, .max, .max),
      (.min, .max, .max, 3), (.max, .min, .min, 2), (0, 0, 3, nil),
    ] as [(Int, Int, Int, Int64?)])
  func ranges(_ first: Int, _ step: Int, _ last: Int, count: Int64?) throws {
    let code: [Instruction] = [
      .load(.global(0), int(first)), .load(.global(1), int(step)), .load(.global(2), int(last)),
      .rangeCount(.global(3), first: .global(0), step: .global(1), last: .global(2)),
    ]
    if let count {
      #expect(try result(3, code) == .integer(count, width: 64))
    } else {
      #expect(throws: ProgramFault.zeroStep) { try result(3, code) }
    }
  }

  @Test("what a subroutine leaves in a parameter goes back to the caller")
  func writeBacks() throws {
    let code: [Instruction] = [
      .load(.global(0), .array([int(1), int(2)])), .load(.global(1), int(5)),
      .call(
        routine: 0, arguments: [.global(1), .global(0)], result: .global(2),
        writeBacks: [WriteBack(parameter: 1, slot: .global(0))]), .end,
      .load(.local(2), int(1)), .store(into: .local(1), [[.at(.local(2))]], .local(0)), .return(.local(0)),
    ]
    let program = Program(
      circuit: circuit(), code: code, globalCount: 3, routines: [Routine(name: "put", entry: 4, localCount: 3)])
    let (_, execution) = try trace(program)
    #expect(execution.value(of: .global(0)) == .array([int(1), int(5)]))
    #expect(execution.value(of: .global(2)) == int(5))
  }

  @Test("a subroutine that owes a value has its fault at the call")
  func missingReturn() throws {
    for ending in [Instruction.return(nil), .fail(.missingReturn(routine: "f"))] {
      let program = Program(
        circuit: circuit(),
        code: [
          .load(.global(0), int(1)), .call(routine: 0, arguments: [], result: .global(0), writeBacks: []), .end, ending,
        ], globalCount: 1, routines: [Routine(name: "f", entry: 3, localCount: 0)])
      var execution = ProgramExecution(program)
      #expect(throws: ProgramFault.missingReturn(routine: "f")) { try execution.next() }
      #expect(execution.place == .instruction(1))
      guard case .fault(.missingReturn, at: .instruction(1)) = program.specialized() else {
        Issue.record("running ahead finds the same fault")
        continue
      }
    }
  }

  @Test("the place of a fault is its instruction, of an endless loop its way back")
  func places() {
    var fault = ProgramExecution(
      Program(circuit: circuit(), code: [.load(.global(0), int(0)), .fail(.divisionByZero)], globalCount: 1))
    #expect(throws: ProgramFault.divisionByZero) { try fault.next() }
    #expect(fault.place == .instruction(1))
    var loop = ProgramExecution(
      Program(
        circuit: circuit(),
        code: [.load(.global(0), int(0)), .copy(.global(0), from: .global(0)), .jump(to: 1), .end], globalCount: 1),
      stepLimit: 999)
    #expect(throws: ProgramFault.tooManySteps(limit: 999)) { try loop.next() }
    #expect(loop.place == .instruction(2))
  }

  @Test(
    "broken code ends in a fault",
    arguments: [
      .operations(0..<5), .gate(x, angles: [], qubits: [.fixed(-1)]), .gate(x, angles: [.global(0)], qubits: []),
      .measure(.single(.global(0)), into: .global(0)), .measure(.fixed(0), into: .local(0)), .reset(.fixed(9)),
      .barrier([.register(.global(7))]), .delay(.global(0), []), .load(.global(-1), .bool(true)),
      .evaluate(.global(0), .expression(ExpressionID(index: 3)), as: .bool), .input(.global(0), 5),
      .copy(.local(3), from: .global(0)), .unary(.global(0), .complement, .global(9)),
      .binary(.global(0), .add, .global(1), .global(0)), .convert(.global(0), from: .global(1), to: .duration),
      .function(.global(0), .sin, []), .readBit(.global(0), 4), .readBits(.global(0), 2..<9),
      .writeBits(-1..<1, from: .global(0)),
      .select(.global(0), from: .global(1), [[.at(.global(0)), .at(.global(0))]]),
      .store(into: .global(1), [], .global(0)), .collect(.global(0), [.local(.max)]), .concatenate(.global(0), []),
      .rangeCount(.global(0), first: .global(1), step: nil, last: .global(1)), .branch(.local(0), otherwise: 0),
      .call(routine: 3, arguments: [], result: nil, writeBacks: []),
      .call(routine: 0, arguments: [.global(9)], result: nil, writeBacks: []),
      .call(routine: 0, arguments: [], result: nil, writeBacks: [WriteBack(parameter: 4, slot: .global(9))]),
    ] as [Instruction])
  func brokenCode(_ instruction: Instruction) {
    let program = Program(
      circuit: circuit(), code: [.load(.global(0), .float(1)), .load(.global(1), .array([])), instruction],
      globalCount: 2, routines: [Routine(name: "f", entry: 3, localCount: -1)])
    let broken = Program(
      circuit: circuit(), code: program.code + [.return(nil)], globalCount: 2, routines: program.routines)
    if case .gate(_, _, let qubits, _) = instruction, qubits.isEmpty { return }
    #expect(throws: ProgramFault.self) { _ = try trace(broken, outcomes: [true]) }
    guard case .fault = broken.specialized() else {
      Issue.record("running ahead finds a fault too: \(instruction)")
      return
    }
  }

  @Test("jumps to nowhere end the program", arguments: [-5, 7, Int.max, Int.min])
  func jumps(_ target: Int) throws {
    let program = Program(circuit: circuit(), code: [.jump(to: target)])
    #expect(try trace(program).requests.isEmpty)
    guard case .circuit(let circuit, _) = program.specialized() else {
      Issue.record("a program that ends at once is an empty circuit")
      return
    }
    #expect(circuit.operations.isEmpty)
  }
}
