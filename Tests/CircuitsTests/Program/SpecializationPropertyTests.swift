import Numerics
import Testing

@testable import Circuits

/// Straight-line programs of random classical instructions that write one bit string at their end.
private struct RandomProgram {
  var stream: RandomStream
  private let types: [ClassicalType] = [
    .bool, .int(8), .int(nil), .uint(5), .uint(nil), .float(32), .float(nil), .angle(6), .bits(5), .complex(nil),
  ]
  private var slots: [ClassicalType] = []
  private var code: [Instruction] = []

  init(_ stream: RandomStream) { self.stream = stream }

  private mutating func add(_ type: ClassicalType, _ instruction: (Slot) -> Instruction) {
    code.append(instruction(.global(slots.count)))
    slots.append(type)
  }

  private mutating func pick() -> Int { Int.random(in: 0..<slots.count, using: &stream) }

  private mutating func converted(_ slot: Int, to type: ClassicalType) -> Slot {
    add(type) { .convert($0, from: .global(slot), to: type) }
    return .global(slots.count - 1)
  }

  mutating func program(steps: Int) throws -> Program {
    for type in types {
      let number = Value.integer(Int64.random(in: -20...20, using: &stream), width: 64)
      let start: Value =
        type == .bits(5) ? .bits(BitString(UInt64.random(in: 0..<32, using: &stream), width: 5)) : number
      let value = try (type == .angle(6) ? start.converted(to: .float(nil)) : start).converted(to: type)
      add(type) { .load($0, value) }
    }
    for _ in 0..<steps { addStep() }
    for slot in slots.indices {
      let bit: Slot
      if case .complex = slots[slot] {
        add(.float(nil)) { .function($0, .real, [.global(slot)]) }
        bit = converted(slots.count - 1, to: .bool)
      } else {
        bit = converted(slot, to: .bool)
      }
      code.append(.writeBits(slot..<(slot + 1), from: bit))
      if slot == 29 { break }
    }
    let circuit = Circuit(qubits: .registers([]), bitRegisters: [Register(name: "c", start: 0, count: 30)])
    return Program(circuit: circuit, code: code + [.end], globalCount: slots.count)
  }

  private mutating func addStep() {
    let (left, right) = (pick(), pick())
    switch Int.random(in: 0..<6, using: &stream) {
    case 0:
      let type = types[Int.random(in: 0..<types.count, using: &stream)]
      if type.acceptsCast(slots[left]) { _ = converted(left, to: type) }
    case 1:
      let operation = UnaryOperator.allCases[Int.random(in: 0..<3, using: &stream)]
      if let type = operation.resultType(of: slots[left]) { add(type) { .unary($0, operation, .global(left)) } }
    case 2:
      let function = BuiltInFunction.allCases[Int.random(in: 0..<BuiltInFunction.allCases.count, using: &stream)]
      guard let typing = function.typing([slots[left]]) else { break }
      let argument = converted(left, to: typing.arguments[0])
      add(typing.result) { .function($0, function, [argument]) }
    default:
      let operation = BinaryOperator.allCases[Int.random(in: 0..<BinaryOperator.allCases.count, using: &stream)]
      guard let typing = operation.typing(slots[left], slots[right]) else { break }
      let (first, second) = (converted(left, to: typing.left), converted(right, to: typing.right))
      add(typing.result) { .binary($0, operation, first, second) }
    }
  }
}

@Suite("Running ahead and running")
struct SpecializationPropertyTests {
  @Test("random programs of classical values come to the same end both ways", arguments: 0..<300)
  func sameEnd(_ number: Int) throws {
    var random = RandomProgram(RandomStream(seed: 5).substream("programs/\(number)"))
    let program = try random.program(steps: 20)
    var execution = ProgramExecution(program)
    do {
      guard case .end = try execution.next() else {
        Issue.record("the program asks for nothing")
        return
      }
    } catch {
      guard case .fault(let fault, let place) = program.specialized() else {
        Issue.record("running ahead has no fault, running: \(error.message)")
        return
      }
      #expect(fault == error)
      #expect(place == execution.place)
      return
    }
    guard case .circuit(let circuit, _) = program.specialized() else {
      Issue.record("a program without measurements is a circuit")
      return
    }
    let bits = circuit.bitRegisters[0].initialValue ?? BitString(width: 30)
    #expect(bits == execution.bits)
  }
}
