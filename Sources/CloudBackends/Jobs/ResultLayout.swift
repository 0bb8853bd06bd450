internal import Circuits
internal import Execution
internal import Formats

/// What it takes to read the result of one circuit, long after it was sent: its bits, and which qubit each one read.
struct ResultLayout: Sendable, Equatable {
  /// All registers of bits, each starting where the one before ends.
  let registers: [Register]
  /// For each bit the qubit whose last measurement it holds; nil where nothing is measured into it.
  let sources: [Int?]
  let shots: Int

  /// Of a circuit that is sent with its qubits numbered as they are.
  init(_ circuit: Circuit, shots: Int) {
    registers = circuit.bitRegisters
    var sources: [Int?] = Array(repeating: nil, count: circuit.bitCount)
    for index in circuit.operations.indices where circuit.operations[index].kind == .measure {
      let operands = circuit.operands(of: index)
      guard let qubit = operands.first, let bit = operands.last, bit != Operation.noBit else { continue }
      sources[Int(bit)] = Int(qubit)
    }
    self.sources = sources
    self.shots = shots
  }

  /// The same bits of a run with other shots.
  init(_ other: ResultLayout, shots: Int) {
    registers = other.registers
    sources = other.sources
    self.shots = shots
  }

  var bitCount: Int { sources.count }

  /// The registers that are counted, in their order.
  var outcome: OutcomeLayout { OutcomeLayout(registers) }

  /// Names of the registers that are counted.
  var countedNames: [String] { outcome.registers.map(\.name) }

  /// The register of a name.
  func register(_ name: String) -> Register? { registers.first { $0.name == name } }

  // MARK: In the journal

  private static let mostBits = 1 << 20

  init(_ reader: JSONReader) throws(FormatError) {
    var object = try reader.object()
    shots = try object.required("shots").integer(in: 0...Int.max)
    var registers: [Register] = []
    var start = 0
    for element in try object.required("registers").array() {
      var row = try element.object()
      let count = try row.required("count").integer(in: 0...Self.mostBits)
      registers.append(
        Register(
          name: try row.required("name").string(), start: start, count: count,
          isOutput: try row.required("isOutput").bool()))
      start += count
      guard start <= Self.mostBits else { throw element.error("there are too many bits") }
    }
    self.registers = registers
    var sources: [Int?] = []
    for element in try object.required("sources").array() {
      sources.append(element.isNull ? nil : try element.integer(in: 0...Int(UInt32.max)))
    }
    guard sources.count == start else { throw reader.error("there must be a source for each of the \(start) bits") }
    self.sources = sources
  }

  var json: JSON {
    [
      "shots": .integer(shots), "sources": .array(sources.map { JSON($0) }),
      "registers": .array(
        registers.map {
          ["name": .string($0.name), "count": .integer($0.count), "isOutput": .bool($0.isOutput)] as JSON
        }),
    ]
  }

  static func == (left: ResultLayout, right: ResultLayout) -> Bool { left.json == right.json }
}
