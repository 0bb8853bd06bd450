import Testing

@testable import Circuits

@Suite("Choosing elements and bits")
struct SelectionTests {
  private static let table = Value.array([
    .array([.integer(0, width: 8), .integer(1, width: 8)]), .array([.integer(10, width: 8), .integer(11, width: 8)]),
    .array([.integer(20, width: 8), .integer(21, width: 8)]),
  ])

  @Test(
    "reading",
    arguments: [
      (table, [[.at(1), .at(0)]], "10"), (table, [[.at(-1)]], "{20, 21}"), (table, [[.at(-1)], [.at(-1)]], "21"),
      (table, [[.range(first: 1, step: nil, last: 2)]], "{{10, 11}, {20, 21}}"),
      (table, [[.range(first: 1, step: nil, last: 2), .at(1)]], "{11, 21}"),
      (table, [[.range(first: 1, step: nil, last: 2)], [.at(1)]], "{20, 21}"),
      (table, [[.range(first: -1, step: -2, last: nil), .at(0)]], "{20, 0}"),
      (table, [[.at(2), .at(1)], [.range(first: 0, step: 2, last: 4)]], "111"),
      (.bits(BitString(0b0110, width: 4)), [[.at(-2)]], "true"),
      (.bits(BitString(0b0110, width: 4)), [[.range(first: nil, step: nil, last: nil)]], "0110"),
      (.bits(BitString(0b0010, width: 4)), [[.set([3, 1, 1])]], "110"),
      (.bits(BitString(0b0010, width: 4)), [[.range(first: 3, step: -2, last: 0)]], "10"),
      (.integer(-1, width: 8), [[.range(first: -3, step: nil, last: -1)]], "111"),
      (.unsigned(4, width: 3), [[.at(2)]], "true"), (.angle(4, width: 3), [[.set([2, 0])]], "01"),
      (.qubits([5, 6, 7]), [[.at(1)]], "qubit 6"), (.qubits([5, 6, 7]), [[.set([2, 0])]], "qubit 7, qubit 5"),
    ] as [(Value, [[Selection<Int>]], String)])
  func reading(_ value: Value, path: [[Selection<Int>]], text: String) throws {
    #expect(try value.selected(path).text == text)
  }

  @Test(
    "replacing",
    arguments: [
      (table, [[.at(1), .at(0)]], .integer(9, width: 8), "{{0, 1}, {9, 11}, {20, 21}}"),
      (table, [[.at(0)]], .array([.integer(7, width: 8), .integer(8, width: 8)]), "{{7, 8}, {10, 11}, {20, 21}}"),
      (
        table, [[.range(first: 2, step: -2, last: 0), .at(1)]],
        .array([.integer(7, width: 8), .integer(8, width: 8)]), "{{0, 8}, {10, 11}, {20, 7}}"
      ),
      (
        table, [[.range(first: 1, step: nil, last: 2)], [.at(1), .at(0)]], .integer(9, width: 8),
        "{{0, 1}, {10, 11}, {9, 21}}"
      ),
      (table, [[.at(2), .at(1)], [.at(7)]], .bool(true), "{{0, 1}, {10, 11}, {20, -107}}"),
      (.integer(15, width: 32), [[.range(first: 4, step: nil, last: 7)]], .bits(BitString(0b1010, width: 4)), "175"),
      (.bits(BitString(width: 4)), [[.set([3, 0])]], .bits(BitString(0b01, width: 2)), "1000"),
      (.bits(BitString(width: 4)), [[.at(1)]], .bool(true), "0010"),
      (.bits(BitString(width: 4)), [], .bits(BitString(3, width: 4)), "0011"),
    ] as [(Value, [[Selection<Int>]], Value, String)])
  func replacing(_ value: Value, path: [[Selection<Int>]], part: Value, text: String) throws {
    var changed = value
    try changed.store(part, at: path)
    #expect(changed.text == text)
  }

  @Test(
    "choices that are not there",
    arguments: [
      (table, [[.at(3)]], .indexOutOfRange(index: 3, count: 3)),
      (table, [[.at(-4)]], .indexOutOfRange(index: -4, count: 3)),
      (table, [[.at(Int.min)]], .indexOutOfRange(index: .min, count: 3)),
      (table, [[.range(first: 0, step: 0, last: 1)]], .zeroStep),
      (table, [[.range(first: 2, step: 1, last: 1)]], .emptyRange),
      (table, [[.range(first: 0, step: 1, last: Int.max)]], .indexOutOfRange(index: 3, count: 3)),
      (table, [[.set([0])]], .notDefined(operation: "a set of indices into an array")),
      (table, [[.at(0), .at(0), .at(0), .at(0)]], .malformed("more indices than dimensions")),
      (table, [[.at(0), .at(0)], [.at(0)], [.at(0)]], .notDefined(operation: "an index into false")),
      (.bits(BitString(width: 2)), [[.set([])]], .emptyRange),
      (.array([]), [[.at(0)]], .indexOutOfRange(index: 0, count: 0)),
      (.float(1), [[.at(0)]], .notDefined(operation: "an index into 1.0")),
    ] as [(Value, [[Selection<Int>]], ProgramFault)])
  func faults(_ value: Value, path: [[Selection<Int>]], fault: ProgramFault) {
    #expect(throws: fault) { try value.selected(path) }
  }

  @Test("values of another shape or type are not stored")
  func misfits() {
    var value = Self.table
    #expect(throws: ProgramFault.sizeMismatch(expected: 2, found: 0)) { try value.store(.array([]), at: [[.at(0)]]) }
    #expect(throws: ProgramFault.malformed("a value of another type is stored")) {
      try value.store(.integer(1, width: 9), at: [[.at(0), .at(0)]])
    }
    #expect(throws: ProgramFault.sizeMismatch(expected: 3, found: 2)) {
      try value.store(.array([.bool(true), .bool(true)]), at: [[.range(first: nil, step: nil, last: nil)]])
    }
    #expect(value == Self.table)
  }

  @Test("an element of a long array is replaced without a copy of the array")
  func inPlace() throws {
    var value = Value.array(Array(repeating: .integer(0, width: 64), count: 200_000))
    let start = ContinuousClock.now
    for index in 0..<20_000 { try value.store(.integer(1, width: 64), at: [[.at(index)]]) }
    #expect(ContinuousClock.now - start < .seconds(5))
  }
}
