internal import Circuits

/// Writes angles in the words of a version of OpenQASM.
struct AngleWriter {
  private let text: AngleText
  /// The same with integers as floats; nil where there are none.
  private var floatText: AngleText?
  private let version: DialectRules.Version
  /// Places of single parameters: only in a calculation does an integer have to become a float, lest it be divided
  /// or wrapped as an integer.
  private var bareParameters: Set<Int> = []

  init(arena: ExpressionArena, angleNames: [String], version: DialectRules.Version) {
    text = AngleText(arena: arena, parameterNames: angleNames)
    self.version = version
  }

  init(_ circuit: Circuit, rules: DialectRules) {
    self.init(arena: circuit.expressions, angleNames: circuit.parameters.map(\.name), version: rules.version)
    guard rules.keepsDeclaredTypes, circuit.parameters.contains(where: \.isInteger) else { return }
    floatText = AngleText(
      arena: circuit.expressions,
      parameterNames: circuit.parameters.map { $0.isInteger ? "float(\($0.name))" : $0.name })
    bareParameters = Set(
      circuit.expressions.nodes.indices.filter { place in
        if case .parameter = circuit.expressions.nodes[place] { true } else { false }
      })
  }

  @inline(__always)
  func write(_ angle: Angle, to output: inout [UInt8]) {
    if version == .two {
      var version3: [UInt8] = []
      text.append(angle, to: &version3)
      Self.write(version2: version3, to: &output)
    } else if let floatText, isCalculated(angle) {
      floatText.append(angle, to: &output)
    } else {
      text.append(angle, to: &output)
    }
  }

  private func isCalculated(_ angle: Angle) -> Bool {
    if case .expression(let root) = angle { !bareParameters.contains(Int(root.index)) } else { false }
  }

  /// A number that is no angle: never as a fraction of pi.
  static func write(plain value: Double, to output: inout [UInt8]) {
    let text = value.description
    output.write(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
  }

  /// OpenQASM 2 writes `**` as `^`, `log` as `ln`, and a number with an exponent has a point.
  private static func write(version2 text: [UInt8], to output: inout [UInt8]) {
    var index = 0
    while index < text.count {
      let rest = text[index...]
      if rest.starts(with: "**".utf8) {
        output.append(UInt8(ascii: "^"))
        index += 2
      } else if isDigit(text[index]) {
        let number = rest.prefix { isDigit($0) || $0 == UInt8(ascii: ".") }
        output.append(contentsOf: number)
        index = number.endIndex
        if index < text.count, text[index] == UInt8(ascii: "e"), !number.contains(UInt8(ascii: ".")) {
          output.write(".0")
        }
        if index < text.count, text[index] == UInt8(ascii: "e") {
          let exponent =
            text[index...].prefix { !isDigit($0) } + text[index...].drop { !isDigit($0) }.prefix(while: isDigit)
          output.append(contentsOf: exponent)
          index += exponent.count
        }
      } else if isLetter(text[index]) {
        let word = rest.prefix { isLetter($0) || isDigit($0) }
        output.append(contentsOf: word.elementsEqual("log".utf8) ? Array("ln".utf8) : Array(word))
        index = word.endIndex
      } else {
        output.append(text[index])
        index += 1
      }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}

extension Parameter {
  fileprivate var isInteger: Bool {
    switch kind {
    case .integer, .unsigned: true
    case .float, .angle: false
    }
  }
}
