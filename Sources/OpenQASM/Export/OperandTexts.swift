internal import Circuits

/// How the elements of registers, or physical qubits, are written.
struct OperandTexts {
  private var elements = TextTable()
  private var registers: [Register] = []
  /// The register that starts at an element; -1 inside one.
  private var registerStarts: [Int32] = []

  init(_ registers: [Register]) {
    self.registers = registers
    for (place, register) in registers.enumerated() {
      for element in 0..<register.count {
        elements.append((register.isScalar ? register.name : "\(register.name)[\(element)]").utf8)
        registerStarts.append(element == 0 ? Int32(truncatingIfNeeded: place) : -1)
      }
    }
  }

  init(physicalCount: Int) {
    for element in 0..<physicalCount { elements.append("$\(element)".utf8) }
    registerStarts = Array(repeating: -1, count: physicalCount)
  }

  init(_ qubits: QubitSpace) {
    switch qubits {
    case .registers(let registers): self.init(registers)
    case .physical(let count): self.init(physicalCount: count)
    }
  }

  @inline(__always)
  func write(_ element: UInt32, to output: inout [UInt8]) {
    elements.write(Int(element), to: &output)
  }

  /// The register whose first element this is.
  func register(startingAt element: UInt32) -> Register? {
    let place = registerStarts[Int(element)]
    return place < 0 ? nil : registers[Int(place)]
  }

  /// Writes elements separated by commas, a whole register in order by its name.
  func write(list: ArraySlice<UInt32>, to output: inout [UInt8]) {
    var rest = list
    while let first = rest.first {
      if rest.startIndex != list.startIndex { output.write(", ") }
      if let register = register(startingAt: first),
        rest.prefix(register.count).elementsEqual(register.range.lazy.map { UInt32($0) })
      {
        output.write(register.name)
        rest = rest.dropFirst(register.count)
      } else {
        write(first, to: &output)
        rest = rest.dropFirst()
      }
    }
  }
}
