package import Circuits

/// Which bits of a circuit an outcome holds, and in which registers.
package struct OutcomeLayout: Hashable, Sendable {
  /// The registers of an outcome, each starting where the one before ends.
  package let registers: [Register]
  /// Where each register starts among all bits of the circuit.
  private let sources: [Int]

  /// Takes the registers that count: those declared `output`, or all if none is.
  package init(_ bitRegisters: [Register]) {
    let outputs = bitRegisters.filter(\.isOutput)
    self.init(counting: outputs.isEmpty ? bitRegisters : outputs)
  }

  init(counting chosen: [Register]) {
    var registers: [Register] = []
    var start = 0
    for var register in chosen {
      register.start = start
      start += register.count
      registers.append(register)
    }
    self.registers = registers
    sources = chosen.map(\.start)
  }

  package var width: Int { registers.last.map { $0.start + $0.count } ?? 0 }
  var wordCount: Int { (width + 63) / 64 }

  /// The packed outcome that the circuit's bits make, index 0 in the lowest bit of the first word.
  package func outcome(of bits: BitString) -> [UInt64] {
    if sources == registers.map(\.start), bits.width == width { return bits.words }
    var words = Array(repeating: UInt64(0), count: wordCount)
    for (register, source) in zip(registers, sources) {
      for index in 0..<register.count where bits[source + index] {
        words[(register.start + index) >> 6] |= 1 << UInt64((register.start + index) & 63)
      }
    }
    return words
  }

  /// Equal when outcomes mean the same: the same registers in the same order.
  package static func == (left: Self, right: Self) -> Bool {
    left.registers.map(\.name) == right.registers.map(\.name)
      && left.registers.map(\.count) == right.registers.map(\.count)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(registers.map(\.name))
    hasher.combine(registers.map(\.count))
  }
}
