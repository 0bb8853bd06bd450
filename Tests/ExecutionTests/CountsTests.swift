import Circuits
import Execution
import Testing

@Suite struct CountsTests {
  private static let two = [
    Register(name: "a", start: 0, count: 2), Register(name: "b", start: 2, count: 3),
  ]

  private static func counts(_ registers: [Register], _ outcomes: [[Bool]]) -> Counts {
    var builder = CountsBuilder(layout: OutcomeLayout(registers))
    for outcome in outcomes { builder.add(BitString(outcome)) }
    return builder.counts()
  }

  @Test("Keys have the last register leftmost and the highest index leftmost")
  func keys() {
    let counts = Self.counts(Self.two, [[true, false, false, true, true], [false, false, true, false, false]])
    #expect((0..<counts.count).map { counts.key(at: $0) } == ["001 00", "110 01"])
    #expect(counts["110 01"] == 1)
    #expect(counts["11001"] == 1)
    #expect(counts["111 01"] == 0)
    #expect(counts["12 345"] == 0)
    #expect(counts["1"] == 0)
  }

  @Test("Only output registers count, if there are any")
  func outputs() {
    var registers = Self.two
    registers[1].isOutput = true
    let counts = Self.counts(registers, [[true, true, false, true, true], [false, false, false, true, true]])
    #expect(counts.count == 1)
    #expect(counts["110"] == 2)
    #expect(counts.layout.width == 3)
  }

  @Test("Without bits there is one outcome with an empty key")
  func noBits() {
    let counts = Self.counts([], Array(repeating: [], count: 7))
    #expect(counts.count == 1)
    #expect(counts.key(at: 0) == "")
    #expect(counts[""] == 7)
    #expect(counts.shots == 7)
  }

  @Test("No shots are no outcomes")
  func empty() {
    let counts = Self.counts(Self.two, [])
    #expect(counts.count == 0)
    #expect(counts.shots == 0)
    #expect(counts.probabilities.isEmpty)
    #expect(counts["000 00"] == 0)
  }

  @Test("Outcomes of 156 bits are kept apart, sorted and found")
  func wide() {
    let registers = [Register(name: "low", start: 0, count: 100), Register(name: "high", start: 100, count: 56)]
    func outcome(_ set: Int) -> [Bool] { (0..<156).map { $0 == set } }
    let order = [155, 0, 63, 64, 127, 128, 0, 155, 155]
    let counts = Self.counts(registers, order.map(outcome))
    #expect(counts.occurrences == [2, 1, 1, 1, 1, 3])
    #expect(
      (0..<counts.count).map { index in (0..<156).first { counts.bit($0, at: index) } } == [0, 63, 64, 127, 128, 155])
    let keys = (0..<counts.count).map { counts.key(at: $0) }
    #expect(keys == keys.sorted())
    #expect(keys.allSatisfy { $0.count == 157 })
    #expect(keys.map { counts[$0] } == counts.occurrences)
  }

  @Test("Merging adds occurrences and keeps the order")
  func merging() throws {
    var first = Self.counts(Self.two, [[true, true, false, false, false], [false, false, false, false, true]])
    let second = Self.counts(
      Self.two,
      [[true, true, false, false, false], [true, false, false, false, false], [true, true, true, true, true]])
    try first.merge(second)
    #expect(first.shots == 5)
    #expect((0..<first.count).map { first.key(at: $0) } == ["000 01", "000 11", "100 00", "111 11"])
    #expect(first.occurrences == [1, 2, 1, 1])
  }

  @Test("Counts of other registers are refused")
  func mergingOthers() {
    var first = Self.counts(Self.two, [])
    let second = Self.counts([Register(name: "c", start: 0, count: 5)], [])
    #expect(throws: ExecutionError.registersDiffer(["a", "b"], ["c"])) { try first.merge(second) }
  }

  @Test("The marginal of a register adds up what differs elsewhere")
  func marginal() throws {
    let counts = Self.counts(
      Self.two,
      [[true, false, true, false, false], [false, false, true, false, false], [true, true, false, false, true]])
    let b = try #require(counts.marginal("b"))
    #expect(b["001"] == 2)
    #expect(b["100"] == 1)
    #expect(b.shots == 3)
    #expect(counts.marginal("z") == nil)
  }

  @Test("A stream longer than a batch gives the same counts as a table")
  func stream() {
    var builder = CountsBuilder(layout: OutcomeLayout([Register(name: "c", start: 0, count: 20)]))
    var expected: [UInt64: Int] = [:]
    var state: UInt64 = 3
    for _ in 0..<200_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let outcome = state >> 47
      builder.add(packed: [outcome])
      expected[outcome, default: 0] += 1
    }
    let counts = builder.counts()
    #expect(counts.shots == 200_000)
    #expect(counts.occurrences == expected.sorted { $0.key < $1.key }.map(\.value))
  }

  @Test("Probabilities add up to one")
  func probabilities() {
    let counts = Self.counts(Self.two, [[true, false, true, false, false], [false, false, false, false, false]])
    #expect(counts.probabilities == [0.5, 0.5])
  }
}
