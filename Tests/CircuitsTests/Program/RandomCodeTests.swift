import Numerics
import Testing

@testable import Circuits

/// Code that no text compiles to: random instructions over random slots, most of them wrong.
private struct RandomCode {
  var stream: RandomStream

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &stream) }
  mutating func slot() -> Slot { number(0...3) == 0 ? .local(number(0...4)) : .global(number(0...8)) }
  mutating func slots() -> [Slot] { (0..<number(0...3)).map { _ in slot() } }
  mutating func element<Element>(_ elements: [Element]) -> Element { elements[number(0...(elements.count - 1))] }

  mutating func operand() -> QubitOperand {
    element([.fixed(number(0...2)), .single(slot()), .register(slot())])
  }

  mutating func operands() -> [QubitOperand] { (0..<number(0...3)).map { _ in operand() } }

  mutating func path() -> [[Selector]] {
    (0..<number(0...2)).map { _ in
      (0..<number(0...2)).map { _ in
        let step = number(0...1) == 0 ? slot() : nil
        return element([.at(slot()), .range(first: slot(), step: step, last: nil), .set(slots())])
      }
    }
  }

  mutating func value() -> Value {
    let small = Int64(number(-3...3))
    return element([
      .bool(small > 0), .integer(element([small, .min, .max]), width: element([4, 64])),
      .unsigned(UInt64(small.magnitude), width: 4), .float(Double(small) / 2),
      .angle(UInt64(small.magnitude), width: 4),
      .bits(BitString(UInt64(small.magnitude), width: number(0...4))), .complex(Complex(Double(small), 1)),
      .duration(Duration(Double(small), .nanoseconds)), .array([.integer(small, width: 64), .integer(1, width: 64)]),
      .qubits([0, 2]), .qubits([1]), .integer(small, width: 64), .integer(small, width: 64),
    ])
  }

  mutating func type() -> ClassicalType {
    element([
      .bool, .int(4), .int(nil), .uint(4), .float(nil), .angle(4), .bits(number(0...4)), .complex(nil), .duration,
      .array(.int(nil), [2]),
    ])
  }

  mutating func instruction() -> Instruction {
    switch number(0...25) {
    case 0...4: .load(slot(), value())
    case 5: .operations(number(0...1)..<number(1...3))
    case 6: .gate(Gate(.p), angles: [slot()], qubits: operands())
    case 7: .measure(operand(), into: slot())
    case 8: element([.reset(operand()), .barrier(operands()), .delay(slot(), operands())])
    case 9: .evaluate(slot(), .expression(ExpressionID(index: Int32(number(0...2)))), as: type())
    case 10: .input(slot(), number(0...1))
    case 11: .copy(slot(), from: slot())
    case 12: .unary(slot(), element(UnaryOperator.allCases), slot())
    case 13...14: .binary(slot(), element(BinaryOperator.allCases), slot(), slot())
    case 15: .convert(slot(), from: slot(), to: type())
    case 16: .function(slot(), element(BuiltInFunction.allCases), slots())
    case 17: .select(slot(), from: slot(), path())
    case 18: .store(into: slot(), path(), slot())
    case 19: element([.collect(slot(), slots()), .concatenate(slot(), slots())])
    case 20: .rangeCount(slot(), first: slot(), step: number(0...1) == 0 ? nil : slot(), last: slot())
    case 21: element([.readBit(slot(), number(0...3)), .readBits(slot(), 1..<number(1...4))])
    case 22: .writeBits(0..<number(0...3), from: slot())
    case 23: element([.jump(to: number(-1...30)), .branch(slot(), otherwise: number(-1...30))])
    case 24:
      .call(
        routine: number(0...1), arguments: slots(), result: element([nil, slot()]),
        writeBacks: [WriteBack(parameter: number(0...2), slot: slot())])
    default: element([.return(slot()), .return(nil), .end])
    }
  }

  mutating func program() -> Program {
    var circuit = Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: 3)]),
      bitRegisters: [Register(name: "c", start: 0, count: 3, initialValue: BitString(5, width: 3))],
      parameters: [Parameter(name: "a")])
    _ = circuit.expressions.negate(circuit.expressions.parameter(0))
    circuit.append(Gate(.x), qubits: [0])
    circuit.measure(0, into: 1)
    return Program(
      circuit: circuit, code: (0..<30).map { _ in instruction() }, globalCount: 8,
      routines: [Routine(name: "f", entry: 15, localCount: number(0...4))],
      inputs: [InputVariable(name: "n", type: .int(nil))])
  }
}

@Suite("Code at random")
struct RandomCodeTests {
  @Test("nothing traps, and a circuit found ahead does what the program does", arguments: 0..<40)
  func code(_ part: Int) throws {
    var random = RandomCode(stream: RandomStream(seed: 9).substream("code/\(part)"))
    for _ in 0..<100 {
      let program = random.program()
      let outcomes = (0..<50).map { _ in random.number(0...1) == 1 }
      _ = program.specialized(stepLimit: 2000)
      let specialization = program.specialized(parameters: [0.5], inputs: [.integer(2, width: 64)], stepLimit: 2000)
      do {
        let (requests, execution) = try trace(
          program, outcomes: outcomes, parameters: [0.5], inputs: [.integer(2, width: 64)], stepLimit: 2000)
        switch specialization {
        case .circuit(let circuit, let origins):
          let (expected, ahead) = try trace(Program(circuit), outcomes: outcomes)
          #expect(requests == expected)
          #expect(execution.bits == ahead.bits)
          #expect(origins.count == circuit.operations.count)
        case .fault(let fault, _): Issue.record("running has no fault, running ahead: \(fault.message)")
        case .dynamic: break
        }
      } catch let error as ProgramFault {
        if case .circuit = specialization, error != .tooManySteps(limit: 2000) {
          Issue.record("running ahead has no fault, running: \(error.message)")
        }
      }
    }
  }
}
