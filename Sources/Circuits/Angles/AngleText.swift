/// Writes angles as OpenQASM 3 text, with as few parentheses as its precedence allows.
///
/// Reading the text back (constants fold, a minus before a literal belongs to the literal) gives the same
/// expression, step for step and bit for bit.
package struct AngleText: Sendable {
  private let arena: ExpressionArena
  private let parameterNames: [String]

  package init(arena: ExpressionArena, parameterNames: [String]) {
    self.arena = arena
    self.parameterNames = parameterNames
  }

  package func text(_ angle: Angle) -> String {
    var bytes: [UInt8] = []
    append(angle, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  package func append(_ angle: Angle, to bytes: inout [UInt8]) {
    append(angle, to: &bytes, limit: .max)
  }

  /// Stops soon after `limit` bytes: steps are shared, so a short expression can have an endless text.
  func append(_ angle: Angle, to bytes: inout [UInt8], limit: Int) {
    switch angle {
    case .constant(let value): Self.appendConstant(value, to: &bytes)
    case .expression(let root): append(root, to: &bytes, limit: limit)
    }
  }

  // MARK: Expressions

  /// How tightly a text binds, loosest first.
  private enum Binding: Int, Comparable {
    case sum, product, sign, power, atom

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// What is still to be written.
  private enum Piece {
    /// A step, in parentheses unless it binds at least as tightly as asked.
    case step(ExpressionID, Binding)
    case text(StaticString)
  }

  /// Works on a stack of its own, as a sum of a million terms is a million steps deep.
  private func append(_ root: ExpressionID, to bytes: inout [UInt8], limit: Int) {
    let start = bytes.count
    var pending: [Piece] = [.step(root, .sum)]
    while bytes.count - start < limit, let piece = pending.popLast() {
      switch piece {
      case .text(let text):
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
      case .step(let id, let asked):
        let node = arena[id]
        if Self.binding(of: node) < asked {
          bytes.append(UInt8(ascii: "("))
          pending.append(.text(")"))
        }
        open(node, bytes: &bytes, pending: &pending)
      }
    }
  }

  /// Writes the beginning of a step and leaves the rest on the stack, what comes first on top.
  private func open(_ node: ExpressionNode, bytes: inout [UInt8], pending: inout [Piece]) {
    switch node {
    case .constant(let value): Self.appendConstant(value, to: &bytes)
    case .parameter(let index):
      let index = Int(index)
      bytes.append(contentsOf: (parameterNames.indices.contains(index) ? parameterNames[index] : "?").utf8)
    case .negate(let inner):
      bytes.append(UInt8(ascii: "-"))
      pending.append(.step(inner, .sign))
    case .function(let function, let inner):
      bytes.append(contentsOf: function.rawValue.utf8)
      bytes.append(UInt8(ascii: "("))
      pending.append(.text(")"))
      pending.append(.step(inner, .sum))
    case .binary(let operation, let left, let right):
      let form = Self.form(of: operation)
      pending.append(.step(right, form.right))
      pending.append(.text(form.sign))
      pending.append(.step(left, form.left))
    }
  }

  /// The sign of an operation, and how tightly its operands have to bind.
  ///
  /// A sign may follow any operator (`x**-2`), but not stand before a power (`(-2)**x`).
  private static func form(of operation: AngleOperator) -> (sign: StaticString, left: Binding, right: Binding) {
    switch operation {
    case .add: (" + ", .sum, .product)
    case .subtract: (" - ", .sum, .product)
    case .multiply: ("*", .product, .sign)
    case .divide: ("/", .product, .sign)
    case .power: ("**", .atom, .sign)
    }
  }

  private static func binding(of node: ExpressionNode) -> Binding {
    switch node {
    case .parameter, .function: .atom
    case .negate: .sign
    case .binary(.add, _, _), .binary(.subtract, _, _): .sum
    case .binary(.multiply, _, _), .binary(.divide, _, _): .product
    case .binary(.power, _, _): .power
    case .constant(let value):
      if let fraction = PiFraction(value), fraction.isProduct { .product } else { value.sign == .minus ? .sign : .atom }
    }
  }

  // MARK: Constants

  /// A number as a fraction of pi where that gives the same bits, else as its shortest decimal.
  ///
  /// OpenQASM has no literal for infinity and nan, which appear as `inf` and `nan`.
  package static func appendConstant(_ value: Double, to bytes: inout [UInt8]) {
    if let fraction = PiFraction(value) {
      fraction.append(to: &bytes)
    } else if value == value.rounded(.towardZero), value.magnitude < 1e15, value.bitPattern != (-0.0).bitPattern {
      appendInteger(Int(value), to: &bytes)
    } else {
      var sink = ByteSink()
      swap(&sink.bytes, &bytes)
      value.write(to: &sink)
      swap(&sink.bytes, &bytes)
    }
  }

  fileprivate static func appendInteger(_ value: Int, to bytes: inout [UInt8]) {
    if (0..<10).contains(value) {
      bytes.append(UInt8(ascii: "0") + UInt8(value))
    } else {
      bytes.append(contentsOf: value.description.utf8)
    }
  }
}

/// Takes the digits of a number without a string between, which would cost more than finding them.
private struct ByteSink: TextOutputStream {
  var bytes: [UInt8] = []

  mutating func write(_ string: String) { bytes.append(contentsOf: string.utf8) }
  mutating func _writeASCII(_ buffer: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: buffer) }
}

/// A number that is exactly `numerator * pi / denominator`, computed from left to right.
private struct PiFraction {
  /// Up to 64 in magnitude, never zero.
  let numerator: Int
  let denominator: Int

  private static let denominators = [1, 2, 3, 4, 5, 6, 8, 12, 16, 24, 32, 64]
  /// All denominators divide this.
  private static let finest = 960.0
  private static let finestPerUnit = finest / Double.pi

  init?(_ value: Double) {
    let steps = value.magnitude * Self.finestPerUnit
    let nearest = steps.rounded()
    guard nearest > 0, (steps - nearest).magnitude < 1e-9, steps < 64.5 * Self.finest else { return nil }
    for denominator in Self.denominators {
      let numerator = (nearest * Double(denominator) / Self.finest).rounded()
      guard (1...64).contains(numerator) else { continue }
      if numerator * Double.pi / Double(denominator) == value.magnitude {
        self.numerator = value.sign == .minus ? -Int(numerator) : Int(numerator)
        self.denominator = denominator
        return
      }
    }
    return nil
  }

  /// Whether the text is more than `pi` or `-pi`.
  var isProduct: Bool { numerator.magnitude != 1 || denominator != 1 }

  func append(to bytes: inout [UInt8]) {
    if numerator < 0 { bytes.append(UInt8(ascii: "-")) }
    if numerator.magnitude != 1 {
      AngleText.appendInteger(Int(numerator.magnitude), to: &bytes)
      bytes.append(UInt8(ascii: "*"))
    }
    bytes.append(contentsOf: "pi".utf8)
    if denominator != 1 {
      bytes.append(UInt8(ascii: "/"))
      AngleText.appendInteger(denominator, to: &bytes)
    }
  }
}
