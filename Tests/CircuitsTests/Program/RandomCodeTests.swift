import Numerics
import Testing

@testable import Circuits

/// Code that no text compiles to: random instructions, some of them over slots of the wrong kind.
private struct RandomCode {
  var stream: RandomStream

  /// What the slots hold at first: each is mostly used for values of its kind.
  private static let start: [Value] = [
    .integer(1, width: 64), .integer(2, width: 64), .float(0.5), .bool(true), .bits(BitString(5, width: 3)),
    .qubits([0, 2]), .qubits([1]), .array([.integer(1, width: 64), .integer(4, width: 64)]),
  ]

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &stream) }

  /// One of some slots, and now and then any other.
  mutating func slot(_ usual: Int...) -> Slot {
    number(0...30) > 0 ? .global(element(usual)) : number(0...1) == 0 ? .local(number(0...4)) : .global(number(0...8))
  }

  mutating func whole() -> Slot { slot(0, 1) }
  mutating func element<Element>(_ elements: [Element]) -> Element { elements[number(0...(elements.count - 1))] }

  mutating func operand() -> QubitOperand {
    element([.fixed(number(0...2)), .single(slot(6)), .register(slot(5))])
  }

  mutating func operands() -> [QubitOperand] { (0..<number(1...2)).map { _ in operand() } }

  mutating func path() -> [[Selector]] {
    let step = number(0...1) == 0 ? whole() : nil
    return [[element([.at(whole()), .range(first: whole(), step: step, last: nil), .set([whole(), whole()])])]]
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
      .bool, .bool, .int(4), .int(nil), .int(nil), .uint(4), .float(nil), .float(nil), .angle(4), .bits(3), .duration,
    ])
  }

  mutating func instruction() -> Instruction {
    switch number(0...25) {
    case 0: .load(slot(7), value())
    case 1...3: .load(whole(), .integer(Int64(number(-2...3)), width: 64))
    case 4: .load(slot(3), .bool(number(0...1) == 0))
    case 5: .operations(number(0...1)..<number(1...2))
    case 6: .gate(Gate(.p), angles: [slot(2)], qubits: operands())
    case 7: element([.measure(.single(slot(6)), into: slot(3)), .measure(.register(slot(5)), into: slot(7))])
    case 8: element([.reset(operand()), .barrier(operands()), .delay(slot(7), operands())])
    case 9: .evaluate(slot(2), .expression(ExpressionID(index: Int32(number(0...1)))), as: .float(nil))
    case 10: .input(whole(), 0)
    case 11: .copy(whole(), from: whole())
    case 12: .unary(slot(3), .not, slot(0, 1, 2, 3, 4))
    case 13: .binary(whole(), element(BinaryOperator.allCases), whole(), whole())
    case 14: .binary(slot(2), element([.add, .multiply, .power]), slot(2), slot(2))
    case 15: .convert(slot(0, 1, 2, 3), from: slot(0, 1, 2, 3), to: type())
    case 16: .function(slot(2), element([.sin, .sqrt, .floor, .mod]), [slot(2)])
    case 17: element([.select(slot(8), from: slot(4, 7), path()), .select(slot(6), from: slot(5), [[.at(whole())]])])
    case 18: .store(into: slot(4), [[.at(whole())]], slot(3))
    case 19: element([.collect(slot(7), [whole(), whole()]), .concatenate(slot(8), [slot(4), slot(3)])])
    case 20: .rangeCount(whole(), first: whole(), step: whole(), last: whole())
    case 21: element([.readBit(slot(3), number(0...2)), .readBits(slot(4), 0..<3)])
    case 22: element([.writeBits(0..<3, from: slot(4)), .writeBits(1..<2, from: slot(3))])
    case 23: element([.jump(to: number(-1...30)), .branch(slot(3, 4, 0), otherwise: number(-1...30))])
    case 24:
      .call(
        routine: 0, arguments: [whole(), slot(3)], result: element([nil, whole()]),
        writeBacks: [WriteBack(parameter: number(0...1), slot: whole())])
    default: element([.return(whole()), .return(nil), .end])
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
      circuit: circuit,
      code: Self.start.enumerated().map { .load(.global($0), $1) } + (0..<20).map { _ in instruction() },
      globalCount: 9, routines: [Routine(name: "f", entry: 20, localCount: number(0...4))],
      inputs: [InputVariable(name: "n", type: .int(nil))])
  }
}

@Suite("Code at random")
struct RandomCodeTests {
  @Test("nothing traps, and a circuit found ahead does what the program does", arguments: 0..<40)
  func code(_ part: Int) throws {
    var random = RandomCode(stream: RandomStream(seed: 9).substream("code/\(part)"))
    for _ in 0..<(Scale.isFull ? 100 : 40) {
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
