/// Elements of arrays, bits of numbers, qubits of registers: reading and replacing some of them.
extension Value {
  /// What a path chooses.
  package func selected(_ path: [[Selection<Int>]]) throws(ProgramFault) -> Value {
    var value = self
    for group in path { value = try value.selected(group[...]) }
    return value
  }

  /// One element: of an array, a bit of a number, a qubit of a register.
  func element(at index: Int) throws(ProgramFault) -> Value {
    switch self {
    case .array(let elements): return elements[try Selection.place(of: index, count: elements.count)]
    case .qubits(let qubits): return .qubits([qubits[try Selection.place(of: index, count: qubits.count)]])
    default:
      let bits = try bitPattern()
      return .bool(bits[try Selection.place(of: index, count: bits.width)])
    }
  }

  /// What one pair of brackets chooses.
  private func selected(_ group: ArraySlice<Selection<Int>>) throws(ProgramFault) -> Value {
    guard let selection = group.first else { return self }
    let rest = group.dropFirst()
    switch self {
    case .array(let elements):
      if case .at(let index) = selection { return try element(at: index).selected(rest) }
      if case .set = selection { throw .notDefined(operation: "a set of indices into an array") }
      var chosen: [Value] = []
      for place in try selection.places(count: elements.count) { chosen.append(try elements[place].selected(rest)) }
      return .array(chosen)
    case _ where !rest.isEmpty: throw .malformed("more indices than dimensions")
    case .qubits(let qubits): return .qubits(try selection.places(count: qubits.count).map { qubits[$0] })
    default:
      if case .at(let index) = selection { return try element(at: index) }
      let bits = try bitPattern()
      return .bits(BitString(try selection.places(count: bits.width).map { bits[$0] }))
    }
  }

  /// Replaces what a path chooses by a value of its type and shape.
  mutating func store(_ value: Value, at path: [[Selection<Int>]]) throws(ProgramFault) {
    try store(value, at: [], then: path[...])
  }

  private mutating func store(
    _ value: Value, at group: ArraySlice<Selection<Int>>, then rest: ArraySlice<[Selection<Int>]>
  ) throws(ProgramFault) {
    guard let selection = group.first else {
      if let next = rest.first { return try store(value, at: next[...], then: rest.dropFirst()) }
      try checkFit(value)
      self = value
      return
    }
    guard case .array(var elements) = self else {
      guard group.count == 1, rest.isEmpty else { throw .malformed("more indices than dimensions") }
      return try storeBits(value, at: selection)
    }
    switch selection {
    case .at(let index):
      let place = try Selection.place(of: index, count: elements.count)
      self = .array([])
      defer { self = .array(elements) }
      try elements[place].store(value, at: group.dropFirst(), then: rest)
    case .range where rest.isEmpty:
      guard case .array(let parts) = value else { throw .malformed("a single value for a range of elements") }
      let places = try selection.places(count: elements.count)
      guard places.count == parts.count else { throw .sizeMismatch(expected: places.count, found: parts.count) }
      for (place, part) in zip(places, parts) { try elements[place].store(part, at: group.dropFirst(), then: rest) }
      self = .array(elements)
    case .range:
      var slice = try selected(group)
      try slice.store(value, at: [], then: rest)
      try store(slice, at: group, then: [])
    case .set: throw .notDefined(operation: "a set of indices into an array")
    }
  }

  /// Refuses a value of another type or shape.
  private func checkFit(_ value: Value) throws(ProgramFault) {
    switch (self, value) {
    case (.bool, .bool), (.float, .float), (.complex, .complex), (.duration, .duration), (.qubits, .qubits): return
    case (.integer(_, let width), .integer(_, let other)) where width == other: return
    case (.unsigned(_, let width), .unsigned(_, let other)) where width == other: return
    case (.angle(_, let width), .angle(_, let other)) where width == other: return
    case (.bits(let mine), .bits(let other)):
      guard mine.width == other.width else { throw .sizeMismatch(expected: mine.width, found: other.width) }
    case (.array(let mine), .array(let other)):
      guard mine.count == other.count else { throw .sizeMismatch(expected: mine.count, found: other.count) }
      for (old, new) in zip(mine, other) { try old.checkFit(new) }
    default: throw .malformed("a value of another type is stored")
    }
  }

  // MARK: Bits

  private mutating func storeBits(_ value: Value, at selection: Selection<Int>) throws(ProgramFault) {
    var bits = try bitPattern()
    let places = try selection.places(count: bits.width)
    switch value {
    case .bool(let bit) where places.count == 1: bits[places[0]] = bit
    case .bits(let string):
      guard string.width == places.count else { throw .sizeMismatch(expected: places.count, found: string.width) }
      for (source, place) in places.enumerated() { bits[place] = string[source] }
    default: throw .malformed("a value that is no bit is stored in one")
    }
    let number = bits.unsignedValue ?? 0
    switch self {
    case .integer(_, let width):
      self = .integer(Value.wrapped(Int64(bitPattern: number), width: width), width: width)
    case .unsigned(_, let width): self = .unsigned(number, width: width)
    case .angle(_, let width): self = .angle(number, width: width)
    default: self = .bits(bits)
    }
  }

  /// The bits that a value is made of, index 0 least significant.
  private func bitPattern() throws(ProgramFault) -> BitString {
    switch self {
    case .bits(let bits): return bits
    case .integer(let number, let width) where (1...64).contains(width):
      return BitString(UInt64(bitPattern: number), width: width)
    case .unsigned(let number, let width) where (1...64).contains(width),
      .angle(let number, let width) where (1...64).contains(width):
      return BitString(number, width: width)
    default: throw .notDefined(operation: "an index into \(text)")
    }
  }
}
