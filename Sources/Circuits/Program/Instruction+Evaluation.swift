extension Instruction {
  /// What an instruction computes that needs nothing but the slots it reads, and where it goes; nil for all others.
  func computed(
    _ read: (Slot) throws(ProgramFault) -> Value
  ) throws(ProgramFault) -> (target: Slot, value: Value)? {
    switch self {
    case .load(let slot, let value): return (slot, value)
    case .copy(let slot, let source): return (slot, try read(source))
    case .unary(let slot, let operation, let operand): return (slot, try operation.evaluate(try read(operand)))
    case .binary(let slot, let operation, let left, let right):
      return (slot, try operation.evaluate(try read(left), try read(right)))
    case .convert(let slot, let source, let type): return (slot, try read(source).converted(to: type))
    case .function(let slot, let function, let arguments):
      return (slot, try function.evaluate(try Self.all(arguments, read)))
    case .select(let slot, let source, let path):
      return (slot, try Self.select(try read(source), path, read))
    case .collect(let slot, let elements): return (slot, .array(try Self.all(elements, read)))
    case .concatenate(let slot, let parts): return (slot, try Value.concatenated(try Self.all(parts, read)))
    case .rangeCount(let slot, let first, let step, let last):
      let step = try step.map { slot throws(ProgramFault) in try read(slot).wholeNumber() }
      let (first, last) = (try read(first).wholeNumber(), try read(last).wholeNumber())
      return (slot, .integer(try Self.count(from: first, by: step ?? 1, to: last), width: 64))
    default: return nil
    }
  }

  private static func all(
    _ slots: [Slot], _ read: (Slot) throws(ProgramFault) -> Value
  ) throws(ProgramFault) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(slots.count)
    for slot in slots { values.append(try read(slot)) }
    return values
  }

  private static func select(
    _ value: Value, _ path: [[Selector]], _ read: (Slot) throws(ProgramFault) -> Value
  ) throws(ProgramFault) -> Value {
    if path.count == 1, path[0].count == 1, case .at(let slot) = path[0][0] {
      return try value.element(at: try read(slot).wholeNumber())
    }
    return try value.selected(try Selection.resolved(path, read))
  }

  /// How many numbers lie between two, both included.
  private static func count(from first: Int, by step: Int, to last: Int) throws(ProgramFault) -> Int64 {
    guard step != 0 else { throw .zeroStep }
    guard step > 0 ? first <= last : first >= last else { return 0 }
    let distance = UInt64(bitPattern: Int64(step > 0 ? last &- first : first &- last))
    let steps = distance / UInt64(step.magnitude)
    return steps >= UInt64(Int64.max) ? .max : Int64(steps) + 1
  }
}

extension Selection<Slot> {
  /// A path with the numbers that its slots hold.
  static func resolved(
    _ path: [[Selector]], _ read: (Slot) throws(ProgramFault) -> Value
  ) throws(ProgramFault) -> [[Selection<Int>]] {
    var result: [[Selection<Int>]] = []
    for group in path {
      var selections: [Selection<Int>] = []
      for selector in group {
        selections.append(try selector.map { slot throws(ProgramFault) in try read(slot).wholeNumber() })
      }
      result.append(selections)
    }
    return result
  }
}

extension Value {
  /// The number as an index.
  func wholeNumber() throws(ProgramFault) -> Int {
    guard let index else { throw .notDefined(operation: "\(text) as an index") }
    return index
  }

  /// One after the other: bits with the first at the lowest indices, qubits, or arrays.
  static func concatenated(_ parts: [Value]) throws(ProgramFault) -> Value {
    guard let first = parts.first else { throw .malformed("nothing is put together") }
    switch first {
    case .bool, .bits:
      var result: [Bool] = []
      for part in parts {
        switch part {
        case .bool(let bit): result.append(bit)
        case .bits(let bits): for index in 0..<bits.width { result.append(bits[index]) }
        default: throw .malformed("bits and other things in one register")
        }
      }
      return .bits(BitString(result))
    case .qubits:
      var result: [Int] = []
      for part in parts {
        guard case .qubits(let qubits) = part else { throw .malformed("qubits and other things in one register") }
        result += qubits
      }
      return .qubits(result)
    case .array:
      var result: [Value] = []
      for part in parts {
        guard case .array(let elements) = part else { throw .malformed("arrays and other things in one array") }
        result += elements
      }
      return .array(result)
    default: throw .notDefined(operation: "\(first.text) ++ ...")
    }
  }
}
