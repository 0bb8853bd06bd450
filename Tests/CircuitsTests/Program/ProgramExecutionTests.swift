import Testing

@testable import Circuits

/// Runs a program, answering measurements from a list, and writes down what it asked for.
func trace(
  _ program: Program, outcomes: [Bool] = [], parameters: [Double] = [], inputs: [Value] = [], stepLimit: Int = 10_000
) throws -> (requests: [String], execution: ProgramExecution) {
  var execution = ProgramExecution(program, parameters: parameters, inputs: inputs, stepLimit: stepLimit)
  var requests: [String] = []
  var pending = outcomes[...]
  var answer: Bool?
  while true {
    let request = try execution.next(answer)
    answer = nil
    switch request {
    case .gate(let gate, let angles, let qubits):
      requests.append("\(gate.powers)\(gate.controls)\(angles)\(qubits)")
    case .measure(let qubit):
      requests.append("measure \(qubit)")
      answer = pending.popFirst()
    case .reset(let qubit): requests.append("reset \(qubit)")
    case .barrier(let qubits): requests.append("barrier \(qubits)")
    case .delay(let duration, let qubits): requests.append("delay \(duration.text) \(qubits)")
    case .end: return (requests, execution)
    }
  }
}

private func oneBitCircuit() -> Circuit {
  var circuit = Circuit(
    qubits: .registers([Register(name: "q", start: 0, count: 2)]),
    bitRegisters: [Register(name: "c", start: 0, count: 2)])
  circuit.measure(1, into: 0)
  circuit.reset(0)
  return circuit
}

@Suite("A program on its way")
struct ProgramExecutionTests {
  @Test("a circuit is the program that runs it from end to end")
  func staticCircuit() throws {
    let circuit = oneBitCircuit()
    let program = Program(circuit)
    #expect(program.staticCircuit == circuit)
    let (requests, execution) = try trace(program, outcomes: [true])
    #expect(requests == ["measure 1", "reset 0"])
    #expect(execution.bits.description == "01")
  }

  @Test("a loop repeats until its measurement succeeds, and is no circuit")
  func repeatUntilSuccess() throws {
    let program = Program(
      circuit: oneBitCircuit(),
      code: [
        .operations(0..<1), .readBits(.global(0), 0..<1), .unary(.global(1), .not, .global(0)),
        .branch(.global(1), otherwise: 6), .operations(1..<2), .jump(to: 0), .end,
      ], globalCount: 2)
    #expect(program.staticCircuit == nil)
    let (requests, _) = try trace(program, outcomes: [false, false, true])
    #expect(requests == ["measure 1", "reset 0", "measure 1", "reset 0", "measure 1"])
  }

  @Test("branching on an outcome is a copy: both continue from where they were")
  func copying() throws {
    var first = ProgramExecution(Program(oneBitCircuit()))
    guard case .measure = try first.next() else {
      Issue.record("the first request is a measurement")
      return
    }
    var second = first
    _ = try first.next(true)
    _ = try second.next(false)
    #expect(first.bits[0])
    #expect(!second.bits[0])
  }

  @Test("a routine gets its arguments, has its own slots and gives back a value")
  func calls() throws {
    let program = Program(
      circuit: oneBitCircuit(),
      code: [
        .load(.global(0), .integer(5, width: 64)),
        .call(routine: 0, arguments: [.global(0)], result: .global(1), writeBacks: []),
        .gate(Gate(.declared(0)), angles: [.global(1)], qubits: [.fixed(1)]), .end,
        .binary(.local(1), .multiply, .local(0), .local(0)), .return(.local(1)),
      ], globalCount: 2, routines: [Routine(name: "square", entry: 4, localCount: 2)])
    #expect(try trace(program).requests == ["[][][25.0][1]"])
  }

  @Test("recursion beyond the limit is a fault, not an overflow")
  func recursion() {
    let program = Program(
      circuit: oneBitCircuit(), code: [.call(routine: 0, arguments: [], result: nil, writeBacks: [])],
      routines: [Routine(name: "again", entry: 0, localCount: 0)])
    #expect(throws: ProgramFault.tooDeep(limit: 256)) { try trace(program) }
  }

  @Test("an endless loop ends at the step limit")
  func endlessLoop() {
    let program = Program(circuit: oneBitCircuit(), code: [.jump(to: 0)])
    #expect(throws: ProgramFault.tooManySteps(limit: 10_000)) { try trace(program) }
  }

  @Test("a qubit chosen at run time counts from the end when negative, and must be there")
  func chosenQubits() throws {
    func program(_ index: Int64) -> Program {
      Program(
        circuit: oneBitCircuit(),
        code: [
          .load(.global(0), .integer(index, width: 64)), .load(.global(1), .qubits([0, 1])),
          .select(.global(2), from: .global(1), [[.at(.global(0))]]), .reset(.single(.global(2))), .end,
        ],
        globalCount: 3)
    }
    #expect(try trace(program(-1)).requests == ["reset 1"])
    #expect(throws: ProgramFault.indexOutOfRange(index: 2, count: 2)) { try trace(program(2)) }
  }

  @Test("written bits are read back, and a width that does not fit is a fault")
  func bits() throws {
    let code: [Instruction] = [
      .load(.global(0), .bits(BitString([true, false]))), .writeBits(0..<2, from: .global(0)),
    ]
    let (_, execution) = try trace(Program(circuit: oneBitCircuit(), code: code, globalCount: 1))
    #expect(execution.bits.description == "01")
    let narrow = code.dropLast() + [.writeBits(0..<1, from: .global(0))]
    #expect(throws: ProgramFault.self) {
      try trace(Program(circuit: oneBitCircuit(), code: Array(narrow), globalCount: 1))
    }
  }
}
